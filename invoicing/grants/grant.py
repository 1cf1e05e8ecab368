"""Grants: awarded for a purpose and a period, received by hand, and taken into the result month by month."""

from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from coop import clock
from coop.daily import new_day
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.ledger import chart, journal
from coop.ledger.cost_object import CostObject
from coop.ledger.monthly import Monthly, Part, book, spread
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from coop.period import DateRange, next_month
from invoicing.payment import Way
from members.party import Party

TERM = timedelta(weeks=6)
"""So long an authority gives to pay back; others seldom ask it sooner."""


class WrongGrant(Refusal):
    """A grant is an amount above zero for a period of at least a month."""


class Grant(Model):
    """A grant for the months of [begin, end); what was received and released follows from the ledger's sources."""

    __tablename__ = "grant_award"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("ends_on > begins_on", name="period"),
    )
    __audited__ = ("amount",)

    id: Mapped[int] = pk()
    giver_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    purpose: Mapped[str] = mapped_column(String(200))
    reference: Mapped[str] = mapped_column(String(60), default="")
    amount: Mapped[Money]
    begin: Mapped[date] = mapped_column("begins_on")
    end: Mapped[date] = mapped_column("ends_on")
    awarded_on: Mapped[date]
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))

    giver: Mapped[Party] = relationship()
    cost_object: Mapped[CostObject | None] = relationship()
    receipts: Mapped[list["GrantReceipt"]] = relationship(order_by="GrantReceipt.id", back_populates="grant")
    settlements: Mapped[list["GrantSettlement"]] = relationship(
        order_by="GrantSettlement.id", back_populates="grant"
    )

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return source_of(self.id)

    @property
    def received(self) -> Money:
        """What came in of it."""
        return sum((receipt.amount for receipt in self.receipts), Money.zero())

    @property
    def settlement(self) -> "GrantSettlement | None":
        """How the giver settled it, while that stands."""
        return next((one for one in self.settlements if one.undone_on is None), None)

    @property
    def receivable(self) -> Money:
        """What is still to come in of it; what was settled lower does not come."""
        off = self.settlement.written_off if self.settlement else Money.zero()
        return self.amount - off - self.received

    @property
    def parts(self) -> list[Part]:
        """What belongs to each month: equal parts that together are the whole; once settled, no more come."""
        parts = parts_of(self.amount, self.begin, self.end)
        return parts if self.settlement is None else parts[: self.settlement.months]

    def monthly(self) -> Monthly:
        """How its months come into the result, those of before the award on the day of the award."""
        return Monthly(
            self.source,
            gettext("Subsidie: %(purpose)s", purpose=self.purpose),
            self.parts,
            Line(chart.GRANT_AHEAD, 0),
            Line(chart.GRANTS, 0, self.cost_object_id),
            not_before=self.awarded_on,
        )


class GrantReceipt(Model):
    """Money that came in of a grant, below zero where it was undone."""

    __tablename__ = "grant_receipt"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("way IN ('bank', 'cash')", name="way"),
    )

    id: Mapped[int] = pk()
    grant_id: Mapped[int] = mapped_column(ForeignKey("grant_award.id"), index=True)
    day: Mapped[date]
    amount: Mapped[Money]
    way: Mapped[str] = mapped_column(String(10), default=Way.BANK)
    reversal_of: Mapped[int | None] = mapped_column(ForeignKey("grant_receipt.id"), unique=True)

    grant: Mapped[Grant] = relationship(back_populates="receipts")

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"grant:{self.grant_id}:receipt:{self.id}"


class GrantSettlement(Model):
    """What the giver established at the end, and what followed; it stands until it is undone."""

    __tablename__ = "grant_settlement"
    __table_args__ = (
        CheckConstraint("established >= 0 AND written_off >= 0 AND to_return >= 0", name="amounts"),
        CheckConstraint("months >= 0", name="months"),
        Index(
            "uq_grant_settlement_standing",
            "grant_id",
            unique=True,
            sqlite_where=text("undone_on IS NULL"),
            postgresql_where=text("undone_on IS NULL"),
        ),
    )
    __audited__ = ("established", "undone_on")

    id: Mapped[int] = pk()
    grant_id: Mapped[int] = mapped_column(ForeignKey("grant_award.id"), index=True)
    established: Mapped[Money]
    day: Mapped[date]
    reference: Mapped[str] = mapped_column(String(60), default="")
    months: Mapped[int]
    """So many of its months were in the result before; the rest came with it."""
    written_off: Mapped[Money]
    """What was awarded and does not come."""
    to_return: Mapped[Money]
    """What came in and has to go back."""
    undone_on: Mapped[date | None]

    grant: Mapped[Grant] = relationship(back_populates="settlements")
    repayments: Mapped[list["GrantRepayment"]] = relationship(
        order_by="GrantRepayment.id", back_populates="settlement"
    )

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"grant:{self.grant_id}:settled:{self.id}"

    @property
    def repaid(self) -> Money:
        """What went back of it."""
        return sum((one.amount for one in self.repayments), Money.zero())

    @property
    def due_on(self) -> date:
        """The last day to pay it back: six weeks after it was settled (Awb art. 4:87 lid 1)."""
        return self.day + TERM

    @property
    def owed(self) -> Money:
        """What still has to go back."""
        return self.to_return - self.repaid


