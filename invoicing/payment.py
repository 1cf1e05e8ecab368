"""Payments of invoices: what came in, what went back, and what was undone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from flask_babel import force_locale, gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from coop.events import Event
from coop.ledger import chart, journal
from coop.ledger.posting import Line, Posting, post, posted, reverse
from coop.money import Money
from invoicing.invoice import Invoice


class Way(StrEnum):
    """How money moved."""

    BANK = "bank"
    CASH = "cash"
    ONLINE = "online"
    """Through the payment provider, who pays it out later."""
    DEBIT = "debit"
    """Taken off the payer's account; on its way until the bank has it."""
    CARD = "card"
    """At the counter; on its way until the bank has it."""
    PAYOUT = "payout"
    """With an order to the bank, for what we buy or pay back; on its way until the bank has done it."""
    DIFFERENCE = "difference"
    """So little too much or too little that it is let go."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Money came in for an invoice or went back, on a day."""

    number: str
    day: date


moved: Event[Sequence[Moved]] = Event("payment.moved")

JOURNALS = defaultdict(lambda: journal.MEMORIAL, {Way.BANK: journal.BANK, Way.CASH: journal.CASH})
ACCOUNTS = {
    Way.BANK: chart.BANK,
    Way.CASH: chart.CASH,
    Way.ONLINE: chart.PAYMENT_PROVIDER,
    Way.DEBIT: chart.COLLECTING,
    Way.CARD: chart.CARD_PAYMENTS,
    Way.PAYOUT: chart.PAYING_OUT,
    Way.DIFFERENCE: chart.PAYMENT_DIFFERENCES,
}


class NotPayable(Refusal):
    """A payment belongs to an invoice; of a credit note the original is paid or paid back."""


class WrongAmount(Refusal):
    """An amount that moved is above zero; no more is paid back than was paid too much."""


class NotYet(Refusal):
    """What is booked has happened."""


class BookedMeanwhile(Stale):
    """Who books what moved has seen what was open; otherwise a colleague was first."""


class AlreadyUndone(Stale):
    """A booking is undone once."""


