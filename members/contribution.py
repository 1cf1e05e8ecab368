"""The yearly contribution: its rate per year, and what each member owes of it."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from coop.money import Money
from coop.period import year as calendar_year
from members.member import Member


class NoRate(Refusal):
    """Dues of a year are made from the rate of that year, which the members' meeting sets."""


class RateInUse(Refusal):
    """The rate of a year is fixed once dues were made from it."""


class DueSettled(Stale):
    """Only what is still open can be invoiced or waived."""


class ContributionRate(Model):
    """What a member pays for one calendar year."""

    __tablename__ = "contribution_rate"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year"),
    )
    __audited__ = ("amount",)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount: Mapped[Money]


class ContributionDue(Model):
    """What one member owes for one year, until it is invoiced or waived."""

    __tablename__ = "contribution_due"
    __table_args__ = (
        UniqueConstraint("member_id", "year"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("state IN ('due', 'invoiced', 'waived')", name="state"),
        CheckConstraint("(state = 'invoiced') = (invoice_source IS NOT NULL)", name="invoiced"),
        Index("ix_contribution_due_state", "state", "year"),
    )
    __audited__ = ("state",)

    id: Mapped[int] = pk()
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    year: Mapped[int]
    amount: Mapped[Money]
    state: Mapped[str] = mapped_column(String(10), default="due")
    invoice_source: Mapped[str | None] = mapped_column(String(80))

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)

    def mark_invoiced(self, source: str) -> None:
        """Note the invoice it went into, such as `invoice:2026-0042`; raises DueSettled."""
        self._demand_open()
        self.state, self.invoice_source = "invoiced", source

    def reopen(self) -> None:
        """Make it due again after the invoice was credited."""
        self.state, self.invoice_source = "due", None

    def waive(self) -> None:
        """Let the member off; raises DueSettled."""
        self._demand_open()
        self.state = "waived"
        db.session.flush()

    def ask_after_all(self) -> None:
        """Let a member off no more, at once after it was said; raises DueSettled."""
        if self.state != "waived":
            raise DueSettled(gettext("Deze contributie is niet (meer) kwijtgescholden."))
        self.state = "due"
        db.session.flush()

    def _demand_open(self) -> None:
        if self.state != "due":
            raise DueSettled(gettext("Deze contributie is al gefactureerd of kwijtgescholden."))


def set_rate(year: int, amount: Money) -> ContributionRate:
    """Set the contribution of a year; raises RateInUse once dues were made from another amount."""
    rate = db.session.get(ContributionRate, year)
    if rate is None:
        rate = ContributionRate(year=year, amount=amount)
        db.session.add(rate)
    elif rate.amount != amount:
        if db.session.scalar(select(ContributionDue.id).where(ContributionDue.year == year).limit(1)):
            raise RateInUse(gettext("Voor dit jaar is al contributie klaargezet."), field="amount")
        rate.amount = amount
    db.session.flush()
    return rate


def rates() -> list[ContributionRate]:
    """The rates, latest year first."""
    return list(db.session.scalars(select(ContributionRate).order_by(ContributionRate.year.desc())))


def rate_of(year: int) -> Money | None:
    """What a member pays for a year, None while it is not set."""
    rate = db.session.get(ContributionRate, year)
    return rate.amount if rate else None


def missing(year: int) -> int:
    """How many members of a year have no due yet."""
    return db.session.scalar(select(func.count()).select_from(_owing(year, None).subquery())) or 0


def make_dues(year: int, until: date | None = None) -> int:
    """Make the dues of a year for everyone who was a member in it, and return how many were new.

    Who has one already is passed over, so it may be done again when new members came. With `until` only
    members admitted before that day count. Raises NoRate.
    """
    rate = db.session.get(ContributionRate, year)
    if rate is None:
        raise NoRate(gettext("Vul eerst de contributie voor %(year)s in.", year=year), field="year")
    owing = db.session.scalars(_owing(year, until).order_by(Member.number)).all()
    db.session.add_all(ContributionDue(member_id=id_, year=year, amount=rate.amount) for id_ in owing)
    db.session.flush()
    return len(owing)


def dues(year: int, state: str | None = None) -> list[ContributionDue]:
    """The dues of a year by member number, with their members."""
    query = select(ContributionDue).join(ContributionDue.member).where(ContributionDue.year == year)
    if state:
        query = query.where(ContributionDue.state == state)
    return list(db.session.scalars(query.order_by(Member.number)))


def dues_of(member_id: int) -> list[ContributionDue]:
    """What a member owed over the years, the latest first."""
    return list(
        db.session.scalars(
            select(ContributionDue)
            .where(ContributionDue.member_id == member_id)
            .order_by(ContributionDue.year.desc())
        )
    )


def open_dues() -> list[ContributionDue]:
    """Everything still to be invoiced, of all years, oldest first."""
    return list(
        db.session.scalars(
            select(ContributionDue)
            .where(ContributionDue.state == "due", ContributionDue.amount > Money.zero())
            .order_by(ContributionDue.year, ContributionDue.member_id)
        )
    )


def find(due_id: int) -> ContributionDue:
    """The due with this id, held for a change; raises NotFound."""
    due = db.session.get(ContributionDue, due_id, with_for_update={"of": ContributionDue})
    if due is None:
        raise NotFound(gettext("Deze contributie is niet gevonden."))
    return due


def _owing(year: int, until: date | None) -> Select[int]:
    days = calendar_year(year)
    has_one = select(ContributionDue.member_id).where(ContributionDue.year == year)
    return select(Member.id).where(
        Member.admitted_on < (until or days.end),
        or_(Member.resigned_on.is_(None), Member.resigned_on > days.begin),
        Member.id.not_in(has_one),
    )
