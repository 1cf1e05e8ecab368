"""Grants: awarded for a purpose and a period, received by hand, and taken into the result month by month."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import clock
from coop.daily import new_day
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.ledger import chart, journal
from coop.ledger.cost_object import CostObject
from coop.ledger.monthly import Monthly, Part, book, spread
from coop.ledger.posting import Line, Posting, post, posted, reverse
from coop.money import Money
from coop.period import DateRange, next_month
from invoicing.payment import ACCOUNTS, JOURNALS, AlreadyUndone, NotYet, Way, must_have_seen
from members.party import Party


class WrongGrant(Refusal):
    """A grant is an amount above zero for a period of at least a month."""


class ReceivedTooMuch(Refusal):
    """No more is received of a grant than was awarded."""


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

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"grant:{self.id}"

    @property
    def received(self) -> Money:
        """What came in of it."""
        return sum((receipt.amount for receipt in self.receipts), Money.zero())

    @property
    def parts(self) -> list[Part]:
        """What belongs to each month: equal parts that together are the whole."""
        return spread(self.amount, DateRange(self.begin, self.end))

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
    text = gettext("Subsidie toegekend: %(purpose)s", purpose=grant.purpose)
    lines = (
        Line(chart.GRANT_DUE, amount.cents, party=f"party:{grant.giver_id}"),
        Line(chart.GRANT_AHEAD, -amount.cents),
    )
    post([Posting(journal.MEMORIAL, grant.awarded_on, grant.source, text[:200], lines)])
    return grant


def receive(
    grant: Grant,
    day: date,
    amount: Money,
    way: str = Way.BANK,
    *,
    seen: Money | None = None,
    account: str = "",
) -> GrantReceipt:
    """Book what came in of a grant; `seen` is what was open when it was shown.

    `account` is another of the ledger than is usual for the way. Raises ReceivedTooMuch, NotYet, BookedMeanwhile.
    """
    must_have_seen(seen, grant.amount - grant.received)
    if not Money.zero() < amount <= grant.amount - grant.received:
        raise ReceivedTooMuch(
            gettext("Er is nog %(most)s te ontvangen.", most=grant.amount - grant.received), "amount"
        )
    if day > clock.today():
        raise NotYet(gettext("Deze dag moet nog komen."), "day")
    receipt = GrantReceipt(grant=grant, day=day, amount=amount, way=way)
    db.session.add(receipt)
    db.session.flush()
    text = gettext("Subsidie ontvangen: %(purpose)s", purpose=grant.purpose)
    lines = (
        Line(account or ACCOUNTS[Way(way)], amount.cents),
        Line(chart.GRANT_DUE, -amount.cents, party=f"party:{grant.giver_id}"),
    )
    post([Posting(JOURNALS[Way(way)], day, receipt.source, text[:200], lines)])
    return receipt


def undo_receipt(receipt: GrantReceipt, on: date) -> GrantReceipt:
    """Undo what was booked as received by its mirror; raises AlreadyUndone."""
    there = db.session.scalar(select(GrantReceipt.id).where(GrantReceipt.reversal_of == receipt.id))
    if there is not None or receipt.reversal_of is not None:
        raise AlreadyUndone(gettext("Deze ontvangst is al teruggedraaid."))
    mirror = GrantReceipt(
        grant=receipt.grant, day=on, amount=-receipt.amount, way=receipt.way, reversal_of=receipt.id
    )
    db.session.add(mirror)
    db.session.flush()
    wrong = posted(receipt.source)
    if wrong is not None:
        text = gettext("Teruggedraaid: subsidie ontvangen: %(purpose)s", purpose=receipt.grant.purpose)
        reverse(wrong.id, on, mirror.source, text[:200])
    return mirror


def release(grant: Grant, before: date) -> int:
    """Take the months that ended before a day into the result, those not yet taken; returns how many."""
    return book([grant.monthly()], before)


@new_day.subscribe
def release_due(day: date) -> None:
    """Once a day, for every grant."""
    book([grant.monthly() for grant in grants()], day)


def grants() -> list[Grant]:
    """Every grant, latest period first."""
    return list(db.session.scalars(select(Grant).order_by(Grant.begin.desc(), Grant.id.desc())))


def find(grant_id: int, *, lock: bool = False) -> Grant:
    """The grant with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(Grant, grant_id, with_for_update=lock)
    if found is None:
        raise NotFound(gettext("Deze subsidie is er niet."))
    return found


def total_receivable() -> Money:
    """What givers still owe us."""
    awarded = db.session.scalar(select(func.sum(Grant.amount))) or Money.zero()
    return awarded - (db.session.scalar(select(func.sum(GrantReceipt.amount))) or Money.zero())
