"""Open items: what is still to be paid of each invoice, derived and never kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select

from coop.database import MoneyColumn, db
from coop.money import Money
from invoicing.invoice import Invoice, Kind
from invoicing.payment import Payment
from members.party import Party, matches

AGES = (0, 30, 60, 90)
"""Days overdue at which an open invoice moves to the next column of the list of ages."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice as a list shows it; `open` is below zero when too much was paid."""

    number: str
    party_id: int
    name: str
    issued_on: date
    due_on: date
    payable: Money
    credited: Money
    paid: Money

    @property
    def open(self) -> Money:
        """What is still to be paid."""
        return self.payable + self.credited - self.paid

    def days_overdue(self, on: date) -> int:
        """How many days after its last day it is, 0 when nothing is open or there is still time."""
        return max(0, (on - self.due_on).days) if self.open.cents > 0 else 0

    def state(self, on: date) -> str:
        """One word for it: paid, credited, overpaid, overdue, partly or open."""
        if self.open.cents < 0:
            return "overpaid"
        if not self.open:
            return "credited" if self.credited and not self.paid else "paid"
        if self.days_overdue(on):
            return "overdue"
        return "partly" if self.paid or self.credited else "open"


def open_item(number: str) -> OpenItem:
    """How one invoice stands."""
    row = db.session.execute(_items().where(Invoice.number == number)).one()
    return OpenItem(*row)


def open_items(words: str = "") -> list[OpenItem]:
    """Every invoice on which something is open or too much was paid, the longest overdue first."""
    query = _items().where(_open() != 0, *about(words)).order_by(Invoice.due_on, Invoice.number)
    return [OpenItem(*row) for row in db.session.execute(query)]


def overdue(on: date) -> tuple[int, Money]:
    """How many invoices are overdue on a day, and what is open on them together."""
    late = select(func.count(), func.sum(_open())).select_from(Invoice)
    late = late.outerjoin(_credited, _credited.c.number == Invoice.number)
    late = late.outerjoin(_paid, _paid.c.number == Invoice.number)
    late = late.where(Invoice.kind == Kind.INVOICE, Invoice.due_on < on, _open() > 0)
    number, amount = db.session.execute(late).one()
    return number, Money(int(amount or 0))


def of(numbers: Iterable[str]) -> list[OpenItem]:
    """How these invoices stand."""
    query = _items().where(Invoice.number.in_(list(numbers))).order_by(Invoice.number)
    return [OpenItem(*row) for row in db.session.execute(query)]


def open_or_since(day: date) -> list[OpenItem]:
    """Every invoice on which something is open, and those of a day and later whatever was paid."""
    query = _items().where((_open() != 0) | (Invoice.issued_on >= day)).order_by(Invoice.number)
    return [OpenItem(*row) for row in db.session.execute(query)]


def latest(
    limit: int = 50, before: str | None = None, party_id: int | None = None, words: str = ""
) -> list[OpenItem]:
    """The latest invoices, newest first, from the one before a number on."""
    query = _items().where(*about(words, party_id))
    query = query.order_by(Invoice.issued_on.desc(), Invoice.number.desc()).limit(limit)
    if before:
        from_ = select(Invoice.issued_on).where(Invoice.number == before).scalar_subquery()
        query = query.where(
            (Invoice.issued_on < from_) | ((Invoice.issued_on == from_) & (Invoice.number < before))
        )
    return [OpenItem(*row) for row in db.session.execute(query)]


def about(words: str, party_id: int | None = None) -> list[ColumnElement[bool]]:
    """The conditions for invoices with these words in their number or customer, or of this customer."""
    conditions: list[ColumnElement[bool]] = [] if party_id is None else [Invoice.party_id == party_id]
    for word in words.split():
        conditions.append(Invoice.number.contains(word, autoescape=True) | matches(word))
    return conditions


def total_open() -> Money:
    """All open items together, in cents what Debiteuren must say."""
    asked = db.session.scalar(select(func.sum(Invoice.payable))) or Money.zero()
    paid = db.session.scalar(select(func.sum(Payment.amount))) or Money.zero()
    return asked - paid


def by_age(items: Iterable[OpenItem], on: date) -> list[tuple[int, Money]]:
    """What is open by age: from how many days overdue, and how much."""
    sums = dict.fromkeys((-1, *AGES), Money.zero())
    for item in items:
        days = (on - item.due_on).days
        column = max((age for age in AGES if days > age), default=-1)
        sums[column] += item.open
    return list(sums.items())


def _items() -> Select[Any]:
    return (
        select(
            Invoice.number,
            Invoice.party_id,
            Party.name,
            Invoice.issued_on,
            Invoice.due_on,
            Invoice.payable,
            _or_nothing(_credited),
            _or_nothing(_paid),
        )
        .join(Party, Party.id == Invoice.party_id)
        .outerjoin(_credited, _credited.c.number == Invoice.number)
        .outerjoin(_paid, _paid.c.number == Invoice.number)
        .where(Invoice.kind == Kind.INVOICE)
    )


def _open() -> ColumnElement[Any]:
    return Invoice.payable + _or_nothing(_credited) - _or_nothing(_paid)


def _or_nothing(sums: Any) -> ColumnElement[Any]:
    return func.coalesce(sums.c.amount, literal(Money.zero(), MoneyColumn()))


_credited = (
    select(Invoice.original_number.label("number"), func.sum(Invoice.payable).label("amount"))
    .where(Invoice.kind == Kind.CREDIT)
    .group_by(Invoice.original_number)
    .subquery("credited")
)
_paid = (
    select(Payment.invoice_number.label("number"), func.sum(Payment.amount).label("amount"))
    .group_by(Payment.invoice_number)
    .subquery("paid")
)
