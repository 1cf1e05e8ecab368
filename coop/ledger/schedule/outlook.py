"""How far the schedules are: what was booked of each, what is still to come, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.balance import balance
from coop.ledger.monthly import Monthly, Part, Step, steps
from coop.ledger.schedule.kind import Kind
from coop.ledger.schedule.schedule import Schedule, schedules
from coop.money import Money


@dataclass(frozen=True)
class Standing:
    """A schedule with its months."""

    schedule: Schedule
    steps: Sequence[Step]

    @property
    def booked(self) -> Money:
        """What is in the books."""
        return _sum(step.part for step in self.steps if step.transaction_id)

    @property
    def to_come(self) -> Money:
        """What the months to come still take."""
        return _sum(step.part for step in self.steps if not step.transaction_id)

    @property
    def next(self) -> Part | None:
        """The first month that is not booked, None when it is done."""
        return next((step.part for step in self.steps if not step.transaction_id and step.part.amount), None)

    def overdue(self, on: date) -> list[Part]:
        """The months that are over and not in the books."""
        waiting = (step.part for step in self.steps if not step.transaction_id)
        return [part for part in waiting if part.amount and part.ended(on)]


@dataclass(frozen=True)
class Reservoir:
    """An account of the balance sheet that schedules empty: what stands on it beside what they still take."""

    number: str
    name: str
    stands: Money
    to_come: Money

    @property
    def agrees(self) -> bool:
        """Whether the schedules leave it at nothing."""
        return self.stands == self.to_come


def standings() -> list[Standing]:
    """Every schedule as it stands, those that still run first."""
    found = schedules()
    made = [Standing(schedule, run) for schedule, run in zip(found, steps(plans_of(found)), strict=True)]
    return sorted(made, key=lambda standing: standing.next is None)


def standing_of(schedule: Schedule) -> Standing:
    """One schedule as it stands."""
    [run] = steps(plans_of([schedule]))
    return Standing(schedule, run)


def plans_of(found: Iterable[Schedule]) -> list[Monthly]:
    """How each of some schedules is booked."""
    kinds = dict(db.session.execute(select(Account.number, Account.kind)).all())
    return [schedule.monthly(kinds) for schedule in found]


def reservoirs(found: Iterable[Standing]) -> list[Reservoir]:
    """The accounts that hold what was paid or received ahead, by number."""
    to_come: dict[str, Money] = {}
    for standing in found:
        # Paid ahead stands on the debit side and is credited away; received ahead the other way round.
        if standing.schedule.kind == Kind.PREPAID:
            number, amount = standing.schedule.credit, standing.to_come
        elif standing.schedule.kind == Kind.DEFERRED:
            number, amount = standing.schedule.debit, -standing.to_come
        else:
            continue
        to_come[number] = to_come.get(number, Money.zero()) + amount
    names = dict(db.session.execute(select(Account.number, Account.name)).all())
    return [
        Reservoir(number, names[number], balance(number), amount) for number, amount in sorted(to_come.items())
    ]


def _sum(parts: Iterable[Part]) -> Money:
    return sum((part.amount for part in parts), Money.zero())
