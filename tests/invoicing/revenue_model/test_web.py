"""The revenue model on the screen and on the command line."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.permission import Role
from invoicing.revenue_model.choice import chosen
from tests.coop.command import Coop, runner
from tests.invoicing.revenue_model.cast import TODAY, a_wijk

SignIn = Callable[..., FlaskClient]
PAGE = "/verdienmodel"


@pytest.fixture(autouse=True)
def keys(app: Flask) -> Iterator[tuple[int | None, int | None]]:
    """The two services of the cast, by their cost object."""
    assert app
    with clock.at(TODAY):
        garden, bicycles = a_wijk()
        yield garden.cost_object_id, bicycles.cost_object_id


def test_the_board_sees_each_service_twice_by_money_and_by_help(sign_in: SignIn) -> None:
    page = sign_in(Role.BOARD).get(PAGE).text
    assert "kost geld en helpt" in page
    assert ">nooit<" in page, "a margin of nothing never pays what is fixed"
    assert "Anders verdelen" not in page
    assert 'href="/exploitatie/2026/geboekt?service=0&amp;side=D"' in page
    earning = page.split('id="helpen"')[0]
    assert earning.index("Tuin</a>") < earning.index("Fiets</a>")
    giving = page.split('id="helpen"')[1]
    assert giving.index("Fiets</a>") < giving.index("Tuin</a>")


def test_a_service_opens_to_its_bookings(sign_in: SignIn, keys: tuple[int, int]) -> None:
    client = sign_in(Role.TREASURER)
    page = client.get(f"{PAGE}/{keys[0]}?jaar=2026").text
    assert "Uit de kosten bij" in page
    for account in ("80501", "40110", "70053"):
        address = f"/exploitatie/2026/geboekt?account={account}&amp;service={keys[0]}"
        assert f'href="{address}"' in page
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    other = client.get(f"{PAGE}/{keys[1]}?jaar=2026").text
    assert "meer dan hij opbrengt. En deze dienst helpt mensen: 2 uur meedoen en leren." in other
    assert "Nooit: elke klus kost meer dan hij opbrengt." in other
    assert "/geboekt" not in client.get(f"{PAGE}/{keys[0]}?jaar=12").text
    assert client.get(f"{PAGE}/999").status_code == 404
    assert client.get(f"{PAGE}/{keys[0]}?jaar=2025").status_code == 404


def test_a_year_that_is_not_there_is_not_shown(sign_in: SignIn) -> None:
    client = sign_in(Role.BOARD)
    assert client.get(f"{PAGE}?jaar=1066").status_code == 404
    assert client.get(f"{PAGE}?jaar=2025").status_code == 200


def test_the_treasurer_chooses_the_key_with_a_reason(sign_in: SignIn) -> None:
    client = sign_in(Role.TREASURER)
    told = {"key": "jobs", "guidance_minutes": "20", "reason": ""}
    answer = client.post(f"{PAGE}/verdeling", data=told)
    assert answer.status_code == 422
    assert "<details open>" in answer.text
    assert client.post(f"{PAGE}/verdeling", data={**told, "reason": "Zo koos de ALV."}).status_code == 303
    made = chosen()
    assert made is not None
    assert (made.overhead_key, made.guidance_minutes, made.reason) == ("jobs", 20, "Zo koos de ALV.")
    assert "Waarom zo: Zo koos de ALV." in client.get(PAGE).text
    assert sign_in(Role.BOARD).post(f"{PAGE}/verdeling", data=told).status_code == 403


def test_a_member_does_not_see_it(sign_in: SignIn) -> None:
    assert sign_in(Role.MEMBER).get(PAGE).status_code == 403


def test_the_page_asks_the_database_little(sign_in: SignIn, statements: Callable[[], Any]) -> None:
    client = sign_in(Role.TREASURER)
    with statements() as seen:
        client.get(PAGE)
    assert len([one for one in seen if one.startswith("SELECT")]) <= 10, seen


def test_the_lists_are_taken_along(sign_in: SignIn) -> None:
    client = sign_in(Role.BOARD)
    rows = client.get("/als-bestand/verdienmodel.csv?jaar=2026").text.splitlines()
    assert len(rows) == 3
    assert rows[1].startswith("Tuin;3;100,00;180;300,00;60,00;0,00;15,00;")
    assert "2026;300,00;10,00;0,00;0,00;0,00;310,00;0" in client.get("/als-bestand/opbrengsten-per-jaar.csv").text


def test_break_even_on_the_command_line(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    db.session.commit()
    coop = runner(app, monkeypatch, capsys)
    with clock.at(date(2026, 12, 31)):
        rows = json.loads(coop("break-even --format json").out)["rows"]
        assert [(row["service"], row["per_job"], row["break_even"]) for row in rows] == [
            ("Tuin", 7_500, 1),
            ("Fiets", 0, None),
        ]
        assert [row["service"] for row in json.loads(coop("break-even tu --format json").out)["rows"]] == ["Tuin"]
        wrong = _refused(coop, "break-even zwembad")
        assert re.match(r"De dienst “zwembad” is er niet.* Er zijn: Fiets, Tuin\.", wrong)


def _refused(coop: Coop, words: str) -> str:
    answer = coop(words)
    assert (answer.code, answer.out) == (1, "")
    return answer.err
