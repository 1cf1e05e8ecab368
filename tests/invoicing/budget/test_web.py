"""The budget on the screen: begun in two clicks, adopted, revised, and never overwritten."""

import io
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.ledger.account import account
from coop.ledger.chart import REVENUE_HIGH, WAGES
from coop.ledger.posting import post
from coop.money import Money
from coop.permission import Role
from invoicing import cost_rate
from invoicing.budget import line
from invoicing.budget.adoption import adopt
from invoicing.budget.line import year_amounts
from invoicing.budget.version import BudgetVersion, draft, in_force, versions
from invoicing.budget.volume import volumes
from tests.coop.command import runner
from tests.coop.ledger.cast import sale
from tests.invoicing.budget.cast import MEETING, YEAR, a_draft, gardens, rent
from tests.invoicing.cast import service, wijk

SignIn = Callable[..., FlaskClient]
PAGE = f"/begroting/{YEAR}"
TODAY = date(2026, 1, 8)


@pytest.fixture
def treasurer(session: scoped_session[Session], sign_in: SignIn) -> FlaskClient:
    """Who makes the budget, in a house that had one garden last year."""
    wijk()
    post([sale(1, 50000, date(2025, 3, 14), gardens()[1])])
    session.commit()
    return sign_in(Role.TREASURER)


def send(client: FlaskClient, address: str, **typed: object) -> Any:
    """Send a form, in January."""
    with clock.at(TODAY):
        return client.post(address, data={name: str(value) for name, value in typed.items()})


def adopted(session: scoped_session[Session]) -> BudgetVersion:
    """A budget that was adopted in December."""
    made = adopt(YEAR, MEETING, a_draft().changes)
    session.commit()
    return made


def test_it_begins_with_last_year_in_one_click_which_can_be_undone(treasurer: FlaskClient) -> None:
    page = treasurer.get(PAGE).text
    assert "Begin met de cijfers van 2025" in page
    assert send(treasurer, f"{PAGE}/van-vorig-jaar", seen=0).status_code == 303
    assert year_amounts(YEAR) == {gardens(): Money(50000)}
    page = treasurer.get(PAGE).text
    assert "Deze versie is nog niet vastgesteld." in page
    [means] = re.findall(r'name="means" value="([^"]+)"', page)
    assert send(treasurer, "/ongedaan", means=means).status_code == 303
    assert year_amounts(YEAR) == {}


def test_the_meeting_adopts_it_and_a_revision_shows_what_changed_and_why(
    treasurer: FlaskClient, session: scoped_session[Session]
) -> None:
    version = a_draft()
    session.commit()
    told = send(treasurer, f"{PAGE}/vaststellen", seen=version.changes, on="2026-01-09")
    assert told.status_code == 422
    assert "Deze vergadering is nog niet geweest." in told.text
    assert send(treasurer, f"{PAGE}/vaststellen", seen=version.changes, on="2025-12-11").status_code == 303
    page = treasurer.get(PAGE).text
    assert "11 dec 2025" in page
    assert "stelde deze versie vast." in page
    assert treasurer.get(f"{PAGE}/invullen").status_code == 404
    seen = versions(YEAR)[0].changes
    assert send(treasurer, f"{PAGE}/herziening", seen=seen).status_code == 303
    assert send(treasurer, f"{PAGE}/herziening", seen=seen).status_code == 409
    line_page = f"{PAGE}/regel/{rent()[0]}/0"
    kept = send(treasurer, f"{line_page}/maanden", seen=seen + 1, amount="720", how="as_it_is")
    assert kept.status_code == 303
    refused = send(treasurer, f"{PAGE}/vaststellen", seen=seen + 2, on="2026-01-08")
    assert "Schrijf in een zin waarom de begroting anders werd." in refused.text
    why = "De huur ging omhoog."
    assert send(treasurer, f"{PAGE}/vaststellen", seen=seen + 2, on="2026-01-08", why=why).status_code == 303
    shown = treasurer.get(f"{PAGE}/verschil/1/2").text
    assert why in shown
    assert "+120,00" in shown
    assert "Tuinonderhoud" not in shown, "the gardens did not change"
    assert "−120,00" in shown, "the result goes down"
    assert treasurer.get(f"{PAGE}/verschil/1/7").status_code == 404


