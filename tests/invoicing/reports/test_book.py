"""The budget book: the same figures on paper, in a workbook that reckons and in JSON; they are the ledger's."""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pikepdf import OutlineItem, Pdf
from sqlalchemy import update
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.database import db
from coop.errors import NotFound
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject, cost_object
from coop.ledger.posting import post
from coop.money import Money
from invoicing.budget.entering import enter
from invoicing.budget.line import by_month
from invoicing.exploitatie.figures import statement
from invoicing.liquidity.weeks import Week
from invoicing.reports import book_data, book_paper, book_workbook
from invoicing.reports.book import Book
from invoicing.reports.book_words import assumptions, explanations, state, summary
from invoicing.reports.gathering import book
from invoicing.reports.months_ahead import MonthAhead, months_ahead
from orders.service import Service
from tests.coop.ledger.cast import sale
from tests.invoicing.reports.cast import VISITS, WHY, YEAR, a_planned_wijk, revised, seen
from tests.invoicing.revenue_model.cast import TODAY
from tests.standards import findings

EVIL = '=HYPERLINK("x")'
CELL = re.compile(r"(?:'([^']+)'!)?([A-Z]+)(\d+)")


@pytest.fixture(autouse=True)
def garden(session: scoped_session[Session]) -> Iterator[Service]:
    """The gardens of a wijk with a budget."""
    assert session
    with clock.at(TODAY):
        yield a_planned_wijk()


def text_of(found: Book) -> str:
    """The words of the book, without what frames them."""
    return " ".join(re.sub(r"<[^>]+>", " ", book_paper.html(found)).split())


def test_it_adds_up_to_the_budget_and_to_the_books_of_last_year() -> None:
    found = book(YEAR, 2)
    whole = [sum(parts, Money.zero()) for parts in by_month(found.version.id).values()]
    assert found.total("C") + found.total("D") == sum(whole, Money.zero())
    assert (found.total("C"), found.total("D")) == (Money(1_000_000), Money(880_001))
    last = statement(YEAR - 1)
    assert found.last_year("C") == last.total_income.actual == Money(45_000)
    assert found.last_year("D") == last.total_costs.actual
    assert sum((one.result for one in found.services), Money.zero()) == found.result
    assert sum((one.for_the_result for one in found.changes), Money.zero()) == found.result - (
        found.was("C") - found.was("D")
    )


def test_a_service_tells_what_it_is_worked_out_from(garden: Service) -> None:
    [service] = [one for one in book(YEAR, 2).services if one.key == garden.cost_object_id]
    assert (service.visits, service.price, service.minutes) == (60, Money(10_000), 60 * 90)
    assert (service.income, service.costs) == (Money(600_000), Money(180_000))
    [service] = [one for one in book(YEAR, 1).services if one.key == garden.cost_object_id]
    assert (service.visits, service.price, service.minutes) == (0, None, 0)


def test_it_says_what_it_is_and_why_it_changed() -> None:
    assert state(book(YEAR, 1)) == "Vastgesteld door de ledenvergadering van 20 januari 2026."
    assert state(book(YEAR, 2)).startswith("Concept:")
    revised()
    words = text_of(book(YEAR, 2))
    assert "Versie 2. Vastgesteld door de ledenvergadering van 6 mei 2026." in words
    assert f"Waarom anders: {WHY}" in words
    assert "Naast versie 1: opbrengsten € 1.000 minder, kosten € 1.800 meer." in words
    assert "Wat er is veranderd" not in text_of(book(YEAR, 1))


def test_a_large_line_says_where_its_amount_comes_from() -> None:
    told = {f"{line.row.number} {line.row.cost_object_id}": words for line, words in explanations(book(YEAR, 2))}
    wages = next(words for words in told.values() if "uur" in words)
    assert wages == "90 uur vast werk keer € 20,00. In 2025 stond hier niets."
    jobs = next(words for words in told.values() if "klussen" in words)
    assert jobs == "60 klussen keer € 100,00. €\u00a05.550 meer dan in 2025 (1233 %)."


def test_a_line_changed_by_hand_does_not_claim_its_plan() -> None:
    found = book(YEAR, 2)
    line = next(line for line in found.lines if line.row.number == "80501")
    enter(YEAR, {line.row.place: Money(610_000)}, seen())
    words = next(words for line, words in explanations(book(YEAR, 2)) if line.row.number == "80501")
    assert words.startswith("Daarna met de hand aangepast.")


