"""The page for the members' meeting: how the year goes, in a few words and two drawings, without a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from flask_babel import gettext

from coop import clock
from coop.errors import NotFound
from coop.ledger import chart
from coop.money import Money
from invoicing.exploitatie.answer import Answer, answer
from invoicing.exploitatie.cell import Cell
from invoicing.exploitatie.deviation import Deviation, largest
from invoicing.exploitatie.differences import differences
from invoicing.exploitatie.figures import cells
from invoicing.exploitatie.statement import AccountLine, Statement, build
from invoicing.exploitatie.words import sentences
from invoicing.forecast.year_end import YearEnd, year_end
from invoicing.reports.asking import drafts, question
from invoicing.reports.between import between
from invoicing.reports.blocks import Drawing, Part, Told, draw, few, in_euros, on_surfaces
from invoicing.reports.surface import Surface
from invoicing.revenue_model import choice
from invoicing.revenue_model.behaviour import WAGES
from invoicing.revenue_model.gather import gather
from invoicing.revenue_model.mix import ORIGIN_NAMES, years_of_income
from invoicing.revenue_model.model import RevenueModel
from invoicing.revenue_model.stretch import of_year
from members.engagement import KIND_NAMES, EngagementKind

BLOCKS = 5
"""More blocks in a bar are hard to tell apart."""
DIFFERENCES = 3
LONGEST_NAME = 40
"""A longer name would push a sentence to a third line, and the last one off the page."""
EARLIEST = 2000
PEOPLE = WAGES | {chart.ALLOWANCES}
"""The accounts of what people get for their work."""


@dataclass(frozen=True)
class MeetingReport:
    """Everything on the page; the words are in the language of who asked for it."""

    year: int
    day: date
    over: bool
    statement: Statement
    answer: Answer
    balance: Drawing
    moved: Drawing
    model: RevenueModel
    told: Sequence[str]
    between: str
    """What we expect and how sure that is, in words; empty for a year that is over."""
    asked: Sequence[str]

    @property
    def jobs(self) -> int:
        """How many jobs were invoiced."""
        return sum(part.jobs for part in self.model.facts.parts)

    @property
    def minutes(self) -> Mapping[str, int]:
        """Approved work by kind of engagement, in the order of the kinds."""
        found = dict.fromkeys(EngagementKind, 0)
        for part in self.model.facts.parts:
            for row in part.worked:
                found[EngagementKind(row.engagement)] += row.minutes
        return {str(KIND_NAMES[kind]): minutes for kind, minutes in found.items() if minutes}


def meeting_report(year: int) -> MeetingReport:
    """The page of a year up to today; raises NotFound for a year that has yet to begin."""
    today = clock.today()
    if not EARLIEST <= year <= today.year:
        raise NotFound(gettext("Dit jaar is nog niet begonnen. Er valt nog niets over te vertellen."))
    known, over = cells(year), year < today.year
    statement, end = build(year, known), None
    if not over and not statement.is_empty:
        end = year_end(year, today)
        statement = _as_forecast(statement, end)
    return MeetingReport(
        year=year,
        day=today,
        over=over,
        statement=statement,
        answer=answer(statement, over=over),
        balance=draw(_balance(statement)),
        moved=draw(_moved(year, known)),
        model=choice.worked_out(gather(of_year(year, today)), choice.chosen()),
        told=sentences(_briefly(largest(differences(year, known), DIFFERENCES))),
        between=between(end) if end else "",
        asked=[question(draft) for draft in drafts(max(year, today.year), year + 1)],
    )


def _briefly(found: Sequence[Deviation]) -> list[Deviation]:
    return [replace(one, name=shorten(one.name, LONGEST_NAME, placeholder="…")) for one in found]


def _as_forecast(statement: Statement, end: YearEnd) -> Statement:
    """The totals with what the forecast expects: a range belongs around the figure it was made for."""
    income, costs = (
        AccountLine("", "", replace(figure, expected=expected))
        for figure, expected in ((statement.total_income, end.income), (statement.total_costs, end.costs))
    )
    return Statement(statement.year, (income,), (costs,), ())


def _balance(statement: Statement) -> list[Told]:
    """Income and costs as booked, agreed and still to come, with the budget as a mark."""
    found: list[Told] = []
    for name, figure in (
        (gettext("Erbij"), statement.total_income),
        (gettext("Eraf"), statement.total_costs),
    ):
        agreed = min(figure.committed, max(Money.zero(), figure.to_come))
        parts = [
            Part(gettext("geboekt"), figure.actual, Surface.FULL),
            Part(gettext("afgesproken"), agreed, Surface.RISING),
            Part(gettext("nog verwacht"), figure.to_come - agreed, Surface.EMPTY),
        ]
        found.append((name, [part for part in parts if part.amount], figure.budget or None))
    return found


def _moved(year: int, known: Sequence[Cell]) -> list[Told]:
    """What was booked: where it came from and what it was for, in whole euros."""
    mixes = years_of_income(year, 1)
    income = [(str(ORIGIN_NAMES[origin]), amount) for mix in mixes for origin, amount in mix.amounts.items()]
    costs: dict[str, Money] = {}
    for cell in known:
        if cell.side == "D":
            name = gettext("Mensen die werken") if cell.number in PEOPLE else cell.account
            costs[name] = costs.get(name, Money.zero()) + cell.actual
    return [
        (name, on_surfaces(in_euros(few(amounts, BLOCKS, rest))), None)
        for name, amounts, rest in (
            (gettext("Erbij"), income, gettext("Andere opbrengsten")),
            (gettext("Eraf"), list(costs.items()), gettext("Andere kosten")),
        )
    ]
