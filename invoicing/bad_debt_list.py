"""The claims that may be bad debt: unpaid for a year, when the law has their VAT back, or long overdue."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop.database import db
from coop.money import Money
from coop.rules.vat_return import certain_on
from invoicing import open_items
from invoicing.bad_debt import BadDebt
from invoicing.invoice import Invoice
from invoicing.open_items import OpenItem

LONG_OVERDUE = 90
"""From so many days on we show a claim, for somebody may know that it will not be paid."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim with the VAT in what is open, and the day on which that VAT comes back at the latest."""

    item: OpenItem
    vat: Money
    certain_on: date

    def is_certain(self, on: date) -> bool:
        """Whether the year is over."""
        return self.certain_on <= on


def candidates(today: date) -> list[Candidate]:
    """The claims to decide on, those that were due the longest first."""
    overdue = [item for item in open_items.open_items() if item.days_overdue(today) >= LONG_OVERDUE]
    vats = dict(_vats([item.number for item in overdue]))
    known = set(db.session.scalars(select(BadDebt.invoice_number).where(BadDebt.amount > Money.zero())))
    return [
        Candidate(item, _part(vats[item.number], item), certain_on(item.due_on))
        for item in overdue
        if vats[item.number] and item.number not in known
    ]


def candidate(number: str, today: date) -> Candidate:
    """One claim, also when it is not overdue that long."""
    item = open_items.open_item(number)
    return Candidate(item, _part(dict(_vats([number]))[number], item), certain_on(item.due_on))


def _vats(numbers: list[str]) -> list[tuple[str, Money]]:
    query = select(Invoice.number, Invoice.vat).where(Invoice.number.in_(numbers))
    return [(number, vat) for number, vat in db.session.execute(query)]


def _part(vat: Money, item: OpenItem) -> Money:
    return vat.times(item.open.cents, item.payable.cents) if item.payable else Money.zero()
