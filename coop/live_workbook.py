"""A workbook in which sums live: who changes an amount in Excel or LibreOffice sees every total follow.

Each total is written with what it came to, so that a viewer that does not calculate shows it too.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from coop import clock
from coop.money import Money
from coop.workbook import NARROWEST, WIDEST

_A4 = 9
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Live:
    """An amount that follows from others: the formula over their cells, and what it comes to now."""

    amount: Money
    formula: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells: words, whole numbers, days, amounts, or what follows from those; a total is strong."""

    cells: Sequence[Any]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet by its name; rows and columns count from 0."""

    name: str
    lines: Sequence[Line]
    headings: int = 0
    """So many lines on top stay in sight, with the first column, and come back on each printed page."""


def cell(column: int, row: int) -> str:
    """The address of a cell: B3 for the second column and the third row."""
    return f"{chr(ord('A') + column)}{row + 1}"


def total(amount: Money, column: int, rows: Iterable[int]) -> Live:
    """The sum of these rows of a column: as a stretch where they follow each other, nothing of none."""
    chosen = list(rows)
    if not chosen:
        return Live(amount, "=0")
    if chosen == list(range(chosen[0], chosen[-1] + 1)):
        return Live(amount, f"=SUM({cell(column, chosen[0])}:{cell(column, chosen[-1])})")
    return Live(amount, "=" + "+".join(cell(column, row) for row in chosen))


def less(amount: Money, row: int, from_: int, off: int) -> Live:
    """One column of a row less another."""
    return Live(amount, f"={cell(from_, row)}-{cell(off, row)}")


def as_live_xlsx(pages: Sequence[Page]) -> bytes:
    """The pages as one file; what looks like a formula in words stays words."""
    import xlsxwriter  # takes as long to read as a floor

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"created": datetime.combine(clock.today(), datetime.min.time())})
        for page in pages:
            _write(book, page)
    return file.getvalue()


def _write(book: Any, page: Page) -> None:
    sheet = book.add_worksheet(page.name[:31])
    looks = {
        strong: {
            kind: book.add_format({"bold": strong, "top": int(strong), "num_format": shape})
            for kind, shape in (
                ("text", "@"),
                ("money", "#,##0.00;[Red]-#,##0.00"),
                ("day", "dd-mm-yyyy"),
                ("", "0"),
            )
        }
        for strong in (False, True)
    }
    widths: dict[int, int] = {}
    for row, line in enumerate(page.lines):
        look = looks[line.strong]
        for column, value in enumerate(line.cells):
            _cell(sheet, (row, column), value, look)
            if isinstance(value, str):
                widths[column] = max(widths.get(column, NARROWEST), min(len(value), WIDEST))
    for column in range(max((len(line.cells) for line in page.lines), default=0)):
        sheet.set_column(column, column, widths.get(column, NARROWEST) + 2)
    if page.headings:
        sheet.freeze_panes(page.headings, 1)
        sheet.repeat_rows(0, page.headings - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)  # as wide as the paper, as long as it takes


def _cell(sheet: Any, at: tuple[int, int], value: Any, look: dict[str, Any]) -> None:
    if isinstance(value, Live):
        sheet.write_formula(*at, value.formula, look["money"], value.amount.cents / 100)
    elif isinstance(value, Money):
        sheet.write_number(*at, value.cents / 100, look["money"])
    elif isinstance(value, date):
        sheet.write_datetime(*at, datetime(value.year, value.month, value.day), look["day"])  # noqa: DTZ001 - a day has no zone
    elif isinstance(value, int):
        sheet.write_number(*at, value, look[""])
    elif value is not None:
        sheet.write_string(*at, str(value)[:32_767], look["text"])
