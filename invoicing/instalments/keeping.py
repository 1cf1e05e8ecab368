"""Whether a plan is kept: what was paid since covers its parts one after the other, the earliest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coop.money import Money
from invoicing.instalments import plan as plans
from invoicing.instalments.plan import InstalmentPart, InstalmentPlan
from invoicing.invoice import Invoice
from invoicing.open_items import OpenItem, open_item, open_items

GRACE = timedelta(days=5)
"""Our own choice: so long a transfer may be on its way before a part is taken for missed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part with what is still open of it."""

    due_on: date
    amount: Money
    left: Money

    @property
    def is_paid(self) -> bool:
        """Whether it is paid whole."""
        return not self.left

    def is_missed(self, on: date) -> bool:
        """Whether its day is past and it was not paid, a transfer's time allowed for."""
        return bool(self.left) and on > self.due_on + GRACE


@dataclass(frozen=True)
class Progress:
    """How far a plan is."""

    plan: InstalmentPlan
    parts: Sequence[Part]

    @property
    def left(self) -> Money:
        """What is still to be paid of it."""
        return sum((part.left for part in self.parts), Money.zero())

    @property
    def next_part(self) -> Part | None:
        """The first part that is not paid whole."""
        return next((part for part in self.parts if part.left), None)

    def missed(self, on: date) -> Part | None:
        """The first part that was missed on a day."""
        return next((part for part in self.parts if part.is_missed(on)), None)

    def is_kept(self, on: date) -> bool:
        """Whether it stands on a day and no part was missed."""
        return self.plan.ended_on is None and self.missed(on) is None


def progress(plan: InstalmentPlan, items: Iterable[OpenItem] | None = None) -> Progress:
    """How far a plan is, by what is open now of its invoices."""
    numbers = plans.numbers_in([plan])
    found = map(open_item, sorted(numbers)) if items is None else items
    left = sum((max(item.open, Money.zero()) for item in found if item.number in numbers), Money.zero())
    return Progress(plan, _covered(plan.parts, max(plan.total - left, Money.zero())))


def of_invoice(invoice: Invoice) -> Progress | None:
    """How far the plan is in which an invoice is paid, if it is."""
    there = plans.standing_of(invoice.party_id)
    if there is None or invoice.number not in plans.numbers_in([there]):
        return None
    return progress(there)


def standing(items: Sequence[OpenItem] | None = None) -> list[Progress]:
    """How far every plan is that stands."""
    found = plans.standing()
    known = (open_items() if items is None else items) if found else []
    return [progress(plan, known) for plan in found]


def _covered(parts: Sequence[InstalmentPart], paid: Money) -> list[Part]:
    covered = []
    for part in parts:
        now = min(paid, part.amount)
        paid -= now
        covered.append(Part(part.due_on, part.amount, part.amount - now))
    return covered
