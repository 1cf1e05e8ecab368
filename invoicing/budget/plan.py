"""What a service brings in and costs by its plan: visits × price, and visits × minutes × rate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coop.ledger import chart
from coop.money import Money
from invoicing.budget.driver import Season
from members.engagement import EngagementKind

COSTS_ON: Mapping[str, str] = {
    EngagementKind.EMPLOYEE: chart.WAGES,
    EngagementKind.APPRENTICE: chart.WAGES,
    EngagementKind.VOLUNTEER: chart.ALLOWANCES,
}
"""The account on which an hour costs, as approved hours are posted."""
SALES = frozenset(
    {
        chart.REVENUE_HIGH,
        chart.REVENUE_LOW,
        chart.REVENUE_ZERO,
        chart.REVENUE_EXEMPT,
        chart.REVENUE_MUNICIPALITY,
    }
)
"""The accounts on which jobs are invoiced: a plan speaks for all of them; a grant for a service stays."""


@dataclass(frozen=True, slots=True)
class Work:
    """The minutes in one visit of people of one engagement together, and what an hour of them costs."""

    engagement: str
    minutes: int
    rate: Money


@dataclass(frozen=True, slots=True)
class Plan:
    """The visits of a service month by month, what one brings in without VAT, and the paid work in it."""

    account: str
    visits: tuple[int, ...]
    price: Money
    season: Season = Season.EVEN
    works: Sequence[Work] = ()

    @property
    def count(self) -> int:
        """The visits of the year."""
        return sum(self.visits)

    def lines(self) -> dict[str, list[Money]]:
        """Twelve months by the number of each account.

        The year is worked out first and then given to the months by their visits, so that number × price and
        hours × rate hold to the cent for the year.
        """
        found = {self.account: self._by_visits(self.price * self.count)}
        for work in self.works:
            cost = self._by_visits(work.rate.times(self.count * work.minutes, 60))
            there = found.get(COSTS_ON[work.engagement], [Money.zero()] * 12)
            found[COSTS_ON[work.engagement]] = [one + other for one, other in zip(there, cost, strict=True)]
        return found

    def _by_visits(self, amount: Money) -> list[Money]:
        return amount.split(self.visits) if self.count else [Money.zero()] * 12