def test_it_says_what_it_starts_from() -> None:
    told = assumptions(book(YEAR, 2))
    assert "Een uur vast werk kost € 20,00." in told
    assert "De klussen liggen over het jaar: zoals met de hand ingevuld." in told
    assert not [words for words in told if "loopt nog" in words]
    enter(YEAR + 1, {line.row.place: Money(100_000) for line in book(YEAR, 2).budgeted("D")}, seen=0)
    after = book(YEAR + 1, 1)
    assert "Het jaar 2026 loopt nog. Geboekt is tot en met 15 juni 2026." in assumptions(after)
    assert "We komen" in summary(after)[0]


def test_another_version_than_there_is_has_no_book() -> None:
    with pytest.raises(NotFound):
        book(YEAR, 3)


def test_weeks_go_to_the_month_in_which_they_end() -> None:
    weeks = [
        Week(date(2026, 1, 26), (), Money(300)),
        Week(date(2026, 2, 2), (), Money(200)),
        Week(date(2026, 12, 28), (), Money(100)),
    ]
    assert months_ahead(weeks, 2026) == [MonthAhead(date(2026, 2, 1), Money(0), Money(0), Money(200))]


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


def test_programs_read_cents_and_days_under_names_that_stay() -> None:
    revised()
    found = book(YEAR, 2)
    told: dict[str, Any] = json.loads(book_data.as_json(found))
    assert (told["schema"], told["state"], told["adopted_on"]) == ("budget-book/1", "adopted", "2026-05-06")
    assert (told["income"], told["costs"], told["result"]) == (1_000_000, 880_001, 119_999)
    assert told["before"] == {"income": 1_100_000, "costs": 700_001, "result": 399_999}
    assert told["last_year"]["income"] == 45_000
    assert sum(line["year"] for line in told["lines"] if line["side"] == "income") == told["income"]
    assert all(sum(line["months"]) == line["year"] for line in told["lines"])
    [garden] = [one for one in told["services"] if one["code"] == "service:tuin"]
    assert (garden["visits"], garden["price"], garden["minutes"]) == (sum(VISITS), 10_000, 5_400)
    assert garden["work"] == [{"engagement": "employee", "minutes": 90, "rate": 2_000}]
    assert told["liquidity"][0]["month"] == "2026-06"
    first: dict[str, Any] = book_data.data(book(YEAR, 1))
    assert first["before"] is None
    assert first["changes"] == []


@pytest.mark.any_database
def test_the_paper_has_numbered_pages_and_bookmarks(garden: Service) -> None:
    for number in range(40):
        post([sale(700 + number, 5_000, date(YEAR - 1, 3, 2), cost_object("service", f"s{number}", "Dienst").id)])
    db.session.execute(update(Account).values(name="Een rekening met een lange naam die over de regel heen gaat"))
    made = Pdf.open(io.BytesIO(book_paper.printed(book(YEAR, 2))))
    assert len(made.pages) > 3
    box = made.pages[0].mediabox
    assert box[2] > box[3]
    with made.open_outline() as outline:
        [whole] = outline.root
        names = [item.title for item in whole.children if isinstance(item, OutlineItem)]
    assert names[:2] == ["Per rekening en maand", "Per dienst en project"]
    assert garden.id


@pytest.mark.judged
def test_the_paper_can_be_read_aloud(tmp_path: Path) -> None:
    assert findings("pdf", book_paper.printed(book(YEAR, 2)), tmp_path, "--flavour", "ua1") == ""


def test_it_asks_as_much_of_the_database_however_long_the_budget_is(statements: Callable[[], Any]) -> None:
    enter(2031, {line.row.place: Money(1_000) for line in book(YEAR, 2).lines}, seen=0)
    db.session.expire_all()
    with statements() as few:
        book(2031, 1)
    for number in range(20):
        key = cost_object("service", f"s{number}", f"Dienst {number}").id
        enter(2031, {(line.row.account_id, key): Money(1_000) for line in book(2031, 1).lines[:2]}, seen(2031))
    db.session.expire_all()
    with statements() as many:
        book(2031, 1)
    assert len(many) == len(few) <= 10


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
