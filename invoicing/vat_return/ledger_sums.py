"""What the ledger says of VAT: sums by mark and account, in one statement, and the movement they must equal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, or_, select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.balance import movements
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from coop.period import DateRange
from invoicing.vat_return.boxes import Amounts
from invoicing.vat_return.filed import VatSupplementLine
from invoicing.vat_return.place import ACCOUNTS, EXEMPT, OUTSIDE, SCHEME, Place, place_of

SOURCE = "vat:"
"""What the source of filing begins with: it moves the VAT accounts but is no VAT of a period."""

_filing = select(Transaction.id).where(Transaction.source >= SOURCE, Transaction.source < "vat;")
_supplements = select(VatSupplementLine.transaction_id)


Which = Sequence[Any]
"""Which entries: the conditions on them, as `in_period` and `among` make them."""


@dataclass
class Marked:
    """What was sold under one mark: the turnover, its VAT, and on how many entries."""

    turnover: int = 0
    vat: int = 0
    entries: int = 0


@dataclass
class Sums:
    """Entries added up."""

    boxes: dict[str, Amounts] = field(default_factory=dict)
    beside: dict[str, Money] = field(
        default_factory=lambda: dict.fromkeys((EXEMPT, SCHEME, OUTSIDE), Money.zero())
    )
    accounts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACCOUNTS, 0))
    """What moved on each VAT account, in cents, debit above zero."""
    marked: dict[str, Marked] = field(default_factory=dict)
    """By the mark of a rate at which was sold."""
    unmarked: Money = field(default_factory=Money.zero)
    """What was booked on the VAT accounts without saying for which rate, such as by hand."""

    @property
    def due(self) -> Money:
        """VAT owed less input VAT."""
        return Money(-sum(self.accounts.values()))


def in_period(stretch: DateRange) -> Which:
    """What belongs in the return of these days: all but filing itself and what a supplement declares."""
    return (*_in(stretch), Entry.transaction_id.not_in(_filing), Entry.transaction_id.not_in(_supplements))


def among(transaction_ids: Collection[int]) -> Which:
    """The entries of some transactions."""
    return (Entry.transaction_id.in_(transaction_ids),)


def supplied(code: str) -> Which:
    """The entries that a filed supplement declares."""
    return (Entry.transaction_id.in_(_supplements.where(VatSupplementLine.return_code == code)),)


def add_up(which: Which) -> Sums:
    """Add up by box, in one statement."""
    sums = Sums()
    for mark, account, cents, count in db.session.execute(_rows(which)):
        if account in ACCOUNTS:
            sums.accounts[account] += cents.cents
            if mark is None:
                sums.unmarked -= cents
        place = place_of(mark, account)
        if place is not None:
            _count(sums, place, mark, cents.cents, count)
    return sums


def behind(which: Which) -> list[tuple[str | None, str, Place]]:
    """The marks and accounts that occur, each with where its entries stand."""
    found = [(mark, account, place_of(mark, account)) for mark, account, *_ in db.session.execute(_rows(which))]
    return [(mark, account, place) for mark, account, place in found if place is not None]


def movement(stretch: DateRange) -> Money:
    """What the VAT accounts moved in these days, from the ledger's own totals: due less input VAT.

    Less what filing booked within them, and what a supplement declares.
    """
    moved = sum(row.moved.cents for row in movements(stretch) if row.account in ACCOUNTS)
    elsewhere = (
        select(func.sum(Entry.cents))
        .join(Account, Account.id == Entry.account_id)
        .where(
            *_in(stretch),
            Account.number.in_(ACCOUNTS),
            or_(Entry.transaction_id.in_(_filing), Entry.transaction_id.in_(_supplements)),
        )
    )
    return -Money(moved) + (db.session.scalar(elsewhere) or Money.zero())


def _rows(which: Which) -> Select[Any]:
    columns: tuple[Any, ...] = (Entry.vat, Account.number)
    return (
        select(*columns, func.sum(Entry.cents), func.count())
        .join(Account, Account.id == Entry.account_id)
        .where(or_(Entry.vat.is_not(None), Account.number.in_(ACCOUNTS)), *which)
        .group_by(*columns)
    )


def _in(stretch: DateRange) -> tuple[Any, ...]:
    # On any account: said, because the index on entries begins with the account, and the days alone scan them all.
    return (
        Entry.account_id.in_(select(Account.id)),
        Entry.date >= stretch.begin,
        Entry.date < stretch.end,
    )


def _count(sums: Sums, place: Place, mark: str | None, cents: int, count: int) -> None:
    amount = place.counted(cents)
    if place.box in sums.beside:
        sums.beside[place.box] += amount
        return
    added = Amounts(vat=amount) if place.is_vat else Amounts(turnover=amount)
    sums.boxes[place.box] = sums.boxes.get(place.box, Amounts()) + added
    if mark and mark.startswith("S"):
        marked = sums.marked.setdefault(mark, Marked())
        marked.entries += count
        if place.is_vat:
            marked.vat += amount.cents
        else:
            marked.turnover += amount.cents