class Payment(Model):
    """Money for an invoice: above zero came in, below zero went back. Never changed, undone by its mirror."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("way IN ('bank', 'cash', 'online', 'debit', 'card', 'payout', 'difference')", name="way"),
    )

    id: Mapped[int] = pk()
    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), index=True)
    day: Mapped[date]
    amount: Mapped[Money]
    way: Mapped[str] = mapped_column(String(10), default=Way.BANK)
    reference: Mapped[str] = mapped_column(String(140), default="")
    reversal_of: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), unique=True)
    booked_at: Mapped[datetime]
    booked_by: Mapped[str] = mapped_column(String(60))

    invoice: Mapped[Invoice] = relationship()

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"payment:{self.id}"


undoing: Event[Payment] = Event("payment.undoing")
"""Told before a booking is undone; a floor above refuses where it must be undone elsewhere."""


@dataclass(frozen=True, slots=True)
class Received:
    """What came in for an invoice."""

    invoice: Invoice
    day: date
    amount: Money
    way: str = Way.BANK
    reference: str = ""
    account: str = ""
    """Of the ledger, where it is another than is usual for the way: the savings account."""


def book(
    invoice: Invoice,
    day: date,
    amount: Money,
    way: str = Way.BANK,
    reference: str = "",
    *,
    seen: Money | None = None,
) -> Payment:
    """Book what came in for an invoice, in part or too much; `seen` is what was open when it was shown.

    Raises WrongAmount, NotYet, NotPayable, BookedMeanwhile.
    """
    must_have_seen(seen, max(owed(invoice) - paid(invoice), Money.zero()))
    return book_each([Received(invoice, day, amount, way, reference)])[0]


def book_each(receipts: Sequence[Received]) -> list[Payment]:
    """Book everything that came in, in one go; raises what booking one raises."""
    for receipt in receipts:
        if receipt.amount.cents <= 0:
            raise WrongAmount(gettext("Vul een bedrag in boven € 0."), "amount")
    return book_moves(receipts)


def refund(
    invoice: Invoice,
    day: date,
    amount: Money,
    way: str = Way.BANK,
    reference: str = "",
    *,
    seen: Money | None = None,
) -> Payment:
    """Book what was paid back of an invoice; raises WrongAmount beyond what was paid too much, BookedMeanwhile."""
    most = paid(invoice) - owed(invoice)
    must_have_seen(seen, max(most, Money.zero()))
    if not Money.zero() < amount <= most:
        raise WrongAmount(
            gettext("Er is %(most)s te veel betaald; meer betaal je niet terug.", most=most), "amount"
        )
    return book_moves([Received(invoice, day, -amount, way, reference)])[0]


def book_moves(moves: Sequence[Received]) -> list[Payment]:
    """Book what moved, at the bank or the provider too: below zero went back, whatever is open.

    Raises NotYet, NotPayable.
    """
    for move in moves:
        if move.invoice.is_credit:
            raise NotPayable(
                gettext("Boek de betaling bij factuur %(number)s zelf.", number=move.invoice.original_number)
            )
        if move.day > clock.today():
            raise NotYet(gettext("Deze dag moet nog komen."), "day")
    made = [_new(move) for move in moves]
    db.session.flush()
    post([_posting(payment, move) for payment, move in zip(made, moves, strict=True)])
    moved.tell([Moved(payment.invoice_number, payment.day) for payment in made])
    return made


def went_back(receipt: Received) -> Payment:
    """Book what went back already at the payment provider, also when that was more than was paid too much."""
    return book_moves([replace(receipt, amount=-receipt.amount)])[0]


def undo(payment: Payment, on: date) -> Payment:
    """Undo a booking that was wrong, by its mirror here and in the ledger; raises AlreadyUndone."""
    there = db.session.scalar(select(Payment.id).where(Payment.reversal_of == payment.id))
    if there is not None or payment.reversal_of is not None:
        raise AlreadyUndone(gettext("Deze betaling is al teruggedraaid."))
    undoing.tell(payment)
    wrong = posted(payment.source)
    back = Received(payment.invoice, on, -payment.amount, payment.way, payment.reference)
    mirror = _new(back, reversal_of=payment.id)
    db.session.flush()
    if wrong is not None:
        with force_locale("nl"):  # as the booking that it reverses
            text = gettext("Teruggedraaid: betaling van factuur %(number)s", number=payment.invoice_number)
        reverse(wrong.id, on, mirror.source, text)
    moved.tell([Moved(mirror.invoice_number, on)])
    return mirror


def must_have_seen(seen: Money | None, left: Money) -> None:
    """Raise BookedMeanwhile when something else was open than was shown; nothing shown is nothing to compare."""
    if seen is not None and seen != left:
        raise BookedMeanwhile(gettext("Er is net al iets geboekt. Er staat nu %(left)s open.", left=left))


def owed(invoice: Invoice) -> Money:
    """What an invoice asks after its credit notes."""
    credited = db.session.scalar(
        select(func.sum(Invoice.payable)).where(Invoice.original_number == invoice.number)
    )
    return invoice.payable + (credited or Money.zero())


def paid(invoice: Invoice) -> Money:
    """What was paid of an invoice, less what went back."""
    query = select(func.sum(Payment.amount)).where(Payment.invoice_number == invoice.number)
    return db.session.scalar(query) or Money.zero()


def payments_of(invoice: Invoice) -> list[Payment]:
    """What was booked for an invoice, in order."""
    return list(
        db.session.scalars(select(Payment).where(Payment.invoice_number == invoice.number).order_by(Payment.id))
    )


def find(payment_id: int, *, lock: bool = False) -> Payment:
    """The payment with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(Payment, payment_id, with_for_update=lock)
    if found is None:
        raise NotFound(gettext("Deze betaling is er niet."))
    return found


def _posting(payment: Payment, move: Received) -> Posting:
    way = Way(move.way)
    lines = (
        Line(move.account or ACCOUNTS[way], move.amount.cents),
        Line(chart.DEBTORS, -move.amount.cents, party=f"party:{move.invoice.party_id}"),
    )
    with force_locale("nl"):  # whoever pays, in whatever language: the books are in Dutch
        text = gettext("Betaling van factuur %(number)s", number=move.invoice.number)
    return Posting(JOURNALS[way], move.day, payment.source, text, lines)


def _new(move: Received, reversal_of: int | None = None) -> Payment:
    payment = Payment(
        invoice_number=move.invoice.number,
        day=move.day,
        amount=move.amount,
        way=move.way,
        reference=move.reference.strip(),
        reversal_of=reversal_of,
        booked_at=clock.now(),
        booked_by=audit.who(),
    )
    db.session.add(payment)
    audit.record(move.invoice.source, "payment", None, move.amount)
    return payment
