"""Limits on what somebody may work: a higher floor knows them; who passes one says why, and that is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import Refusal
from coop.events import Event
from members.party import Person


class Step(StrEnum):
    """When a limit is looked at."""

    PLANNING = "planning"
    HOURS = "hours"
    PAYOUT = "payout"


class OverLimit(Refusal):
    """A limit is passed only by somebody who says why."""


class LimitPassed(Model):
    """Somebody passed a limit: which, for whom, by whom and why. Never changed or removed (migration)."""

    __tablename__ = "limit_passed"
    __table_args__ = (
        CheckConstraint("step IN ('planning', 'hours', 'payout')", name="step"),
        CheckConstraint("reason <> ''", name="reason"),
    )
    __audited__ = ("reason",)

    id: Mapped[int] = pk()
    step: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    about: Mapped[str] = mapped_column(String(60), index=True)
    """What it was passed with, such as `job:12`."""
    sentence: Mapped[str] = mapped_column(String(300))
    """What the person who passed it was told."""
    reason: Mapped[str] = mapped_column(String(200))
    passed_at: Mapped[datetime]
    passed_by: Mapped[str] = mapped_column(String(60))

    person: Mapped[Person] = relationship()


@dataclass(frozen=True, slots=True)
class Work:
    """Work that somebody is about to be given, or to have approved; in whole minutes."""

    person_id: int
    name: str
    day: date
    minutes: int
    engagement: str
    about: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Work, asked about before it counts; who knows a limit adds a sentence for the person."""

    step: Step
    works: Sequence[Work]
    told: dict[int, list[str]] = field(default_factory=dict)


about_to_count: Event[Asked] = Event("orders.about_to_count")


def sentences(step: Step, works: Iterable[Work]) -> dict[int, list[str]]:
    """Which limits this work would pass, by person; nothing for whom all is well."""
    asked = Asked(step, list(works))
    if asked.works:
        about_to_count.tell(asked)
    return asked.told


def demand(step: Step, works: Sequence[Work], because: str = "") -> None:
    """Let work pass its limits only for a reason, which is kept; raises OverLimit."""
    told = sentences(step, works)
    over = [work for work in works if work.person_id in told]
    if over and not because.strip():
        first = over[0]
        raise OverLimit(
            gettext(
                "%(name)s %(what)s Moet het toch? Schrijf dan waarom.",
                name=first.name,
                what=" ".join(told[first.person_id]),
            ),
            "because",
        )
    for work in over:
        keep(step, work.person_id, work.about, " ".join(told[work.person_id]), because)


def keep(step: Step, person_id: int, about: str, sentence: str, because: str) -> LimitPassed:
    """Write down that a limit is passed, by whom and why; raises OverLimit without a reason."""
    if not because.strip():
        raise OverLimit(gettext("Schrijf waarom het toch moet."), "because")
    made = LimitPassed(
        step=step,
        person_id=person_id,
        about=about,
        sentence=sentence[:300],
        reason=because.strip()[:200],
        passed_at=clock.now(),
        passed_by=audit.who(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def passed(step: Step) -> dict[str, LimitPassed]:
    """What was passed at a step, by what it was passed with; the last word counts."""
    query = select(LimitPassed).where(LimitPassed.step == step).order_by(LimitPassed.id)
    return {one.about: one for one in db.session.scalars(query)}


def latest(limit: int) -> Sequence[LimitPassed]:
    """What was passed last."""
    return db.session.scalars(select(LimitPassed).order_by(LimitPassed.id.desc()).limit(limit)).all()
