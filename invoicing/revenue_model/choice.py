"""How this cooperative shares its overhead, and how much guidance it counts on; with why, for who asks."""

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock
from coop.database import Model, db
from coop.errors import Refusal
from invoicing.revenue_model.facts import Facts
from invoicing.revenue_model.model import GUIDANCE_MINUTES, RevenueModel, build
from invoicing.revenue_model.overhead import Key


class NoReason(Refusal):
    """A key moves cost from one service to another: who chooses it says why."""


class TooMuchGuidance(Refusal):
    """An hour of guidance for each hour is the most: one colleague beside each person."""


class RevenueChoice(Model):
    """The one row with the choice; without it overhead goes by income."""

    __tablename__ = "revenue_choice"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("overhead_key IN ('income', 'hours', 'jobs', 'costs')", name="overhead_key"),
        CheckConstraint("guidance_minutes BETWEEN 0 AND 60", name="guidance_minutes"),
        CheckConstraint("reason <> ''", name="reason"),
    )
    __audited__ = ("overhead_key", "guidance_minutes")

    id: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)
    overhead_key: Mapped[str] = mapped_column(String(10))
    guidance_minutes: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    chosen_at: Mapped[datetime]
    chosen_by: Mapped[str] = mapped_column(String(60))


def choose(key: str, guidance_minutes: int, reason: str) -> RevenueChoice:
    """Choose the key and the guidance; raises NoReason, TooMuchGuidance."""
    if not reason.strip():
        raise NoReason(gettext("Schrijf in een zin waarom jullie dit kiezen."), "reason")
    if not 0 <= guidance_minutes <= 60:
        raise TooMuchGuidance(gettext("Kies 0 tot 60 minuten."), "guidance_minutes")
    choice = chosen() or RevenueChoice(id=1)
    choice.overhead_key, choice.guidance_minutes = Key(key), guidance_minutes
    choice.reason = reason.strip()[:200]
    choice.chosen_at, choice.chosen_by = clock.now(), audit.who()
    db.session.add(choice)
    db.session.flush()
    return choice


def chosen() -> RevenueChoice | None:
    """The choice, if one was made."""
    return db.session.get(RevenueChoice, 1)


def worked_out(facts: Facts, under: RevenueChoice | None) -> RevenueModel:
    """The facts under a choice, or under the usual one."""
    if under is None:
        return build(facts, Key.INCOME, GUIDANCE_MINUTES)
    return build(facts, under.overhead_key, under.guidance_minutes)
