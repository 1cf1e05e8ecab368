"""The budget book: one version of a year's budget with everything one needs to judge it, without any database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coop.money import Money
from invoicing.budget.change import Change, changes
from invoicing.budget.plan import Plan
from invoicing.budget.sheet import NOTHING, YEAR, Sheet, SheetRow, months_of
from invoicing.budget.version import BudgetVersion
from invoicing.reports.months_ahead import MonthAhead


@dataclass(frozen=True, slots=True)
class BookLine:
    """An account and service: twelve months, what was booked the year before, and what the version before had."""

    row: SheetRow
    last_year: Money
    before: Money | None

    @property
    def more_than_last_year(self) -> Money:
        """What is budgeted on top of what was booked."""
        return self.row.total - self.last_year

    @property
    def more_than_before(self) -> Money | None:
        """What came on top of the version before; None for a first version."""
        return None if self.before is None else self.row.total - self.before


@dataclass(frozen=True, slots=True)
class BookService:
    """A service or project (or, key 0, what belongs to none): its year, and what that is worked out from."""

    key: int
    name: str
    is_project: bool
    income: Money
    costs: Money
    visits: int
    plan: Plan | None

    @property
    def result(self) -> Money:
        """What it leaves over."""
        return self.income - self.costs

    @property
    def price(self) -> Money | None:
        """What a visit brings in: as planned, else on average; None without visits."""
        if self.plan is not None:
            return self.plan.price
        return self.income.times(1, self.visits) if self.visits else None

    @property
    def minutes(self) -> int:
        """The work in all visits."""
        return self.visits * sum(work.minutes for work in self.plan.works) if self.plan else 0


@dataclass(frozen=True)
class Book:
    """The whole book."""

    version: BudgetVersion
    before: BudgetVersion | None
    day: date
    lines: Sequence[BookLine]
    services: Sequence[BookService]
    changes: Sequence[Change]
    ahead: Sequence[MonthAhead]
    last_year_runs: bool
    """Whether the year before is not over, so that its figures are of a part of it."""

    @property
    def year(self) -> int:
        """The year it is about."""
        return self.version.year

    def of_side(self, side: str) -> list[BookLine]:
        """The lines of income (C) or costs (D)."""
        return [line for line in self.lines if line.row.side == side]

    def budgeted(self, side: str) -> list[BookLine]:
        """Those of them for which this version holds something."""
        return [line for line in self.of_side(side) if any(line.row.months)]

    def months(self, side: str) -> tuple[Money, ...]:
        """The twelve months of income or costs."""
        return months_of(line.row for line in self.of_side(side))

    def total(self, side: str) -> Money:
        """The year of income or costs."""
        return sum(self.months(side), NOTHING)

    def last_year(self, side: str) -> Money:
        """What was booked the year before."""
        return sum((line.last_year for line in self.of_side(side)), NOTHING)

    def was(self, side: str) -> Money:
        """What the version before held."""
        return sum((line.before or NOTHING for line in self.of_side(side)), NOTHING)

    @property
    def result(self) -> Money:
        """Income less costs."""
        return self.total("C") - self.total("D")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is budgeted."""
        return not any(any(line.row.months) for line in self.lines)


@dataclass(frozen=True)
class Found:
    """What the book is made of: three times amounts by place, with their names, and the plans of services."""

    now: Sequence[SheetRow]
    was: Sequence[SheetRow]
    last_year: Sequence[SheetRow]
    visits: Mapping[int, Sequence[int]]
    plans: Mapping[int, Plan]


def made(
    version: BudgetVersion, before: BudgetVersion | None, day: date, found: Found, ahead: Sequence[MonthAhead]
) -> Book:
    """Put the book together."""
    return Book(
        version=version,
        before=before,
        day=day,
        lines=_lines(found, has_before=before is not None),
        services=_services(found),
        changes=changes(Sheet(found.was), Sheet(found.now)) if before else (),
        ahead=ahead,
        last_year_runs=version.year - 1 >= day.year,
    )


def _lines(found: Found, *, has_before: bool) -> list[BookLine]:
    now, was, last = ({row.place: row for row in rows} for rows in (found.now, found.was, found.last_year))
    lines = []
    for place, known in {**last, **was, **now}.items():
        row = now.get(place) or _without_months(known)
        booked = last[place].total if place in last else NOTHING
        before = (was[place].total if place in was else NOTHING) if has_before else None
        lines.append(BookLine(row, booked, before))
    return sorted(lines, key=lambda line: (line.row.number, line.row.cost_object_id != 0, line.row.cost_object))


def _without_months(row: SheetRow) -> SheetRow:
    names = (row.account_id, row.number, row.account, row.side, row.cost_object_id, row.cost_object, row.code)
    return SheetRow(*names, YEAR)


def _services(found: Found) -> list[BookService]:
    rows: dict[int, list[SheetRow]] = {}
    for row in found.now:
        rows.setdefault(row.cost_object_id, []).append(row)
    services = [
        BookService(
            key,
            same[0].cost_object,
            same[0].code.startswith("project:"),
            sum((row.total for row in same if row.side == "C"), NOTHING),
            sum((row.total for row in same if row.side == "D"), NOTHING),
            sum(found.visits.get(key, ())),
            found.plans.get(key),
        )
        for key, same in rows.items()
    ]
    return sorted(services, key=lambda one: (one.key == 0, one.is_project, one.name.casefold(), one.key))
