"""The page for the members' meeting: one A4 in plain words, which names nobody."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Pdf
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
from invoicing.budget.line import year_amounts
from invoicing.forecast.chances import FUTURES
from invoicing.forecast.year_end import YearEnd
from invoicing.reports import meeting_paper
from invoicing.reports.asking import drafts
from invoicing.reports.between import between
from invoicing.reports.meeting import BLOCKS, DIFFERENCES, meeting_report
from invoicing.revenue_model.facts import Worked
from members.engagement import EngagementKind
from tests.coop.ledger.cast import sale
from tests.invoicing.reports.cast import YEAR, a_planned_wijk, revised
from tests.invoicing.revenue_model.cast import TODAY, cost
from tests.standards import findings

REASON = (
    "Een dienst met een naam van veertig tekens: € 119.757 (1.157 %) boven de begroting. Dat komt door 1.305 "
    "klussen meer (€ 119.757). Zonder een lagere prijs per klus (€ 114.560) was het verschil groter."
)
"""The longest there is."""
LONG = "Een dienst met een heel lange naam die niet op de regel past, en ook niet in de tabel"[:80]


@pytest.fixture(autouse=True)
def _today(session: scoped_session[Session]) -> Iterator[None]:
    assert session
    with clock.at(TODAY):
        a_planned_wijk()
        yield


def full() -> None:
    """As much as can be on the page, under the longest names, with a draft of this year and of the next."""
    enter(YEAR + 1, year_amounts(YEAR), seen=0)
    for number in range(9):
        key = cost_object("service", f"lang-{number}", f"{number} {LONG}"[:80]).id
        post([sale(800 + number, 10_000 * (number + 1), date(YEAR, 3, 2), key)])
    for number, account in enumerate(("45320", "45701", "46110", "46140", "46301", "46305"), 300):
        post([cost(number, account, 3_000 * number, None)])
    db.session.execute(update(Account).where(Account.side == "D").values(name=Account.number + " " + LONG[:70]))
    db.session.execute(update(CostObject).values(name=LONG[:79]))


def test_it_says_what_came_in_what_went_out_and_what_people_did() -> None:
    found = meeting_report(YEAR)
    assert found.jobs == 4
    assert found.minutes == {"vast werk": 210, "participatie": 120}
    assert [(block.part.name, str(block.part.amount)) for block in found.moved.blocks] == [
        ("Diensten aan bewoners", "€ 300,00"),
        ("Diensten aan organisaties", "€ 10,00"),
        ("Mensen die werken", "€ 70,00"),
        ("Huur", "€ 50,00"),
        ("Materialen en onderdelen", "€ 15,00"),
    ]
    words = meeting_paper.html(YEAR)
    assert "Samen deden we 4 klussen en werkten we 6 uur:" in words
    assert "kost geld en helpt" in words
    assert "Fiets" in words


def test_what_is_expected_lies_between_what_is_told_around_it() -> None:
    found = meeting_report(YEAR)
    [income, costs] = found.balance.bars
    assert income.total == found.statement.total_income.expected
    assert costs.total == found.statement.total_costs.expected
    assert "In 8 van de 10 gevallen komen we uit tussen" in found.between
    assert meeting_report(YEAR - 1).between == ""


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (120_000, 340_040, "tussen €\u00a01.200 en €\u00a03.400 over. In 99 van"),
        (-120_000, 340_040, "tussen €\u00a01.200 tekort en €\u00a03.400 over. In 50 van"),
        (-340_040, -120_000, "tussen €\u00a03.400 tekort en €\u00a01.200 tekort. In 1 van"),
    ],
)
def test_a_range_is_told_in_hundreds_of_euros_and_says_what_is_short(low: int, high: int, words: str) -> None:
    half = FUTURES // 2
    assert words in between(YearEnd(YEAR, Money(0), Money(0), [low] * half + [high] * half))


def test_the_meeting_is_asked_to_adopt_what_is_still_a_draft() -> None:
    [asked] = meeting_report(YEAR).asked
    assert asked == (
        "Stemt de vergadering in met de nieuwe versie van de begroting van 2026? "
        "Er komt €\u00a010.000 in en er gaat €\u00a08.800 uit. Er blijft €\u00a01.200 over."
    )
    revised()
    assert meeting_report(YEAR).asked == []
    enter(YEAR + 1, {place: -amount for place, amount in year_amounts(YEAR).items()}, seen=0)
    [asked] = meeting_report(YEAR).asked
    assert "Dat is €\u00a01.200 tekort." in asked
    assert meeting_report(YEAR - 1).asked == []


def test_nobody_is_named() -> None:
    words = meeting_paper.html(YEAR)
    for name in ("Jan", "Vries", "Bilal", "Amrani", "Fatima"):
        assert name not in words


def test_a_year_that_has_yet_to_begin_has_no_page() -> None:
    with pytest.raises(NotFound):
        meeting_report(YEAR + 1)


def test_a_wijk_without_anything_has_a_page_too() -> None:
    assert "nog niets geboekt of begroot" in meeting_paper.html(2010)


@pytest.mark.any_database
def test_it_is_exactly_one_a4_however_much_there_is() -> None:
    full()
    found = meeting_report(YEAR)
    [first, *others] = found.model.facts.parts
    everybody = replace(first, worked=tuple(Worked(kind, 6_000_000) for kind in EngagementKind))
    model = replace(found.model, facts=replace(found.model.facts, parts=(everybody, *others)))
    assert len(found.told) == DIFFERENCES
    assert len(found.asked) == 2
    assert [len(bar.blocks) for bar in found.moved.bars] == [3, BLOCKS]
    found = replace(found, told=[REASON] * DIFFERENCES, model=model)
    made = Pdf.open(io.BytesIO(meeting_paper.on_paper(found)))
    [page] = made.pages
    assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]


@pytest.mark.judged
def test_it_can_be_read_aloud(tmp_path: Path) -> None:
    assert findings("pdf", meeting_paper.printed(YEAR), tmp_path, "--flavour", "ua1") == ""


def test_it_asks_as_much_of_the_database_however_much_there_is(statements: Any) -> None:
    meeting_report(YEAR)
    db.session.flush()
    with statements() as few:
        meeting_report(YEAR)
    full()
    db.session.flush()
    with statements() as many:
        meeting_report(YEAR)
    assert len(many) <= len(few) + 1  # a second draft, at most
    assert len(many) <= 40


def test_a_draft_without_lines_asks_nothing() -> None:
    assert [draft.year for draft in drafts(YEAR, YEAR + 1)] == [YEAR]
    assert drafts(YEAR + 1, YEAR + 1) == []
