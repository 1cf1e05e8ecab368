"""What a giver asks of a grant: its conditions, how hours count, and when we have to account for it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.money import Money
from members.engagement import EngagementKind

AHEAD = timedelta(weeks=4)
"""So long before its last day a report is asked for."""


class WrongTerms(Refusal):
    """Unpaid hours only count at a rate above zero."""


class GrantTerms(Model):
    """How hours count for a grant and when the report is due; a grant without these has no such terms."""

    __tablename__ = "grant_terms"
    __table_args__ = (
        CheckConstraint("hour_limit > 0", name="hour_limit"),
        CheckConstraint("unpaid_rate > 0", name="unpaid_rate"),
        CheckConstraint("NOT (volunteers OR participants) OR unpaid_rate IS NOT NULL", name="unpaid"),
    )
    __audited__ = ("reported_on",)

    grant_id: Mapped[int] = mapped_column(ForeignKey("grant_award.id"), primary_key=True, autoincrement=False)
    hour_limit: Mapped[Money | None]
    """The most that is paid for an hour of paid work."""
    unpaid_rate: Mapped[Money | None]
    """What an hour counts for that nobody is paid for."""
    volunteers: Mapped[bool] = mapped_column(default=False)
    participants: Mapped[bool] = mapped_column(default=False)
    report_due: Mapped[date | None]
    reported_on: Mapped[date | None]

    @property
    def unpaid(self) -> frozenset[str]:
        """The engagements whose hours count at the rate for unpaid work."""
        told = {EngagementKind.VOLUNTEER: self.volunteers, EngagementKind.PARTICIPATION: self.participants}
        return frozenset(kind.value for kind, counts in told.items() if counts)


class GrantCondition(Model):
    """One thing the giver asks, and how we met it."""

    __tablename__ = "grant_condition"
    __table_args__ = (UniqueConstraint("grant_id", "position"), CheckConstraint("text <> ''", name="text"))

    id: Mapped[int] = pk()
    grant_id: Mapped[int] = mapped_column(ForeignKey("grant_award.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    met: Mapped[str] = mapped_column(Text, default="")


def terms_of(grant_id: int) -> GrantTerms:
    """The terms of a grant; where none were entered, an empty set of them that is not kept yet."""
    found = db.session.get(GrantTerms, grant_id)
    return found or GrantTerms(grant_id=grant_id, volunteers=False, participants=False)


def all_terms() -> dict[int, GrantTerms]:
    """The terms of every grant that has any."""
    return {one.grant_id: one for one in db.session.scalars(select(GrantTerms))}


def agree(
    grant_id: int,
    *,
    hour_limit: Money | None = None,
    unpaid_rate: Money | None = None,
    volunteers: bool = False,
    participants: bool = False,
    report_due: date | None = None,
) -> GrantTerms:
    """Enter the terms as the letter of the giver has them; raises WrongTerms."""
    if (volunteers or participants) and not unpaid_rate:
        raise WrongTerms(gettext("Vul in voor hoeveel een onbetaald uur telt."), "unpaid_rate")
    if any(amount is not None and amount <= Money.zero() for amount in (hour_limit, unpaid_rate)):
        raise WrongTerms(gettext("Een bedrag per uur is meer dan € 0."), "hour_limit")
    terms = terms_of(grant_id)
    terms.hour_limit, terms.unpaid_rate = hour_limit, unpaid_rate
    terms.volunteers, terms.participants, terms.report_due = volunteers, participants, report_due
    db.session.add(terms)
    db.session.flush()
    return terms


def reported(grant_id: int, on: date | None) -> None:
    """Say that the report went to the giver, or with None that it did not after all."""
    terms = terms_of(grant_id)
    terms.reported_on = on
    db.session.add(terms)
    db.session.flush()


def conditions_of(grant_id: int) -> list[GrantCondition]:
    """What the giver asks, in the order of the letter."""
    which = select(GrantCondition).where(GrantCondition.grant_id == grant_id)
    return list(db.session.scalars(which.order_by(GrantCondition.position)))


def add_conditions(grant_id: int, texts: Sequence[str]) -> list[GrantCondition]:
    """Add conditions, one for each text that says anything."""
    last = max((one.position for one in conditions_of(grant_id)), default=0)
    said = [text.strip() for text in texts if text.strip()]
    made = [
        GrantCondition(grant_id=grant_id, position=position, text=text[:300])
        for position, text in enumerate(said, last + 1)
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def say_met(grant_id: int, sentences: Mapping[int, str]) -> None:
    """Write of conditions, by their key, how we met them."""
    for condition in conditions_of(grant_id):
        condition.met = sentences.get(condition.id, condition.met).strip()
    db.session.flush()


def drop_condition(grant_id: int, condition_id: int) -> None:
    """Take a condition away that is none; raises NotFound."""
    found = db.session.get(GrantCondition, condition_id)
    if found is None or found.grant_id != grant_id:
        raise NotFound(gettext("Deze voorwaarde is er niet."))
    audit.record(f"grant_award:{grant_id}", "condition", found.text[:200])
    db.session.delete(found)
    db.session.flush()
