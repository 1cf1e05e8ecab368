"""The budget book as a workbook: a sheet for each part, every sum and difference a formula to be followed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext

from coop.filters import month as month_name
from coop.live_workbook import Line, Live, Page, as_live_xlsx, cell, less, total
from coop.money import Money
from invoicing.reports.book import Book, BookLine
from invoicing.reports.book_words import assumptions, state, summary

FIRST_MONTH, YEAR = 2, 14
"""Columns of the sheet by month: account, service, twelve months, the year."""
NOW, LAST_YEAR, BEFORE = 3, 4, 6
"""Columns of the sheet that compares."""
SIDES = ("C", "D")


def as_xlsx(book: Book) -> bytes:
    """The workbook."""
    by_month, sums = _by_month(book)
    sheets = [_overview(book, by_month.name, sums), by_month, _services(book), _compared(book)]
    return as_live_xlsx([*sheets, _ahead(book)] if book.ahead else sheets)


def _overview(book: Book, tab: str, sums: Sequence[int]) -> Page:
    """What it is and comes to, and its words."""
    amounts = (book.total("C"), book.total("D"), book.result)
    names = (gettext("Opbrengsten"), gettext("Kosten"), gettext("Resultaat"))
    rows: list[Sequence[Any]] = [
        (gettext("Versie"), book.version.number),
        (gettext("Stand"), state(book)),
        (gettext("Waarom anders"), book.version.why),
        *(
            (name, Live(amount, f"='{tab}'!{cell(YEAR, row)}"))
            for name, row, amount in zip(names, sums, amounts, strict=True)
        ),
        *((gettext("In het kort"), words) for words in summary(book)),
        *((gettext("Waar we van uitgaan"), words) for words in assumptions(book)),
    ]
    return _page(gettext("Overzicht"), (gettext("Begroting"), str(book.year)), rows)


def _by_month(book: Book) -> tuple[Page, tuple[int, int, int]]:
    """Account and service by month; and on which rows stand the income, the costs and the result."""
    rows: list[Sequence[Any]] = []
    sums = []
    for side, name in zip(SIDES, (gettext("Opbrengsten samen"), gettext("Kosten samen")), strict=True):
        lines, first = book.budgeted(side), len(rows) + 1
        rows += [_twelve(row, line) for row, line in enumerate(lines, first)]
        below = range(first, first + len(lines))
        amounts = (*book.months(side), book.total(side))
        sums.append(len(rows) + 1)
        rows.append(
            (name, None, *(total(amount, column, below) for column, amount in enumerate(amounts, FIRST_MONTH)))
        )
    income, costs = sums
    months = (one - other for one, other in zip(book.months("C"), book.months("D"), strict=True))
    left = [
        Live(amount, f"={cell(column, income)}-{cell(column, costs)}")
        for column, amount in enumerate((*months, book.result), FIRST_MONTH)
    ]
    rows.append((gettext("Resultaat"), None, *left))
    names = (month_name(date(book.year, month, 1)) for month in range(1, 13))
    headings = (gettext("Rekening"), gettext("Dienst of project"), *names, gettext("Jaar"))
    places = (income, costs, len(rows))
    return _page(gettext("Per maand"), headings, rows, places), places


def _twelve(row: int, line: BookLine) -> Sequence[Any]:
    year = Live(line.row.total, f"=SUM({cell(FIRST_MONTH, row)}:{cell(YEAR - 1, row)})")
    return (*_names(line), *line.row.months, year)


def _services(book: Book) -> Page:
    """What each service or project brings in and costs, and what that is worked out from."""
    headings = (
        gettext("Dienst of project"),
        gettext("Opbrengsten"),
        gettext("Kosten"),
        gettext("Resultaat"),
        gettext("Klussen"),
        gettext("Prijs per klus"),
        gettext("Minuten werk"),
    )
    rows: list[Sequence[Any]] = [
        (
            one.name,
            one.income,
            one.costs,
            less(one.result, row, 1, 2),
            one.visits or None,
            one.price,
            one.minutes or None,
        )
        for row, one in enumerate(book.services, 1)
    ]
    last, above = len(rows) + 1, range(1, len(rows) + 1)
    together = (total(book.total(side), column, above) for column, side in enumerate(SIDES, 1))
    rows.append((gettext("Samen"), *together, less(book.result, last, 1, 2)))
    return _page(gettext("Per dienst"), headings, rows, (last,))


def _compared(book: Book) -> Page:
    """This version, what was booked the year before, the version before, and the differences."""
    headings = [
        gettext("Soort"),
        gettext("Rekening"),
        gettext("Dienst of project"),
        gettext("Begroting %(year)s", year=book.year),
        gettext("Geboekt in %(year)s", year=book.year - 1),
        gettext("Verschil"),
    ]
    if book.before is not None:
        headings += [gettext("Versie %(number)s", number=book.before.number), gettext("Verschil met die versie")]
    rows: list[Sequence[Any]] = []
    sums = []
    for side, kind, name in (
        ("C", gettext("opbrengst"), gettext("Opbrengsten samen")),
        ("D", gettext("kosten"), gettext("Kosten samen")),
    ):
        lines, first = book.of_side(side), len(rows) + 1
        for row, line in enumerate(lines, first):
            amounts = [line.row.total, line.last_year, *([] if line.before is None else [line.before])]
            rows.append((kind, *_names(line), *_beside(row, amounts, amounts)))
        below, row = range(first, first + len(lines)), len(rows) + 1
        amounts = [book.total(side), book.last_year(side), *([] if book.before is None else [book.was(side)])]
        columns = (NOW, LAST_YEAR, BEFORE)
        live = [total(amount, column, below) for column, amount in zip(columns, amounts, strict=False)]
        rows.append((name, None, None, *_beside(row, live, amounts)))
        sums.append(row)
    return _page(gettext("Vergeleken"), headings, rows, sums)


def _beside(row: int, cells: Sequence[Any], amounts: Sequence[Money]) -> list[Any]:
    """Now, last year and the difference; and where there is a version before, that and the difference."""
    now, last_year, *before = amounts
    found = [cells[0], cells[1], less(now - last_year, row, NOW, LAST_YEAR)]
    for amount in before:
        found += [cells[2], less(now - amount, row, NOW, BEFORE)]
    return found


def _ahead(book: Book) -> Page:
    """What we expect to have on the bank, as far as we look ahead."""
    headings = (
        gettext("Maand"),
        gettext("Erin"),
        gettext("Eruit"),
        gettext("Erin min eruit"),
        gettext("Saldo aan het eind"),
    )
    rows = [
        (month_name(one.month), one.came, one.went, less(one.came - one.went, row, 1, 2), one.balance)
        for row, one in enumerate(book.ahead, 1)
    ]
    return _page(gettext("Saldo"), headings, rows)


def _page(name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], sums: Iterable[int] = ()) -> Page:
    """A sheet with its headings on the first line; `sums` are the lines that are totals."""
    strong = {0, *sums}
    return Page(name, [Line(cells, row in strong) for row, cells in enumerate((headings, *rows))], headings=1)


def _names(line: BookLine) -> tuple[str, str]:
    return f"{line.row.number} {line.row.account}", line.row.cost_object
