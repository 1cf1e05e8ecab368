"""Which cost goes to which grant, worked out without any database.

Costs come in the order in which they were booked, grants in the order of their begin. A cost goes to the first
grant whose rules and days it fits and that still has money: whole, or as much as there is room for, and never to
two. A reversal follows what it reverses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coop.money import Money


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be charged: an account or all that begin with these digits, for a service or project, or both."""

    account: str = ""
    cost_object_id: int | None = None
    activity_id: int | None = None

    def holds(self, account: str, cost_object_id: int | None) -> bool:
        """Whether a cost on this place is meant."""
        return account.startswith(self.account) and self.cost_object_id in (None, cost_object_id)


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost as it was booked; below zero it takes one back."""

    entry_id: int
    day: date
    amount: Money
    account: str
    cost_object_id: int | None = None
    reverses: int | None = None
    minutes: int | None = None
    """How long was worked, where it is paid work."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What of a cost goes to a grant, and for which activity; to no grant where it was left out."""

    entry_id: int
    grant_id: int | None
    activity_id: int | None
    amount: Money


@dataclass(slots=True)
class Purse:
    """A grant while costs are charged to it."""

    grant_id: int
    begin: date
    end: date
    left: Money
    rules: Sequence[Rule] = field(default_factory=tuple)
    hour_limit: Money | None = None

    def rule_for(self, cost: Cost) -> Rule | None:
        """The first of its rules that a cost fits, within its days."""
        if not self.begin <= cost.day < self.end:
            return None
        return next((rule for rule in self.rules if rule.holds(cost.account, cost.cost_object_id)), None)

    def room_for(self, cost: Cost) -> Money:
        """How much of a cost it pays: no more for an hour than was agreed, and no more than it has left."""
        amount = cost.amount
        if cost.minutes and self.hour_limit is not None:
            amount = min(amount, self.hour_limit.times(cost.minutes, 60))
        return min(amount, max(self.left, Money.zero()))


def charge(purses: Sequence[Purse], costs: Iterable[Cost], there: Mapping[int, Charge]) -> list[Charge]:
    """Charge what was not charged yet; what is there stays, and was taken from the purses before."""
    made: dict[int, Charge] = {}
    by_grant = {purse.grant_id: purse for purse in purses}
    for cost in sorted(costs, key=lambda one: one.entry_id):
        if cost.entry_id in there:
            continue
        found = _mirror(cost, made, there, by_grant) if cost.reverses else _first(cost, purses)
        if found is not None and found.grant_id is not None:
            by_grant[found.grant_id].left -= found.amount
            made[found.entry_id] = found
    return list(made.values())


def _first(cost: Cost, purses: Sequence[Purse]) -> Charge | None:
    for purse in purses:
        rule = purse.rule_for(cost)
        amount = purse.room_for(cost) if rule else Money.zero()
        if rule and amount:
            return Charge(cost.entry_id, purse.grant_id, rule.activity_id, amount)
    return None


def _mirror(
    cost: Cost, made: Mapping[int, Charge], there: Mapping[int, Charge], purses: Mapping[int, Purse]
) -> Charge | None:
    was = made.get(cost.reverses or 0) or there.get(cost.reverses or 0)
    if was is None or was.grant_id not in purses:
        return None
    return Charge(cost.entry_id, was.grant_id, was.activity_id, -was.amount)
