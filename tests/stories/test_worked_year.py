"""The year of `docs/worked-year.md`, worked out by hand, is the year the program makes of the same papers."""

import pytest
from flask import Flask

from coop import clock, kor
from coop.ledger.annual.command import annual
from coop.ledger.verify import verify
from coop.money import Money
from invoicing.invoice import Kind
from invoicing.kor_outlook import outlook
from invoicing.vat_return.view import view
from tests.stories.worked_year import found
from tests.stories.worked_year.diary import play
from tests.stories.worked_year.paper import TOGETHER, Paper, Row, Table, chapter, shown


def test_the_year_by_hand_is_the_year_in_the_books(app: Flask) -> None:
    paper = chapter(1)
    play(paper, {"Bad debt": loss_stands, "Closing": result_stands})

    agree(paper["Work"], found.work())
    agree(paper["Invoices"], found.invoices(Kind.INVOICE))
    agree(paper["Credit notes"], found.invoices(Kind.CREDIT))
    agree(paper["Purchases"], found.purchases())
    agree(paper["Shares"], found.shares())
    agree(paper["Grant by year"], found.grant_by_year())
    agree(paper["Spread over months"], found.schedules())
    agree_returns(paper)
    agree(paper["Trial balance 2026"], found.accounts(2026))
    agree(paper["Balance sheet 2026"], found.sheet(2026))
    agree(paper["Profit and loss 2026"], found.result(2026))
    agree(paper["Balance sheet 2027"], found.sheet(2027))
    assert verify().first_fault is None


def test_under_the_scheme_the_invoice_that_passes_the_limit_is_the_one_by_hand(app: Flask) -> None:
    paper = chapter(2)
    play(paper, {"Turnover": turnover_stands})

    agree(paper["Work"], found.work())
    agree(paper["Invoices"], found.invoices(Kind.INVOICE))
    agree(paper["Credit notes"], found.invoices(Kind.CREDIT))
    agree(paper["Purchases"], found.purchases())
    agree_returns(paper)
    agree(paper["Trial balance 2026"], found.accounts(2026))
    assert verify().first_fault is None


YES = {True: "yes", False: "no"}
SUMS = [(number, heading) for number in (1, 2) for heading, table in chapter(number).items() if table.together]


@pytest.mark.parametrize(("number", "heading"), SUMS)
def test_what_the_paper_adds_up_is_the_sum_of_its_rows(number: int, heading: str) -> None:
    table = chapter(number)[heading]
    assert table.together is not None
    for column, cell in table.together.items():
        if cell and cell != TOGETHER:
            assert sum(row.money(column) for row in table.rows) == Money.parse(cell), column


def agree(table: Table, made: list[Row]) -> None:
    """The program has these rows and no others; what the paper has no column for is nothing."""
    columns = [column for column in made[0] if column in table.columns]
    assert [row.only(*columns) for row in made] == table.shown(*columns)
    for row in made:
        assert not any(cell for column, cell in row.items() if column not in columns), row


def agree_returns(paper: Paper) -> None:
    """Each return with its boxes, and the list of all that were filed."""
    for heading, table in paper.items():
        kind, _, code = heading.partition(" ")
        if kind == "Return":
            agree(table, found.boxes(code))
            assert view(code).agrees
    agree(paper["Filing"], found.filed())


def loss_stands(row: Row) -> None:
    """In the evening: as much is lost as the paper says."""
    assert found.bad_debt() == row.only("Open", "Lost", "VAT back")


def result_stands(row: Row) -> None:
    """In the evening: the year that was closed left this result."""
    assert annual(int(row["Year"])).profit[0] == row.money("Result")


def turnover_stands(row: Row) -> None:
    """In the evening: this much counts for the limit, and the scheme still holds or no longer does."""
    seen = outlook(clock.today())
    takes_part = kor.holding(clock.today()) is not None
    told = {"Turnover": shown(seen.so_far), "Warned": YES[seen.warns], "Takes part": YES[takes_part]}
    assert told == row.only(*told)
