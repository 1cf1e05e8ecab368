"""The services of `docs/worked-model.md`, worked out by hand, are those the program makes of the same papers."""

from datetime import date

import pytest
from flask import Flask

from coop import clock
from coop.daily import new_day
from coop.money import Money
from invoicing.exploitatie.figures import statement
from invoicing.revenue_model.choice import choose, worked_out
from invoicing.revenue_model.gather import gather
from invoicing.revenue_model.stretch import of_year
from tests.stories.worked_model import found
from tests.stories.worked_year import found as found_in_the_year
from tests.stories.worked_year.diary import play
from tests.stories.worked_year.paper import DOCUMENT, TOGETHER, Row, Table, chapter

PAPER = chapter(1, DOCUMENT.with_name("worked-model.md"))
WHY = chapter(2, DOCUMENT.with_name("worked-model.md"))
NEW_YEAR = date(2027, 1, 1)


def test_the_services_by_hand_are_the_services_in_the_books(app: Flask) -> None:
    play(PAPER, {})
    with clock.at(NEW_YEAR):
        new_day.tell(NEW_YEAR)
        choice = choose("hours", 15, "Elk uur gebruikt de werkplaats even veel.")
        facts = gather(of_year(2026, NEW_YEAR))
        model = worked_out(facts, choice)

        agree(PAPER["Work"], found_in_the_year.work(), "Day", "Price", "Cost")
        agree(PAPER["Hours by engagement"], found.hours(model))
        agree(PAPER["From price to margin"], found.margins(model))
        agree(PAPER["Overhead by each key"], found.overhead(facts))
        agree(PAPER["From margin to result"], found.results(model))
        agree(PAPER["What it gives"], found.given(model))
        agree(PAPER["Result"], found.result(model))
        agree(PAPER["Income"], found.income(2026))
        assert model.result == statement(2026).result.actual

        found.budget(2026, WHY["Budget"].rows)
        agree(WHY["Why income differs"], found.why_income_differs(2026))


@pytest.mark.parametrize("heading", [heading for heading, table in {**PAPER, **WHY}.items() if table.together])
def test_what_the_paper_adds_up_is_the_sum_of_its_rows(heading: str) -> None:
    table = {**PAPER, **WHY}[heading]
    assert table.together is not None
    for column, cell in table.together.items():
        if cell and cell != TOGETHER:
            assert sum(row.money(column) for row in table.rows) == Money.parse(cell), column


def agree(table: Table, made: list[Row], *columns: str) -> None:
    """The program has these rows and no others, and each column of the table unless fewer are named."""
    assert [row.only(*(columns or table.columns)) for row in made] == table.shown(*(columns or table.columns))
