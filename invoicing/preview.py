"""The preview of a billing run: the bills that were asked for, what is ready, what waits, and the doubts."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coop.money import Money
from invoicing.bill import Bill
from invoicing.billing import to_invoice
from invoicing.billing_run import Foreseen, foreseen
from invoicing.doubt_group import DoubtGroup, grouped


@dataclass(frozen=True)
class Preview:
    """The bills found, and how many there are in all."""

    bills: list[Bill]
    in_all: int

    @property
    def ready(self) -> list[Bill]:
        """What can be issued."""
        return [bill for bill in self.bills if bill.can_be_issued]

    @property
    def waiting(self) -> list[Bill]:
        """What is kept back."""
        return [bill for bill in self.bills if not bill.can_be_issued]

    @cached_property
    def foreseen(self) -> Foreseen:
        """What the ready bills become when they are issued today."""
        return foreseen(self.ready)

    @property
    def total(self) -> Money:
        """What the ready bills come to together."""
        return sum((totals.payable for totals in self.foreseen.totals.values()), Money.zero())

    @property
    def doubts(self) -> list[DoubtGroup]:
        """The doubts by reason."""
        return grouped(self.bills)


def preview(before: date, words: str = "", *, doubts_only: bool = False) -> Preview:
    """The bills for everything done before a day, of customers whose name or order number holds every word."""
    bills = to_invoice(before)
    wanted = words.casefold().split()
    found = [
        bill
        for bill in bills
        if (bill.doubts or not doubts_only)
        and all(word in f"{bill.party.name} {bill.reference}".casefold() for word in wanted)
    ]
    return Preview(found, len(bills))
