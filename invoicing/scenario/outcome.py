"""The answer to what if: income, costs and result beside today's, also by service; pure, in a blink."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from coop.money import Money
from invoicing.revenue_model.facts import NOTHING, Facts, Part
from invoicing.scenario.changed import changed
from invoicing.scenario.changes import Changes


@dataclass(frozen=True, slots=True)
class Both:
    """An amount as it is today and as it would be."""

    today: Money = NOTHING
    then: Money = NOTHING

    @property
    def difference(self) -> Money:
        """How much more it would be."""
        return self.then - self.today


@dataclass(frozen=True, slots=True)
class Line:
    """A service, a project, or what belongs to none: its own income and costs, without a share of the overhead."""

    key: int
    name: str
    income: Both
    costs: Both

    @property
    def result(self) -> Both:
        """Its income minus its costs."""
        return Both(self.income.today - self.costs.today, self.income.then - self.costs.then)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole year as today, and as it would be; the lines add up to it."""

    facts: Facts
    lines: Sequence[Line]

    @property
    def income(self) -> Both:
        """All income."""
        return _sum([line.income for line in self.lines])

    @property
    def costs(self) -> Both:
        """All costs."""
        return _sum([line.costs for line in self.lines])

    @property
    def result(self) -> Both:
        """What is left."""
        return _sum([line.result for line in self.lines])


def outcome(facts: Facts, changes: Changes) -> Outcome:
    """What the year would be under changes."""
    then = changed(facts, changes)
    before = {part.key: part for part in facts.parts}
    after = {part.key: part for part in then.parts}
    return Outcome(then, [_line(key, before, after) for key in {**before, **after}])


def _line(key: int, before: Mapping[int, Part], after: Mapping[int, Part]) -> Line:
    old, new = before.get(key), after.get(key)
    named = new or old
    name = named.name if named else ""
    return Line(
        key,
        name or gettext("Niet verdeeld"),
        Both(_income(old), _income(new)),
        Both(old.costs if old else NOTHING, new.costs if new else NOTHING),
    )


def _income(part: Part | None) -> Money:
    return part.turnover + part.support if part else NOTHING


def _sum(each: Sequence[Both]) -> Both:
    return Both(Money(sum(one.today.cents for one in each)), Money(sum(one.then.cents for one in each)))
