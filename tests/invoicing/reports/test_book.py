"""The budget book: the same figures on paper, in a workbook that reckons and in JSON; they are the ledger's."""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pikepdf import OutlineItem, Pdf
from sqlalchemy import update
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.database import db
from coop.errors import NotFound
from coop.ledger.account import Account
from coop.ledger.cost_object import cost_object
from coop.ledger.posting import post
from coop.money import Money
from invoicing.budget.entering import enter
from invoicing.budget.line import by_month
from invoicing.exploitatie.figures import statement
from invoicing.liquidity.weeks import Week
from invoicing.reports import book_data, book_paper
from invoicing.reports.book import Book
from invoicing.reports.book_words import assumptions, explanations, state, summary
from invoicing.reports.gathering import book
from invoicing.reports.months_ahead import MonthAhead, months_ahead
from orders.service import Service
from tests.coop.ledger.cast import sale
from tests.invoicing.reports.cast import VISITS, WHY, YEAR, a_planned_wijk, revised, seen
from tests.invoicing.revenue_model.cast import TODAY
from tests.standards import findings


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


def test_a_service_without_a_plan_tells_its_average_price(garden: Service) -> None:
    found = book(YEAR, 2)
    [planned] = [one for one in found.services if one.key == garden.cost_object_id]
    typed = replace(planned, plan=None, income=Money(605_000))
    assert typed.price == Money(10_083)
    told = assumptions(replace(found, services=[typed]))
    assert "Waar geen prijs is gepland, staat de gemiddelde prijs van een klus." in told


@pytest.mark.parametrize(
    ("last_year", "words"),
    [
        (400_000, "Evenveel als in 2025."),
        (399_900, "€\u00a01 meer dan in 2025."),
        (500_000, "€\u00a01.000 minder dan in 2025 (20 %)."),
    ],
)
def test_a_line_is_told_beside_last_year(last_year: int, words: str) -> None:
    found = book(YEAR, 2)
    grants = next(line for line in found.lines if line.row.total == Money(400_000))
    found = replace(found, lines=[replace(grants, last_year=Money(last_year))])
    assert [said for _, said in explanations(found)] == [words]


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
    assert jobs == "60 klussen keer € 100,00. €\u00a05.550 meer dan in 2025."


def test_a_line_changed_by_hand_does_not_claim_its_plan() -> None:
    found = book(YEAR, 2)
    line = next(line for line in found.lines if line.row.number == "80501")
    enter(YEAR, {line.row.place: Money(610_000)}, seen())
    words = next(words for line, words in explanations(book(YEAR, 2)) if line.row.number == "80501")
    assert words.startswith("Daarna met de hand aangepast.")


def test_it_says_what_it_starts_from() -> None:
    told = assumptions(book(YEAR, 2))
    assert "Een uur vast werk kost € 20,00." in told
    assert "Waar geen prijs is gepland, staat de gemiddelde prijs van een klus." not in told
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
