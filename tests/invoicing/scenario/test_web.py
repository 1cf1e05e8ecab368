"""What if on the screen and on the command line: the answer, and the scenarios that are kept."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.ledger.account import account
from coop.ledger.chart import REVENUE_HIGH
from coop.money import Money
from coop.permission import Role
from invoicing.budget.line import by_month
from invoicing.budget.version import draft
from invoicing.budget.volume import volumes
from invoicing.revenue_model.stretch import twelve_months
from invoicing.scenario import scenario
from invoicing.scenario.asked import settled, slider
from invoicing.scenario.changes import Changes, WrongChange
from invoicing.scenario.scenario import NameTaken, NothingChanged, WrongYear, called, keep, scenarios
from tests.coop.command import runner
from tests.invoicing.revenue_model.cast import TODAY, a_wijk

SignIn = Callable[..., FlaskClient]
PAGE = "/wat-als"


@pytest.fixture(autouse=True)
def garden(app: Flask) -> Iterator[int | None]:
    """The gardens of the cast, by their cost object: € 300 in, € 75 out in May; the whole wijk leaves € 175."""
    assert app
    with clock.at(TODAY):
        garden, _ = a_wijk()
        yield garden.cost_object_id


def test_today_stands_beside_what_would_be(sign_in: SignIn, garden: int) -> None:
    client = sign_in(Role.BOARD)
    page = client.get(f"{PAGE}?p{garden}=10").text
    assert figures(page, "Opbrengsten") == ["310,00", "340,00", "+30,00"]
    assert figures(page, "Kosten") == ["135,00", "135,00", "–"]
    assert figures(page, "Resultaat") == ["175,00", "205,00", "+30,00"]
    assert figures(page, "Tuin") == ["225,00", "255,00", "+30,00"]
    assert "Bewaar dit scenario" not in page, "the board looks, the treasurer keeps"
    assert figures(client.get(PAGE).text, "Resultaat") == ["175,00", "175,00", "–"]


def test_without_a_script_the_slider_counts_or_what_was_typed(sign_in: SignIn, garden: int) -> None:
    client = sign_in(Role.BOARD)
    sent = {"was": "", f"p{garden}": "", f"p{garden}_s": "10", "loon": "2,5", "loon_s": "0"}
    answer = client.get(PAGE, query_string=sent)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?p{garden}=10&loon=2%2C5")
    assert client.get(PAGE, query_string={"was": "", "overhead": "", "overhead_s": "0"}).location == PAGE


@pytest.mark.parametrize(
    ("typed", "moved", "was", "counts"),
    [
        ("", "10", "", "10"),
        ("5", "0", "", "5"),
        ("5", "5", "loon=5", "5"),
        ("5", "-3", "loon=5", "-3"),
        ("2,5", "2", "loon=2%2C5", "2,5"),
        ("80", "50", "loon=80", "80"),
        ("7", "20", "loon=5", "7"),
        ("", "5", "loon=5", ""),
    ],
)
def test_of_two_values_the_one_that_was_changed_counts(typed: str, moved: str, was: str, counts: str) -> None:
    assert settled({"loon": typed, "loon_s": moved, "was": was}) == {"loon": counts}


def test_a_slider_stands_where_it_can() -> None:
    assert [slider(text) for text in ("", "2,5", "-80", "veel", "1e999")] == ["0", "2", "-50", "0", "0"]


def test_what_cannot_be_read_is_said_beside_it(sign_in: SignIn) -> None:
    answer = sign_in(Role.BOARD).get(f"{PAGE}?loon=veel")
    assert answer.status_code == 422
    assert 'id="loon-error">Schrijf een percentage als 5 of -2,5.' in answer.text
    assert 'value="veel"' in answer.text


def test_a_scenario_is_kept_opened_renamed_and_put_back(sign_in: SignIn, garden: int) -> None:
    client = sign_in(Role.TREASURER)
    told = {"name": "Duurder", "year": "2027", "said": f"p{garden}=10"}
    assert "Bewaar dit scenario" in client.get(f"{PAGE}?p{garden}=10").text
    assert client.post(PAGE, data=told).status_code == 303
    [kept] = scenarios()
    assert (kept.name, kept.year, kept.changes) == ("Duurder", 2027, Changes(price={garden: 1000}))
    assert "Er is al een scenario" in client.post(PAGE, data=told).text
    page = client.get(f"{PAGE}/scenarios").text
    assert f'href="/wat-als?p{garden}=10"' in page
    assert figures(page, "Duurder</a>")[1:] == ["205,00", "30,00"]
    assert client.post(f"{PAGE}/scenarios/{kept.id}/naam", data={"name": "Tien erbij"}).status_code == 303
    answer = client.post(f"{PAGE}/scenarios/{kept.id}/weg", follow_redirects=True)
    db.session.expire_all()
    assert scenarios() == []
    found = re.search(r'name="means" value="([^"]+)"', answer.text)
    assert found is not None
    assert client.post("/ongedaan", data={"means": found[1]}).status_code == 303
    assert called("tien ERBIJ").changes == Changes(price={garden: 1000})
    assert client.post(f"{PAGE}/scenarios/999/weg").status_code == 404
    assert sign_in(Role.BOARD).post(PAGE, data=told).status_code == 403


def test_nothing_is_kept_under_no_name_twice_or_for_another_age(garden: int) -> None:
    more = Changes(price={garden: 1000})
    keep("Duurder", 2027, more)
    for name, year, changes, refused in (
        ("Duurder", 2027, more, NameTaken),
        ("Leeg", 2027, Changes(), NothingChanged),
        ("Ooit", 2040, more, WrongYear),
        ("  ", 2027, more, scenario.NoName),
    ):
        with pytest.raises(refused):
            keep(name, year, changes)
    called("Duurder").words = {"vreemd": "1"}
    with pytest.raises(WrongChange):
        assert called("Duurder").changes


def test_three_stand_side_by_side_and_not_four(sign_in: SignIn, garden: int) -> None:
    names = ("Duurder", "Goedkoper", "Meer", "Minder")
    for place, name in enumerate(names):
        keep(name, 2027, Changes(price={garden: 500 * (place + 1)}))
    keys = [str(called(name).id) for name in names]
    client = sign_in(Role.BOARD)
    ticked = client.get(f"{PAGE}/vergelijk", query_string=[("s", key) for key in keys[:3]])
    assert (ticked.status_code, ticked.location) == (303, f"{PAGE}/vergelijk?s={'-'.join(keys[:3])}")
    page = client.get(ticked.location).text
    assert figures(page, "Resultaat") == ["175,00", "190,00", "205,00", "220,00"]
    assert figures(page, "Tuin") == ["225,00", "240,00", "255,00", "270,00"]
    rows = client.get(f"/als-bestand/scenarios-vergeleken.csv?s={'-'.join(keys[:2])}").text
    assert "Resultaat;175,00;190,00;205,00" in rows
    too_many = client.get(f"{PAGE}/vergelijk?s={'-'.join(keys)}", follow_redirects=True)
    assert "Kies er hoogstens drie." in too_many.text
    assert client.get(f"{PAGE}/vergelijk?s=999").status_code == 404


def test_a_scenario_becomes_a_budget_in_one_click_and_only_once(sign_in: SignIn, garden: int) -> None:
    kept = keep("Duurder", 2027, Changes(price={garden: 1000}))
    client = sign_in(Role.TREASURER)
    assert "Maak hier de begroting van 2027 van" in client.get(f"{PAGE}/vergelijk?s={kept.id}").text
    made = client.post(f"{PAGE}/scenarios/{kept.id}/begroting")
    assert (made.status_code, made.location) == (303, "/begroting/2027")
    version = draft(2027)
    assert version is not None
    assert version.changes == 1
    turnover = by_month(version.id)[account(REVENUE_HIGH).id, garden]
    assert turnover == [Money(33_000 if month == 5 else 0) for month in range(1, 13)], (
        "in the month it was invoiced"
    )
    assert volumes(2027)[garden][4] == 3
    again = client.post(f"{PAGE}/scenarios/{kept.id}/begroting", follow_redirects=True)
    assert "Er is al een begroting voor 2027." in again.text
    assert sign_in(Role.BOARD).post(f"{PAGE}/scenarios/{kept.id}/begroting").status_code == 403


def test_the_answer_asks_the_database_little(sign_in: SignIn, garden: int, statements: Callable[[], Any]) -> None:
    client = sign_in(Role.TREASURER)
    client.get(PAGE)  # the first answer makes the futures
    with statements() as seen:
        client.get(f"{PAGE}?p{garden}=10")
    assert len([one for one in seen if one.startswith("SELECT")]) <= 10, seen


def test_scenarios_on_the_command_line(
    app: Flask, garden: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep("Duurder", 2027, Changes(price={garden: 1000}))
    keep("Hoger loon", 2027, Changes(wage=500))
    db.session.commit()
    coop = runner(app, monkeypatch, capsys)
    told = json.loads(coop("scenario compare duurder Duurder --format json").out)
    assert [row["what"] for row in told["rows"]][:4] == ["Opbrengsten", "Kosten", "Resultaat", "Verschil met nu"]
    [key] = told["scenarios"]
    assert told["rows"][2] == {"what": "Resultaat", "today": 17_500, key: 20_500}
    assert "Hoger loon" in coop("scenario list").out
    refused = coop("scenario compare Duurder Goedkoper")
    assert (refused.code, refused.err) == (1, "Er is geen scenario “Goedkoper”.\n")


def test_now_is_the_last_twelve_whole_months() -> None:
    stretch = twelve_months(TODAY)
    assert (str(stretch.days.begin), str(stretch.days.end)) == ("2025-06-01", "2026-06-01")


def figures(page: str, name: str) -> list[str]:
    """The amounts in the first row with this name."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.S) if f">{name}" in row)
    cells = re.findall(r'<td class="(?:money|number)[^"]*"[^>]*>(.*?)</td>', row, re.S)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]
