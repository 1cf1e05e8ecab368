"""An amount that belongs to several months: each month takes its part into the books when it is over.

One way for everything that is spread: a grant, an insurance that was paid ahead, the wear of a mower.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.ledger.journal import MEMORIAL
from coop.ledger.period import closed_until
from coop.ledger.posting import Line, Posting, post
from coop.ledger.transaction import Transaction
from coop.money import Money
from coop.period import DateRange, months, next_month

_ASKED = 500
"""So many sources are looked up in one statement."""


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs to one month, named by its first day."""

    month: date
    amount: Money

    def ended(self, on: date) -> bool:
        """Whether the month is over on a day."""
        return next_month(self.month) <= on


@dataclass(frozen=True, slots=True)
class Step:
    """A month with the transaction that booked it, None while it is still to come."""

    part: Part
    transaction_id: int | None


@dataclass(frozen=True)
class Monthly:
    """An amount with its months: `debit` and `credit` are the lines of one month, without their cents."""

    source: str
    text: str
    parts: Sequence[Part]
    debit: Line
    credit: Line
    not_before: date | None = None

    def source_of(self, month: date) -> str:
        """The name of one month's posting, so that it is never booked twice."""
        return source_of(self.source, month)


def source_of(source: str, month: date) -> str:
    """The name of one month's posting of what is spread: `schedule:3:2026-03`."""
    return f"{source}:{month:%Y-%m}"


def spread(amount: Money, stretch: DateRange) -> list[Part]:
    """Give an amount away over the months that a stretch touches, in equal parts that together are the whole."""
    days = list(months(stretch))
    return [Part(day, part) for day, part in zip(days, amount.split([1] * len(days)), strict=True)]


def book(plans: Iterable[Monthly], before: date) -> int:
    """Book the months that ended before a day and are not in the books yet; returns how many.

    A month whose books are closed comes on the first day that is open.
    """
    due = [
        (plan, part) for plan in plans for part in plan.parts if part.amount and next_month(part.month) <= before
    ]
    there = booked(plan.source_of(part.month) for plan, part in due)
    open_from = closed_until()
    postings = [_posting(plan, part, open_from) for plan, part in due if plan.source_of(part.month) not in there]
    postings.sort(key=lambda posting: posting.date)
    post(postings)
    return len(postings)


def steps(plans: Sequence[Monthly]) -> list[list[Step]]:
    """How far each plan is, month by month."""
    there = booked(plan.source_of(part.month) for plan in plans for part in plan.parts)
    return [[Step(part, there.get(plan.source_of(part.month))) for part in plan.parts] for plan in plans]


def booked(sources: Iterable[str]) -> dict[str, int]:
    """Of these postings the ones that are in the books, each with its transaction."""
    asked = list(sources)
    found: dict[str, int] = {}
    for first in range(0, len(asked), _ASKED):
        some = Transaction.source.in_(asked[first : first + _ASKED])
        found |= dict(db.session.execute(select(Transaction.source, Transaction.id).where(some)).all())
    return found


def _posting(plan: Monthly, part: Part, open_from: date | None) -> Posting:
    days = [next_month(part.month) - timedelta(days=1), plan.not_before, open_from]
    text = gettext("%(what)s, %(month)s", what=plan.text[:180], month=f"{part.month:%Y-%m}")
    lines = (replace(plan.debit, cents=part.amount.cents), replace(plan.credit, cents=-part.amount.cents))
    day = max(day for day in days if day is not None)
    return Posting(MEMORIAL, day, plan.source_of(part.month), text, lines)
