"""The revenue model worked out: margin, share of the overhead, break-even and what a service gives.

    contribution margin = turnover - the costs that grow with each job
    result of its own   = contribution margin - its own fixed costs - its share of the overhead
    result              = result of its own + grants and gifts for this service

Break-even is where the contribution margin of the jobs pays the fixed costs and the overhead:

    jobs a month = (fixed costs + overhead) / months / contribution margin per job, rounded up

Somebody who takes part to get on is guided by a colleague, whose hours are wages like all others. How much of them
is guidance no timesheet says: it is so many minutes for each guided hour, which the cooperative chooses, at what
an hour of an employee cost. It is shown apart and is not a cost on top.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coop.money import Money, half_up
from invoicing.revenue_model.behaviour import Group, behaviour
from invoicing.revenue_model.facts import GUIDED, NOTHING, Booked, Facts, Part, total
from invoicing.revenue_model.overhead import Key, carried_by_none, shares

GUIDANCE_MINUTES = 15
"""So many minutes of guidance for each guided hour, unless chosen otherwise."""


@dataclass(frozen=True, slots=True)
class Line:
    """One service: its facts, what it carries of the overhead, and the guidance in its wages."""

    part: Part
    overhead: Money
    months: int
    guidance_minutes: int
    guidance: Money

    @property
    def contribution(self) -> Money:
        """What the jobs leave over after what they cost: the contribution margin."""
        return self.part.turnover - self.part.variable

    @property
    def own_result(self) -> Money:
        """What is left once everything is paid, without grants."""
        return self.contribution - self.part.fixed - self.overhead

    @property
    def result(self) -> Money:
        """The same with the grants and gifts for this service."""
        return self.own_result + self.part.support

    @property
    def price(self) -> Money | None:
        """The average price of a job without VAT; None without jobs."""
        return self._per_job(self.part.turnover)

    @property
    def per_job(self) -> Money | None:
        """The contribution margin of one job; None without jobs."""
        return self._per_job(self.contribution)

    @property
    def per_hour(self) -> Money | None:
        """The contribution margin of one hour, whoever worked it; None without hours."""
        return self.contribution.times(60, self.part.minutes) if self.part.minutes else None

    @property
    def minutes_per_job(self) -> int | None:
        """How much work a job is; None without jobs."""
        return half_up(self.part.minutes, self.part.jobs) if self.part.jobs else None

    @property
    def jobs_a_month(self) -> str:
        """How many jobs it has in a month, to a tenth, as it is written here."""
        tenths = half_up(self.part.jobs * 10, self.months)
        return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)

    @property
    def break_even(self) -> int | None:
        """Jobs a month at which it pays for itself; None where more jobs only cost more."""
        return needed(self.part.fixed + self.overhead, self.contribution, self.part.jobs, self.months)

    @property
    def break_even_with_support(self) -> int | None:
        """The same when the grants and gifts for this service pay their part."""
        burden = self.part.fixed + self.overhead - self.part.support
        return needed(burden, self.contribution, self.part.jobs, self.months)

    @property
    def guided_minutes(self) -> int:
        """Hours of people who take part to get on or to learn a trade."""
        return self.part.minutes_of(*GUIDED)

    @property
    def alongside(self) -> int:
        """Hours that colleagues worked on jobs where somebody was guided."""
        return sum(row.alongside for row in self.part.worked)

    @property
    def helps(self) -> bool:
        """Whether it helps people on."""
        return self.guided_minutes > 0

    @property
    def earns(self) -> bool:
        """Whether it pays for itself, without grants."""
        return self.own_result >= NOTHING

    def costs_of(self, group: Group) -> Sequence[Booked]:
        """Its own costs of one group."""
        return [row for row in self.part.booked if row.is_cost and behaviour(row.number).group == group]

    def _per_job(self, amount: Money) -> Money | None:
        return amount.times(1, self.part.jobs) if self.part.jobs else None


@dataclass(frozen=True, slots=True)
class RevenueModel:
    """Every service, what is none, and how together they come to the result in the books."""

    facts: Facts
    key: Key
    lines: Sequence[Line]

    @property
    def overhead(self) -> Money:
        """The costs of no service, all of which the services carry."""
        return self.facts.rest.costs

    @property
    def unallocated_income(self) -> Money:
        """Income that belongs to no service or project: most grants, the contributions."""
        return self.facts.rest.turnover + self.facts.rest.support

    @property
    def services_together(self) -> Money:
        """The results of all services."""
        return total(line.result for line in self.lines)

    @property
    def projects_together(self) -> Money:
        """The results of all projects, which carry no overhead."""
        return total(part.result for part in self.facts.projects)

    @property
    def carried_by_none(self) -> Money:
        """Overhead that no service is there to carry."""
        return carried_by_none(self.overhead, self.facts.services)

    @property
    def result(self) -> Money:
        """All of it together, which is the result of the ledger."""
        together = self.services_together + self.projects_together + self.unallocated_income
        return together - self.carried_by_none

    @property
    def by_earning(self) -> Sequence[Line]:
        """The services, what leaves most over first."""
        return sorted(self.lines, key=lambda line: (-line.own_result.cents, line.part.name.casefold()))

    @property
    def by_giving(self) -> Sequence[Line]:
        """The services, where most hours of getting on are first."""
        return sorted(self.lines, key=lambda line: (-line.guided_minutes, line.part.name.casefold()))


def build(facts: Facts, key: str = Key.INCOME, guidance_minutes: int = GUIDANCE_MINUTES) -> RevenueModel:
    """Work the facts out under a key and so many minutes of guidance for each guided hour."""
    carried = shares(facts.rest.costs, facts.services, key)
    an_hour = facts.employee_hour or NOTHING
    lines = []
    for part, overhead in zip(facts.services, carried, strict=True):
        minutes = half_up(part.minutes_of(*GUIDED) * guidance_minutes, 60)
        lines.append(Line(part, overhead, facts.months, minutes, an_hour.times(minutes, 60)))
    return RevenueModel(facts, Key(key), lines)


def needed(burden: Money, contribution: Money, jobs: int, months: int) -> int | None:
    """Jobs a month whose margin pays a burden of so many months, rounded up; None where it never does."""
    if burden <= NOTHING:
        return 0
    if contribution <= NOTHING or not jobs:
        return None
    return -(-burden.cents * jobs // (contribution.cents * months))