def test_the_board_reads_and_changes_nothing(sign_in: SignIn, session: scoped_session[Session]) -> None:
    wijk()
    a_draft()
    session.commit()
    board = sign_in(Role.BOARD)
    page = board.get(PAGE).text
    assert "Nieuwe regel" not in page
    months = board.get(f"{PAGE}/regel/{rent()[0]}/0").text
    assert months.count("50,00") >= 12
    assert "Regel bewaren" not in months
    for address in ("regel", "diensten", "inlezen", "vaststellen", "invulblad.xlsx"):
        assert board.get(f"{PAGE}/{address}").status_code == 403
    assert board.get("/begroting/1066").status_code == 404
    assert sign_in(Role.MEMBER).get(PAGE).status_code == 403


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ({"amount": "120,01", "how": "even"}, [1001, *[1000] * 11]),
        ({"how": "by_hand", "month_1": "5", "month_12": "7,50"}, [500, *[0] * 10, 750]),
        ({"amount": "90", "how": "history"}, [0, 0, 9000, *[0] * 9]),
        ({"amount": "", "how": "even"}, None),
    ],
    ids=["evenly", "by hand", "as last year", "taken away"],
)
def test_a_line_goes_over_the_months_as_one_likes(
    treasurer: FlaskClient,
    session: scoped_session[Session],
    typed: dict[str, str],
    months: list[int] | None,
) -> None:
    version, (revenue, tuin) = a_draft(), gardens()
    session.commit()
    address = f"{PAGE}/regel/{revenue}/{tuin}"
    assert "Zoals nu" in treasurer.get(address).text
    assert send(treasurer, f"{address}/maanden", seen=version.changes, **typed).status_code == 303
    found = line.by_month(version.id).get((revenue, tuin))
    assert found == (months and [Money(cents) for cents in months])
    other = {**typed, "how": "by_hand", "amount": "77", "month_2": "70"}
    assert (
        months is None
        or "De maanden zijn samen" in send(treasurer, f"{address}/maanden", seen=version.changes, **other).text
    )
    told = send(treasurer, f"{address}/maanden", seen=version.changes - 1, **typed)
    assert told.status_code in {404, 422}
    assert months is None or "Een collega heeft de begroting net aangepast." in told.text


def test_a_new_line_names_an_account_and_is_there_once(treasurer: FlaskClient) -> None:
    key, tuin = account(WAGES).id, gardens()[1]
    assert (
        "Kies een rekening."
        in send(treasurer, f"{PAGE}/regel", seen=0, account=0, cost_object=0, amount="5", how="even").text
    )
    typed = {"account": key, "cost_object": tuin, "amount": "1200", "how": "even"}
    assert send(treasurer, f"{PAGE}/regel", seen=0, **typed).status_code == 303
    assert year_amounts(YEAR) == {(key, tuin): Money(120000)}
    assert "Deze regel is er al." in send(treasurer, f"{PAGE}/regel", seen=1, **typed).text


def test_a_service_is_planned_by_jobs_price_and_hours(
    treasurer: FlaskClient, session: scoped_session[Session]
) -> None:
    tuin = service("tuin", season_opens=6, season_closes=8, frequencies=["season"]).cost_object_id
    cost_rate.set_rate("employee", date(2025, 1, 1), Money(2400))
    version = a_draft()
    session.commit()
    address = f"{PAGE}/diensten/{tuin}"
    assert "Tuinonderhoud" in treasurer.get(f"{PAGE}/diensten").text
    assert 'value="24,00"' in treasurer.get(address).text
    typed = {"visits": 30, "price": "50", "season": "service", "minutes_employee": "1:30", "rate_employee": "24"}
    assert send(treasurer, address, seen=version.changes, **typed).status_code == 303
    assert volumes(YEAR) == {tuin: [0, 0, 0, 0, 0, 10, 10, 10, 0, 0, 0, 0]}
    amounts = year_amounts(YEAR)
    assert amounts[account(REVENUE_HIGH).id, tuin or 0] == Money(150000)
    assert amounts[account(WAGES).id, tuin or 0] == Money(108000)
    wrong = {**typed, "season": "history", "rate_employee": "", "price": "-1", "minutes_volunteer": "9999:00"}
    told = send(treasurer, address, seen=version.changes, **wrong)
    assert told.status_code == 422
    assert "Vul in wat een uur kost." in told.text
    assert "Dit is te veel voor een klus." in told.text
    assert "Dit kan niet onder nul zijn, of zo hoog." in told.text
    told = send(treasurer, address, seen=version.changes, **{**typed, "season": "history"})
    assert "Daar is geen seizoen van bekend." in told.text
    told = send(
        treasurer, address, seen=version.changes, **{**typed, "season": "by_hand", "visits": 31, "month_6": 30}
    )
    assert "De maanden zijn samen" in told.text
    assert treasurer.get(f"{PAGE}/diensten/999").status_code == 404


