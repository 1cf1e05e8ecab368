"""The figures of the VAT return: its boxes, its terms, and from when an unpaid claim's VAT comes back."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from coop.money import Money
from coop.period import next_month
from coop.rules import book

OWN_FAVOUR = "return:own_favour"
SUPPLEMENT = "return:supplement"
DUE = "return:due"
EXEMPT = "return:exempt"
"""The questions a return leans on, by the code under which they are confirmed."""


@dataclass(frozen=True)
class BoxRule:
    """A box of the form, and which of its two amounts it has."""

    code: str
    name: str
    has_turnover: bool
    has_vat: bool


@cache
def box_rules() -> tuple[BoxRule, ...]:
    """Every box, in the order of the form."""
    return tuple(
        BoxRule(row["code"], row["name"], "turnover" in row["fields"], "vat" in row["fields"])
        for row in book.read("vat_return")["box"]
    )


def supplement_limit() -> Money:
    """Up to which amount of VAT a change of an earlier return may go in the next one, if that is confirmed."""
    return Money(book.read("vat_return")["supplement"]["limit"])


def due_on(end: date) -> date:
    """The last day to file and pay for a period that ends before a day, if that is confirmed."""
    for _ in range(book.read("vat_return")["due"]["months"]):
        end = next_month(end)
    return end - timedelta(days=1)


def certain_on(due: date) -> date:
    """The day on which an unpaid claim that fell due counts as unpaid at the latest (Wet OB art. 29 lid 2)."""
    years: int = book.read("vat_return")["bad_debt"]["years"]
    last = monthrange(due.year + years, due.month)[1]
    return due.replace(year=due.year + years, day=min(due.day, last))
