"""Up to three scenarios side by side, beside today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from coop.errors import Refusal
from coop.money import Money
from coop.report import Report
from invoicing.revenue_model.facts import NOTHING, Facts
from invoicing.scenario.luck import chance, deviations
from invoicing.scenario.outcome import Line, Outcome, outcome
from invoicing.scenario.scenario import Scenario

MOST = 3


class TooMany(Refusal):
    """Three stand beside each other; more nobody can follow."""


@dataclass(frozen=True, slots=True)
class Column:
    """One scenario worked out."""

    scenario: Scenario
    outcome: Outcome
    chance: int | None

    def line(self, key: int) -> Line | None:
        """A service or project in it."""
        return next((line for line in self.outcome.lines if line.key == key), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Today and the scenarios, by the same lines."""

    facts: Facts
    chance: int | None
    columns: Sequence[Column]

    @property
    def keys(self) -> list[tuple[int, str]]:
        """Every service and project that is in one of them."""
        return list({line.key: line.name for column in self.columns for line in column.outcome.lines}.items())

    def today(self, key: int) -> Money:
        """What a service or project leaves over today."""
        return next((part.result for part in self.facts.parts if part.key == key), NOTHING)


def compare(facts: Facts, chosen: Sequence[Scenario], year: int) -> Comparison:
    """Work them out on the same facts, with the chances of one year, so that they can be compared.

    Raises TooMany, and WrongChange where one was spoilt.
    """
    if len(chosen) > MOST:
        raise TooMany(gettext("Kies er hoogstens drie."))
    columns, luck = [], deviations(year)
    for scenario in chosen:
        made = outcome(facts, scenario.changes)
        columns.append(Column(scenario, made, chance(luck, made.result.then)))
    return Comparison(facts, chance(luck, facts.result), columns)


def as_report(made: Comparison) -> Report:
    """A row for each measure and each service, a column for today and for each scenario."""
    columns = [("what", gettext("Wat")), ("today", gettext("Nu"))]
    columns += [(_key(column), column.scenario.name) for column in made.columns]
    rows = [
        _row(
            gettext("Opbrengsten"), made.facts.income, {_key(one): one.outcome.income.then for one in made.columns}
        ),
        _row(gettext("Kosten"), made.facts.costs, {_key(one): one.outcome.costs.then for one in made.columns}),
        _row(
            gettext("Resultaat"), made.facts.result, {_key(one): one.outcome.result.then for one in made.columns}
        ),
        _row(
            gettext("Verschil met nu"), NOTHING, {_key(one): one.outcome.result.difference for one in made.columns}
        ),
        _row(
            gettext("Kans op winst (procent)"),
            made.chance,
            {_key(one): one.chance for one in made.columns},
        ),
    ]
    for key, name in made.keys:
        then = {}
        for column in made.columns:
            line = column.line(key)
            then[_key(column)] = line.result.then if line else NOTHING
        rows.append(_row(name, made.today(key), then))
    return Report(columns, rows, {"scenarios": {_key(one): one.scenario.name for one in made.columns}})


def _key(column: Column) -> str:
    return f"scenario_{column.scenario.id}"


def _row(what: str, today: object, then: Mapping[str, object]) -> dict[str, object]:
    return {"what": what, "today": today, **then}
