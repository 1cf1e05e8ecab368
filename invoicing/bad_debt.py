"""Bad debt: the VAT of a claim that stays unpaid comes back, and is due again when it is paid after all.

The claim stands: somebody may still pay. So its loss is a provision beside Debiteuren, and follows what is open
(Wet OB 1968 art. 29 lid 1, 2 and 5). Worked, of an invoice of € 121,00 at 21 % with € 60,50 open:

    written off   45661 50,00   16201 10,50   13021 -60,50
    € 12,10 paid  45661 -10,00  16201 -2,10   13021 12,10
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db
from coop.errors import Refusal, Stale
from coop.ledger import chart, journal
from coop.ledger.account import Account
from coop.ledger.control import proof
from coop.ledger.period import closed_until
from coop.ledger.posting import Line, Posting, post
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from invoicing import open_items
from invoicing.bad_debt_split import Part, split
from invoicing.credit import credited
from invoicing.invoice import Invoice, by_number
from invoicing.payment import Moved, moved
from invoicing.vat_return.filed import first_open

SOURCE = "baddebt"


class NotBad(Refusal):
    """Bad debt is a claim that fell due and on which something with VAT is open."""


class AlreadyBad(Stale):
    """A claim is written off once."""


class BadDebt(Model):
    """A claim that was taken for lost; what is booked for it is this amount, or what is open if that is less."""

    __tablename__ = "bad_debt"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount"),)
    __audited__ = ("amount",)

    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), primary_key=True)
    amount: Mapped[Money]
    reason: Mapped[str] = mapped_column(String(200))
    confirmed_on: Mapped[date]
    confirmed_at: Mapped[datetime]
    confirmed_by: Mapped[str] = mapped_column(String(60))

    invoice: Mapped[Invoice] = relationship()


def write_off(number: str, reason: str) -> BadDebt:
    """Take what is open of an invoice for lost, and its VAT back; raises NotBad, AlreadyBad."""
    invoice, today = by_number(number), clock.today()
    item = None if invoice.is_credit else open_items.open_item(number)
    if item is None or item.open.cents <= 0 or not invoice.vat or invoice.due_on >= today:
        raise NotBad(gettext("Op deze factuur staat niets open dat te laat is en waar btw in zit."))
    if not reason.strip():
        raise NotBad(gettext("Schrijf op waarom dit niet meer betaald wordt."), "reason")
    debt = db.session.get(BadDebt, number) or BadDebt(invoice_number=number, amount=Money.zero())
    if debt.amount:
        raise AlreadyBad(gettext("Deze factuur is al als oninbaar geboekt."))
    debt.amount, debt.reason = item.open, reason.strip()
    debt.confirmed_on, debt.confirmed_at, debt.confirmed_by = today, clock.now(), audit.who()
    db.session.add(debt)
    db.session.flush()
    _follow(debt, today)
    return debt


def take_back(number: str) -> None:
    """Take it for a claim again; its VAT is due again. Raises NotBad."""
    debt = db.session.get(BadDebt, number)
    if debt is None or not debt.amount:
        raise NotBad(gettext("Deze factuur is niet als oninbaar geboekt."))
    debt.amount = Money.zero()
    db.session.flush()
    _follow(debt, clock.today())


def debts() -> list[BadDebt]:
    """What is taken for lost, the latest first."""
    query = select(BadDebt).where(BadDebt.amount > Money.zero())
    return list(db.session.scalars(query.order_by(BadDebt.confirmed_at.desc(), BadDebt.invoice_number)))


def lost(debt: BadDebt) -> Money:
    """What is still lost of it: the amount taken for lost, or what is open if that is less."""
    return min(debt.amount, max(open_items.open_item(debt.invoice_number).open, Money.zero()))


@moved.subscribe
def follow_money(moves: Sequence[Moved]) -> None:
    """Somebody paid after all, or a payment was undone: the loss follows what is open."""
    _follow_each({move.number: move.day for move in moves})


@credited.subscribe
def follow_credit(note: Invoice) -> None:
    """What is credited is no longer claimed, so no longer lost."""
    _follow_each({note.original_number or "": note.issued_on})


@proof
def losses_stand() -> list[str]:
    """Each bad debt for which something else is booked than is lost."""
    wrong = [
        debt.invoice_number
        for debt in db.session.scalars(select(BadDebt).order_by(BadDebt.invoice_number))
        if _booked(debt).get((chart.DOUBTFUL, None), 0) != -lost(debt).cents
    ]
    return [
        gettext("oninbare factuur %(number)s: er is iets anders geboekt dan er openstaat", number=number)
        for number in wrong
    ]


def _follow_each(days: dict[str, date]) -> None:
    found = db.session.scalars(select(BadDebt).where(BadDebt.invoice_number.in_(days)))
    for debt in list(found):
        _follow(debt, days[debt.invoice_number])


def _follow(debt: BadDebt, day: date) -> None:
    """Book the difference between what is booked and what is lost now."""
    number = debt.invoice_number
    item = open_items.open_item(number)
    wanted = _wanted(split(_parts(debt.invoice), item.payable + item.credited, lost(debt)))
    booked = _booked(debt)
    lines = [
        Line(account, cents, party=f"party:{item.party_id}" if account == chart.DOUBTFUL else None, vat=mark)
        for account, mark in dict.fromkeys([*booked, *wanted])
        if (cents := wanted.get((account, mark), 0) - booked.get((account, mark), 0))
    ]
    if not lines:
        return
    turn = 1 + (db.session.scalar(select(func.count(Transaction.id)).where(*_of(number))) or 0)
    first = first_open(day)
    first = max(first, closed_until() or first)
    text = gettext("Oninbaar: factuur %(number)s", number=number)
    post([Posting(journal.MEMORIAL, first, f"{SOURCE}:{number}:{turn}", text, lines)])


def _parts(invoice: Invoice) -> list[Part]:
    taxes = [tax for paper in (invoice, *invoice.credit_notes) for tax in paper.taxes]
    return [Part(tax.category, tax.basis_points, tax.reason, tax.net, tax.vat) for tax in taxes]


def _wanted(lines: Iterable[Line]) -> dict[tuple[str, str | None], int]:
    return {(line.account, line.vat): line.cents for line in lines}


def _booked(debt: BadDebt) -> dict[tuple[str, str | None], int]:
    rows = db.session.execute(
        select(Account.number, Entry.vat, func.sum(Entry.cents))
        .join(Account, Account.id == Entry.account_id)
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .where(*_of(debt.invoice_number))
        .group_by(Account.number, Entry.vat)
    )
    return {(account, mark): cents.cents for account, mark, cents in rows}


def _of(number: str) -> tuple[Any, ...]:
    return (Transaction.source >= f"{SOURCE}:{number}:", Transaction.source < f"{SOURCE}:{number};")
