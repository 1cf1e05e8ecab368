"""What an hour of work costs us, by kind of engagement and from a day on."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk
from coop.errors import Refusal
from coop.money import Money
from coop.rules import book
from members.engagement import EngagementKind

PAID = (EngagementKind.EMPLOYEE, EngagementKind.APPRENTICE, EngagementKind.VOLUNTEER)
"""The engagements with a rate; participation costs nothing, a starter sends an invoice."""


class BelowMinimumWage(Refusal):
    """An hour of an adult employee costs at least the minimum wage."""


class RateAlreadySet(Refusal):
    """From a day on one rate holds; a mistake is put right with a rate from another day."""


class CostRate(Model):
    """What an hour costs from a day on, until the next rate begins; a rate once set is not changed."""

    __tablename__ = "cost_rate"
    __table_args__ = (
        UniqueConstraint("engagement", "begins_on"),
        CheckConstraint("engagement IN ('employee', 'apprentice', 'volunteer')", name="engagement"),
        CheckConstraint("amount > 0", name="amount"),
    )
    __audited__ = ("amount",)

    id: Mapped[int] = pk()
    engagement: Mapped[str] = mapped_column(String(15))
    begin: Mapped[date] = mapped_column("begins_on")
    amount: Mapped[Money]


def set_rate(engagement: str, begin: date, amount: Money) -> CostRate:
    """Set what an hour costs from a day on; raises RateAlreadySet, BelowMinimumWage."""
    there = select(CostRate.id).where(CostRate.engagement == engagement, CostRate.begin == begin)
    if db.session.scalar(there) is not None:
        raise RateAlreadySet(gettext("Vanaf deze dag is er al een tarief."), "begin")
    if engagement == EngagementKind.EMPLOYEE and amount < _minimum(begin):
        raise BelowMinimumWage(
            gettext("Dat is minder dan het minimumloon (%(least)s per uur).", least=_minimum(begin)), "amount"
        )
    rate = CostRate(engagement=engagement, begin=begin, amount=amount)
    db.session.add(rate)
    db.session.flush()
    return rate


def rates() -> list[CostRate]:
    """Every rate, by engagement and latest first."""
    return list(db.session.scalars(select(CostRate).order_by(CostRate.engagement, CostRate.begin.desc())))


def rate_on(engagement: str, day: date) -> Money | None:
    """What an hour costs on a day; None while that is not known."""
    return db.session.scalar(
        select(CostRate.amount)
        .where(CostRate.engagement == engagement, CostRate.begin <= day)
        .order_by(CostRate.begin.desc())
        .limit(1)
    )


def hourly_limit_passed(rate: CostRate) -> Money | None:
    """The most an hour of an adult volunteer may be, where this rate is above it and the book knows it."""
    if rate.engagement != EngagementKind.VOLUNTEER:
        return None
    try:
        limit = book.allowance(rate.begin.year).hour_adult
    except book.NoFigure:
        return None
    return limit if limit is not None and rate.amount > limit else None


def _minimum(day: date) -> Money:
    try:
        return book.minimum_wage(day)
    except book.NoFigure:
        return Money.zero()  # not read for that day: nothing is refused on a guess
