"""The facts a revenue model is made of: what was booked, worked and done for each service; no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coop.money import Money
from invoicing.exploitatie.cell import UNALLOCATED
from invoicing.revenue_model.behaviour import behaviour, is_turnover
from members.engagement import EngagementKind

NOTHING = Money(0)

GUIDED = (EngagementKind.PARTICIPATION, EngagementKind.APPRENTICE)
"""Who takes part to get on: in a participation job, or to learn a trade."""


@dataclass(frozen=True, slots=True)
class Booked:
    """What stands on one account, on the side on which it grows: income and costs both above zero."""

    account_id: int
    number: str
    account: str
    side: str
    amount: Money

    @property
    def is_cost(self) -> bool:
        """Whether it is a cost."""
        return self.side == "D"

    @property
    def is_turnover(self) -> bool:
        """Whether it was paid for work."""
        return not self.is_cost and is_turnover(self.number)


@dataclass(frozen=True, slots=True)
class Worked:
    """Approved hours of one kind of engagement, and what they cost when they were approved."""

    engagement: str
    minutes: int
    cost: Money = NOTHING
    alongside: int = 0
    """Minutes of these on jobs where somebody who is guided worked too; of the guided themselves nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """A service, a project, or (key 0) what belongs to none."""

    key: int
    name: str
    kind: str = "service"
    jobs: int = 0
    booked: tuple[Booked, ...] = ()
    worked: tuple[Worked, ...] = ()

    @property
    def turnover(self) -> Money:
        """What customers paid for the work, without VAT."""
        return total(row.amount for row in self.booked if row.is_turnover)

    @property
    def support(self) -> Money:
        """What came in beside that: grants, gifts, contributions."""
        return total(row.amount for row in self.booked if not row.is_cost and not row.is_turnover)

    @property
    def variable(self) -> Money:
        """Its own costs that grow with each job."""
        return total(row.amount for row in self.booked if row.is_cost and behaviour(row.number).varies)

    @property
    def fixed(self) -> Money:
        """Its own costs that go on without a job."""
        return total(row.amount for row in self.booked if row.is_cost and not behaviour(row.number).varies)

    @property
    def costs(self) -> Money:
        """All its own costs."""
        return self.variable + self.fixed

    @property
    def result(self) -> Money:
        """What the books say: all income minus all its own costs."""
        return self.turnover + self.support - self.costs

    @property
    def minutes(self) -> int:
        """Everybody's hours."""
        return sum(row.minutes for row in self.worked)

    def minutes_of(self, *engagements: str) -> int:
        """The hours of some kinds of engagement."""
        return sum(row.minutes for row in self.worked if row.engagement in engagements)


@dataclass(frozen=True, slots=True)
class Running:
    """A grant that runs: what each calendar month (1 to 12) brought of it."""

    grant_id: int
    name: str
    key: int
    """The service or project it is for, 0 for none."""
    account: str
    months: Mapping[int, Money]

    @property
    def amount(self) -> Money:
        """All its months."""
        return total(self.months.values())


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything of a stretch of whole months."""

    months: int
    parts: tuple[Part, ...] = ()
    rates: Mapping[str, Money] = field(default_factory=dict)
    """What an hour costs today by kind of engagement; of a volunteer nothing without a legal basis."""
    grants: tuple[Running, ...] = ()
    accounts: Mapping[str, Booked] = field(default_factory=dict)
    """Accounts a change may book on where nothing stands yet, by number."""

    @property
    def services(self) -> tuple[Part, ...]:
        """The services, as they come."""
        return tuple(part for part in self.parts if part.kind == "service" and part.key != UNALLOCATED)

    @property
    def projects(self) -> tuple[Part, ...]:
        """What is no service and yet has its own income and costs."""
        return tuple(part for part in self.parts if part.kind == "project")

    @property
    def rest(self) -> Part:
        """What belongs to no service or project: its costs are the overhead."""
        found = (part for part in self.parts if part.key == UNALLOCATED)
        return next(found, Part(UNALLOCATED, "", kind=""))

    @property
    def income(self) -> Money:
        """All income."""
        return total(part.turnover + part.support for part in self.parts)

    @property
    def costs(self) -> Money:
        """All costs."""
        return total(part.costs for part in self.parts)

    @property
    def result(self) -> Money:
        """What the books say of it all."""
        return self.income - self.costs

    @property
    def employee_hour(self) -> Money | None:
        """What an hour of an employee cost on average; what it costs today where none was worked."""
        rows = [row for part in self.parts for row in part.worked if row.engagement == EngagementKind.EMPLOYEE]
        minutes = sum(row.minutes for row in rows)
        if not minutes:
            return self.rates.get(EngagementKind.EMPLOYEE)
        return total(row.cost for row in rows).times(60, minutes)


def total(amounts: Iterable[Any]) -> Money:
    """Amounts together."""
    return Money(sum(amount.cents for amount in amounts))