def test_a_file_goes_in_whole_or_not_at_all(treasurer: FlaskClient) -> None:
    sheet = treasurer.get(f"{PAGE}/invulblad.xlsx").data
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    book.active["F2"] = 750
    book.active.append(["99999", "", "", "Zweefvliegen", 2025, "veel"])
    wrong, right = io.BytesIO(), io.BytesIO()
    book.save(wrong)
    book.active.delete_rows(3)
    book.active["G2"] = None
    for column in range(7, 19):
        book.active.cell(2, column).value = None
    book.save(right)
    address = f"{PAGE}/inlezen"
    for content, code in ((wrong, 422), (right, 303)):
        content.seek(0)
        typed = {"seen": "0", "how": "even", "file": (content, "begroting.xlsx")}
        told = treasurer.post(address, data=typed, content_type="multipart/form-data")
        assert told.status_code == code, told.text
        if code == 422:
            assert told.text.count("regel 3:") == 4
            assert in_force(YEAR) is None
    assert year_amounts(YEAR) == {gardens(): Money(75000)}
    assert "Kies een bestand." in send(treasurer, address, seen=1, how="even").text


def test_a_revision_that_was_begun_by_mistake_goes_away(
    treasurer: FlaskClient, session: scoped_session[Session]
) -> None:
    first = adopted(session)
    send(treasurer, f"{PAGE}/herziening", seen=first.changes)
    assert "concept" in treasurer.get(PAGE).text
    assert "Versie 1" in treasurer.get(f"{PAGE}?versie=1").text
    assert treasurer.get(f"{PAGE}/inlezen").status_code == 200
    assert send(treasurer, f"{PAGE}/herziening/weg", seen=first.changes + 1).status_code == 303
    assert draft(YEAR) is None
    for address in ("regel", "diensten", "inlezen", "vaststellen"):
        assert treasurer.get(f"{PAGE}/{address}").status_code == 404


def test_the_page_asks_the_database_as_little_for_many_lines_as_for_few(
    treasurer: FlaskClient, session: scoped_session[Session], statements: Callable[[], Any]
) -> None:
    a_draft()
    session.commit()
    treasurer.get(PAGE)
    with statements() as seen:
        treasurer.get(PAGE)
    assert len([one for one in seen if one.startswith("SELECT")]) <= 9, seen


def test_the_budget_is_taken_along(treasurer: FlaskClient, session: scoped_session[Session]) -> None:
    a_draft()
    session.commit()
    [csv] = re.findall(r'href="(/als-bestand/begroting\.csv[^"]*)"', treasurer.get(PAGE).text)
    rows = treasurer.get(csv).data.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Rekening;Naam;Soort;Dienst;Jaar;Bedrag;Januari")
    assert len(rows) == 3


def test_the_command_says_the_version_in_force(
    treasurer: FlaskClient,
    session: scoped_session[Session],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    adopted(session)
    coop = runner(treasurer.application, monkeypatch, capsys)
    told = json.loads(coop(f"budget {YEAR} --format json").out)
    assert (told["versie"], told["vastgesteld op"]) == (1, "2025-12-11")
    assert [(row["account"], row["amount"]) for row in told["rows"]] == [("45105", 60000), ("80501", 120000)]
    assert coop(f"budget {YEAR} --version 2").code == 1
