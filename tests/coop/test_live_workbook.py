"""A workbook whose sums live: each formula comes to the amount that is written with it."""

import io
from datetime import date

import openpyxl

from coop.live_workbook import Line, Live, Page, as_live_xlsx, cell, less, total
from coop.money import Money


def test_cells_are_named_as_a_spreadsheet_does() -> None:
    assert (cell(0, 0), cell(4, 11)) == ("A1", "E12")


def test_a_sum_is_a_stretch_or_its_cells_and_nothing_of_none() -> None:
    assert total(Money(5), 1, range(2, 6)).formula == "=SUM(B3:B6)"
    assert total(Money(5), 1, [2, 7]).formula == "=B3+B8"
    assert total(Money(0), 1, []).formula == "=0"
    assert less(Money(5), 3, 2, 1).formula == "=C4-B4"


def test_headings_stay_in_sight_and_come_back_on_paper() -> None:
    lines = [Line(["Wat", "Bedrag"], strong=True), Line(["Huur", Money(1_250)])]
    sheet = openpyxl.load_workbook(io.BytesIO(as_live_xlsx([Page("Begroting", lines, headings=1)]))).active
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == (
        "B2",
        "$1:$1",
        "landscape",
    )


def test_a_total_shows_what_it_comes_to_and_words_are_no_formula() -> None:
    lines = [
        Line(["=Huur", Money(1_250), date(2026, 3, 2), 7]),
        Line(["Samen", total(Money(1_250), 1, [0]), None, Live(Money(-5), "=0-0.05")], strong=True),
    ]
    made = as_live_xlsx([Page("Begroting", lines)])
    formulas, values = (
        openpyxl.load_workbook(io.BytesIO(made), data_only=plain).active for plain in (False, True)
    )
    assert (formulas["A1"].data_type, formulas["A1"].value) == ("s", "=Huur")
    assert (values["B1"].value, values["D1"].value, values["C1"].is_date) == (12.5, 7, True)
    assert (formulas["B2"].value, values["B2"].value, values["D2"].value) == ("=SUM(B1:B1)", 12.5, -0.05)
    assert made == as_live_xlsx([Page("Begroting", lines)]), "the same twice is one file"