class GrantRepayment(Model):
    """Money that went back to the giver, below zero where that was undone; never more than was settled."""

    __tablename__ = "grant_repayment"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("way IN ('bank', 'cash', 'payout')", name="way"),
    )

    id: Mapped[int] = pk()
    settlement_id: Mapped[int] = mapped_column(ForeignKey("grant_settlement.id"), index=True)
    day: Mapped[date]
    amount: Mapped[Money]
    way: Mapped[str] = mapped_column(String(10), default=Way.BANK)
    reversal_of: Mapped[int | None] = mapped_column(ForeignKey("grant_repayment.id"), unique=True)

    settlement: Mapped[GrantSettlement] = relationship(back_populates="repayments")

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"grant:{self.settlement.grant_id}:repaid:{self.id}"


def source_of(grant_id: int) -> str:
    """The name under which the ledger knows a grant."""
    return f"grant:{grant_id}"


def parts_of(amount: Money, begin: date, end: date) -> list[Part]:
    """What of a grant belongs to each month of [begin, end): equal parts that together are the whole."""
    return spread(amount, DateRange(begin, end))


def award(
    giver: Party,
    purpose: str,
    amount: Money,
    begin: date,
    end: date,
    *,
    awarded_on: date | None = None,
    reference: str = "",
    cost_object_id: int | None = None,
) -> Grant:
    """Enter a grant that was awarded: we are owed it, and owe the work for it. Raises WrongGrant."""
    if amount.cents <= 0 or next_month(begin) > end:
        raise WrongGrant(gettext("Vul een bedrag in boven € 0 en een periode van minstens een maand."))
    grant = Grant(
        giver=giver,
        purpose=purpose.strip(),
        reference=reference.strip(),
        amount=amount,
        begin=begin,
        end=end,
        awarded_on=awarded_on or clock.today(),
        cost_object_id=cost_object_id,
    )
    db.session.add(grant)
    db.session.flush()
    words = gettext("Subsidie toegekend: %(purpose)s", purpose=grant.purpose)
    lines = (
        Line(chart.GRANT_DUE, amount.cents, party=f"party:{grant.giver_id}"),
        Line(chart.GRANT_AHEAD, -amount.cents),
    )
    post([Posting(journal.MEMORIAL, grant.awarded_on, grant.source, words[:200], lines)])
    return grant


def release(grant: Grant, before: date) -> int:
    """Take the months that ended before a day into the result, those not yet taken; returns how many."""
    return book([grant.monthly()], before)


@new_day.subscribe
def release_due(day: date) -> None:
    """Once a day, for every grant."""
    book([grant.monthly() for grant in grants()], day)


def grants() -> list[Grant]:
    """Every grant with its giver and what came in, latest period first."""
    settled = selectinload(Grant.settlements).selectinload(GrantSettlement.repayments)
    with_all = (joinedload(Grant.giver), selectinload(Grant.receipts), settled)
    return list(db.session.scalars(select(Grant).options(*with_all).order_by(Grant.begin.desc(), Grant.id.desc())))


def find(grant_id: int, *, lock: bool = False) -> Grant:
    """The grant with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(Grant, grant_id, with_for_update=lock)
    if found is None:
        raise NotFound(gettext("Deze subsidie is er niet."))
    return found


def total_receivable() -> Money:
    """What givers still owe us."""
    off = select(func.sum(GrantSettlement.written_off)).where(GrantSettlement.undone_on.is_(None))
    sums = (select(func.sum(Grant.amount)), select(func.sum(GrantReceipt.amount)), off)
    awarded, received, written_off = (db.session.scalar(query) or Money.zero() for query in sums)
    return awarded - received - written_off


def total_to_repay() -> Money:
    """What we still owe givers of what was settled."""
    due = select(func.sum(GrantSettlement.to_return)).where(GrantSettlement.undone_on.is_(None))
    sums = (due, select(func.sum(GrantRepayment.amount)))
    settled, repaid = (db.session.scalar(query) or Money.zero() for query in sums)
    return settled - repaid
