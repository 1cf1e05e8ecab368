"""The pages of the reports: for who may read the exploitatie, for each year and version."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.permission import Role
from tests.invoicing.cast import wijk
from tests.invoicing.reports.cast import WHY, YEAR, a_planned_wijk, revised
from tests.invoicing.revenue_model.cast import TODAY

SignIn = Callable[..., FlaskClient]
BOOK = f"/verslagen/{YEAR}/begroting-2"


@pytest.fixture(autouse=True)
def _today(session: scoped_session[Session]) -> Iterator[None]:
    assert session
    with clock.at(TODAY):
        yield


def read(client: FlaskClient, address: str) -> str:
    """A page as text."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    return answer.text


def test_the_board_finds_each_report_of_a_year(sign_in: SignIn) -> None:
    a_planned_wijk()
    revised()
    client = sign_in(Role.BOARD)
    page = read(client, "/verslagen")
    for address in (f"/verslagen/{YEAR}/leden", f"/verslagen/{YEAR}/leden.pdf", f"{BOOK}.pdf", f"{BOOK}.xlsx"):
        assert f'href="{address}"' in page
    assert WHY in page
    assert page.index("Versie 2") < page.index("Versie 1")


def test_a_year_without_a_budget_says_so(sign_in: SignIn) -> None:
    wijk()
    page = read(sign_in(Role.BOARD), f"/verslagen/{YEAR + 1}")
    assert "Er is nog geen begroting voor 2027." in page
    assert "Dit jaar is nog niet begonnen." in page


def test_the_page_for_the_members_says_on_the_screen_what_is_on_paper(sign_in: SignIn) -> None:
    a_planned_wijk()
    page = read(sign_in(Role.TREASURER), f"/verslagen/{YEAR}/leden")
    for words in ("Halen we het?", "Samen deden we 4 klussen", "kost geld en helpt", "Stemt de vergadering in"):
        assert words in page
    assert page.count('<svg class="drawing"') == 2


def test_the_book_comes_as_workbook_and_json(sign_in: SignIn) -> None:
    a_planned_wijk()
    client = sign_in(Role.BOARD)
    answer: Any = client.get(f"{BOOK}.xlsx")
    assert "begrotingsboek-2026-versie-2.xlsx" in answer.headers["Content-Disposition"]
    assert "Per maand" in openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames
    assert client.get(f"{BOOK}.json").json["version"] == 2
    for missing in (
        f"/verslagen/{YEAR}/begroting-3.json",
        "/verslagen/1999/leden",
        f"/verslagen/{YEAR + 1}/leden",
    ):
        assert client.get(missing).status_code == 404


@pytest.mark.any_database
def test_both_come_as_pdf(sign_in: SignIn) -> None:
    a_planned_wijk()
    client = sign_in(Role.BOARD)
    for address in (f"{BOOK}.pdf", f"/verslagen/{YEAR}/leden.pdf"):
        assert client.get(address).data.startswith(b"%PDF-")


def test_a_member_does_not_open_them(sign_in: SignIn) -> None:
    client = sign_in(Role.MEMBER)
    for address in ("/verslagen", f"/verslagen/{YEAR}/leden", f"/verslagen/{YEAR}/leden.pdf", f"{BOOK}.json"):
        assert client.get(address).status_code == 403
