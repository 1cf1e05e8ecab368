"""A budget from a file: every fault is told at once, and nothing is half done."""

from datetime import date

import pytest

from coop.ledger.posting import post
from coop.money import Money
from coop.report import as_csv
from coop.spreadsheet import BadRows, Unreadable
from coop.workbook import as_xlsx
from invoicing.budget import line, table
from invoicing.budget.importing import bring_in, to_fill_in
from invoicing.budget.line import year_amounts
from invoicing.budget.sheet import sheet
from invoicing.budget.version import BudgetChanged, draft
from tests.coop.ledger.cast import sale
from tests.invoicing.budget.cast import YEAR, a_draft, gardens, rent

pytestmark = pytest.mark.usefixtures("app")
HEAD = "rekening;dienst;jaar;bedrag;januari;februari\n"


def csv(*rows: str) -> bytes:
    """A file with these rows."""
    return (HEAD + "\n".join(rows) + "\n").encode()


def test_a_file_fills_a_budget_by_the_year_and_by_the_month() -> None:
    gardens()
    content = csv("80501;Tuinonderhoud;2026;;1.000,50;200", "45105;;;600;;", "46110;;;;;")
    assert bring_in(YEAR, content, "b.csv", 0) == 2
    version = draft(YEAR)
    assert version is not None
    assert line.by_month(version.id) == {
        gardens(): [Money(100050), Money(20000), *[Money.zero()] * 10],
        rent(): [Money(5000)] * 12,
    }


def test_every_fault_has_a_sentence_and_nothing_changes() -> None:
    version = a_draft()
    content = csv(
        "99999;;;100;;",
        "80501;Zweefvliegen;;100;;",
        "45105;;;duizend;;",
        "45105;;;1,200.00;;",
        "45105;;2025;100;;",
        "12001;;;100;veel;",
        ";;;100;;",
        "80501;tuin;;100;60;50",
    )
    with pytest.raises(BadRows) as refused:
        bring_in(YEAR, content, "b.csv", version.changes)
    assert refused.value.faults == [
        (2, "rekening 99999 is geen rekening van opbrengsten of kosten die in gebruik is"),
        (3, "een dienst of project Zweefvliegen kennen we niet"),
        (4, "duizend in de kolom bedrag is geen bedrag; schrijf het als 12,50 of 1.234,50"),
        (5, "1,200.00 in de kolom bedrag is geen bedrag; schrijf het als 12,50 of 1.234,50"),
        (5, "deze rekening en dienst staan ook al op regel 4"),
        (6, "het jaar is 2025 en dit is de begroting van 2026"),
        (6, "deze rekening en dienst staan ook al op regel 4"),
        (7, "rekening 12001 is geen rekening van opbrengsten of kosten die in gebruik is"),
        (7, "veel in de kolom januari is geen bedrag; schrijf het als 12,50 of 1.234,50"),
        (8, "de kolom rekening is leeg; vul die in"),
        (9, "de maanden zijn samen € 110,00 en het bedrag is € 100,00"),
    ]
    assert year_amounts(YEAR) == {gardens(): Money(120000), rent(): Money(60000)}


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"naam;bedrag\n", "mist de kolom rekening"), (b"rekening;dienst\n80501;\n", "mist de bedragen")],
)
def test_a_file_without_the_columns_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        bring_in(YEAR, content, "b.csv", 0)


def test_a_file_without_amounts_changes_nothing() -> None:
    with pytest.raises(Unreadable, match="geen enkel bedrag"):
        bring_in(YEAR, csv("45105;;;;;"), "b.csv", 0)


def test_what_goes_out_comes_in_again() -> None:
    version = a_draft()
    report = table.as_report(sheet(version).rows, YEAR)
    there = line.by_month(version.id)
    for content, name in ((as_csv(report, bom=True).encode(), "b.csv"), (as_xlsx(report, "b"), "b.xlsx")):
        bring_in(YEAR, content, name, version.changes)
        assert line.by_month(version.id) == there
    assert version.changes == 1, "nothing changed"
    other = table.as_report(sheet(version).rows, YEAR + 1)
    bring_in(YEAR + 1, as_xlsx(other, "b"), "b.xlsx", 0)
    assert year_amounts(YEAR + 1) == year_amounts(YEAR)


def test_a_year_alone_goes_by_the_seasons_when_asked() -> None:
    revenue, tuin = gardens()
    post([sale(1, 10000, date(2025, 5, 1), tuin), sale(2, 30000, date(2024, 7, 1), tuin)])
    bring_in(YEAR, csv("80501;Tuinonderhoud;;800;;"), "b.csv", 0, by_season=True)
    version = draft(YEAR)
    assert version is not None
    months = line.by_month(version.id)[revenue, tuin]
    assert (months[4], months[6], sum(months)) == (Money(20000), Money(60000), Money(80000))


def test_who_saw_an_older_budget_is_told() -> None:
    a_draft()
    with pytest.raises(BudgetChanged):
        bring_in(YEAR, csv("45105;;;700;;"), "b.csv", 0)


def test_the_file_to_fill_in_names_what_was_booked_last_year_or_else_every_account() -> None:
    every = to_fill_in(YEAR, [])
    assert {"45105", "80501"} <= {row.number for row in every}
    assert not any(row.cost_object_id for row in every)
    post([sale(1, 10000, date(2025, 5, 1), gardens()[1])])
    [row] = to_fill_in(YEAR, [])
    assert (row.number, row.cost_object, row.total) == ("80501", "Tuinonderhoud", Money.zero())
