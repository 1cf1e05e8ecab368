"""A report is the same rows as a table, as JSON and as CSV."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coop.money import Money
from coop.report import Report, as_csv, as_json, as_table

YEAR = Report(
    columns=(("name", "Dienst"), ("amount", "Bedrag"), ("on", "Dag")),
    rows=[
        {"name": "Tuin", "amount": Money(123450), "on": date(2026, 3, 2)},
        {"name": "Klus", "amount": Money(-5), "on": None},
    ],
    facts={"Totaal": Money(123445)},
)


def test_a_table_has_its_amounts_to_the_right_and_its_facts_below() -> None:
    lines = as_table(YEAR).splitlines()
    assert lines[0].split() == ["Dienst", "Bedrag", "Dag"]
    assert lines[2].index("€") < lines[3].index("€")
    assert lines[-1] == "Totaal: € 1.234,45"


def test_json_holds_whole_cents_and_plain_dates() -> None:
    read = json.loads(as_json(YEAR))
    assert read["Totaal"] == 123445
    assert read["rows"][0] == {"name": "Tuin", "amount": 123450, "on": "2026-03-02"}


def test_csv_opens_in_a_dutch_spreadsheet() -> None:
    assert as_csv(YEAR, bom=True).splitlines() == [
        "\ufeffDienst;Bedrag;Dag",
        "Tuin;1234,50;2026-03-02",
        "Klus;-0,05;",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+CMD()", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_looks_like_a_formula_is_defused(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12,50", "+31612345678", "Jan", "a=b", ""])
def test_a_number_or_plain_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


@given(some.text(max_size=40))
def test_no_text_whatever_becomes_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "@", "\t", "\r"))


def cell(text: str) -> str:
    written = as_csv(Report((("name", "Naam"),), [{"name": text}]))
    rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))
    return rows[1][0] if rows[1] else ""
