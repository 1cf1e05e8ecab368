"""The workbook of a budget reckons: each formula comes to the figure it is kept with, and that is the budget's."""

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.database import db
from coop.ledger.cost_object import CostObject
from invoicing.reports import book_workbook
from invoicing.reports.gathering import book
from tests.invoicing.reports.cast import YEAR, a_planned_wijk
from tests.invoicing.revenue_model.cast import TODAY

EVIL = '=HYPERLINK("x")'
CELL = re.compile(r"(?:'([^']+)'!)?([A-Z]+)(\d+)")


@pytest.fixture(autouse=True)
def _today(session: scoped_session[Session]) -> Iterator[None]:
    assert session
    with clock.at(TODAY):
        a_planned_wijk()
        yield


def test_every_formula_in_the_workbook_says_what_it_comes_to() -> None:
    db.session.execute(update(CostObject).values(name=EVIL))
    found = book(YEAR, 2)
    made = book_workbook.as_xlsx(found)
    written = openpyxl.load_workbook(io.BytesIO(made))
    known = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    formulas = 0
    for sheet in written:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                formulas += 1
                assert _worked_out(written, sheet.title, cell.value) == _cents(known[sheet.title][cell.coordinate])
            elif isinstance(cell.value, str) and cell.value.startswith("="):
                assert (cell.value, cell.data_type) == (EVIL, "s")
    assert formulas > 60
    shown = {row[0].value: row[1] for row in known["Overzicht"].iter_rows(max_row=8)}
    assert _cents(shown["Opbrengsten"]) == found.total("C").cents
    assert _cents(shown["Kosten"]) == found.total("D").cents
    assert _cents(shown["Resultaat"]) == found.result.cents
    by_month = known["Per maand"]
    months = [_cents(by_month.cell(by_month.max_row, column)) for column in range(3, 15)]
    income, costs = found.months("C"), found.months("D")
    assert months == [(one - other).cents for one, other in zip(income, costs, strict=True)]


def test_a_changed_amount_would_change_the_sums() -> None:
    written = openpyxl.load_workbook(io.BytesIO(book_workbook.as_xlsx(book(YEAR, 2))))
    result = written["Overzicht"]["B7"].value
    before = _worked_out(written, "Overzicht", result)
    sheet = written["Per maand"]
    sheet["C2"].value = (sheet["C2"].value or 0) + 100
    assert _worked_out(written, "Overzicht", result) == before + 10_000


def _worked_out(workbook: openpyxl.Workbook, tab: str, formula: str) -> int:
    """What a formula comes to in cents, worked out from what it refers to."""
    stretch = re.fullmatch(r"=SUM\(([A-Z]+\d+):([A-Z]+\d+)\)", formula)
    if stretch:
        cells = [cell for row in workbook[tab][f"{stretch[1]}:{stretch[2]}"] for cell in row]
        return sum(_value(workbook, tab, cell) for cell in cells)
    one, _, other = formula.removeprefix("=").partition("-")
    found = _refers(workbook, tab, one)
    return found - _refers(workbook, tab, other) if other else found


def _refers(workbook: openpyxl.Workbook, tab: str, name: str) -> int:
    place = CELL.fullmatch(name)
    assert place is not None, name
    sheet = place[1] or tab
    return _value(workbook, sheet, workbook[sheet][f"{place[2]}{place[3]}"])


def _value(workbook: openpyxl.Workbook, tab: str, cell: Any) -> int:
    return _worked_out(workbook, tab, cell.value) if cell.data_type == "f" else _cents(cell)


def _cents(cell: Any) -> int:
    return round(Decimal(str(cell.value or 0)) * 100)
