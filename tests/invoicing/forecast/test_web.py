"""The pages of the forecast, and what the command says."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.ledger.posting import post
from coop.permission import Role
from orders import deciding
from orders.recurrence import Frequency
from tests.coop.command import runner
from tests.coop.ledger.cast import sale
from tests.invoicing.cast import wijk
from tests.invoicing.forecast.test_year_end import thirty_even_months
from tests.orders.cast import an_order, garden

SignIn = Callable[..., FlaskClient]
TODAY = date(2026, 6, 15)


def page(client: FlaskClient, address: str = "/vooruitblik") -> str:
    """A page as text, as it was in June 2026."""
    with clock.at(TODAY):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.usefixtures("app")
def test_the_year_ends_in_a_sentence_with_its_range_and_how_far_off_we_were(sign_in: SignIn) -> None:
    wijk()
    thirty_even_months()
    shown = page(sign_in(Role.BOARD))
    assert "2026 eindigt waarschijnlijk met €\u00a0240 over." in shown
    assert "8 van de 10 keer komt het tussen €\u00a0240 en €\u00a0240 uit." in shown
    assert "De afgelopen 12 maanden zaten we er gemiddeld €\u00a00 per maand naast." in shown
    assert "10 van de 10 keer lag de uitkomst binnen de marge." in shown
    assert shown.count('href="/vooruitblik/') == 12
    assert "<polygon" in shown
    assert "Seizoenen zien we na twee jaar" not in shown


@pytest.mark.usefixtures("app")
def test_a_house_without_history_says_that_it_knows_little(sign_in: SignIn) -> None:
    wijk()
    client = sign_in(Role.TREASURER)
    assert "kijken we hier vooruit" in page(client)
    post([sale(1, 10_000, date(2026, 6, 1))])
    shown = page(client)
    assert "Er is nog geen maand voorbij." in shown
    assert "Er zijn te weinig maanden om na te gaan hoe goed deze vooruitblik is." in shown


@pytest.mark.usefixtures("app")
def test_a_month_opens_to_its_services_costs_and_agreements(sign_in: SignIn) -> None:
    wijk()
    thirty_even_months()
    with clock.at(TODAY):
        deciding.accept(an_order(garden(), frequency=Frequency.MONTHLY))
    client = sign_in(Role.BOARD)
    shown = page(client, "/vooruitblik/2026-8")
    assert "Tuinonderhoud" in shown
    assert "Huur" in shown
    assert "80,00" in shown
    assert 'href="/bestellingen/' in shown
    with clock.at(TODAY):
        assert client.get("/vooruitblik/2031-8").status_code == 404


@pytest.mark.usefixtures("app")
def test_a_member_does_not_see_it(sign_in: SignIn) -> None:
    assert sign_in(Role.MEMBER, as_member=True).get("/vooruitblik").status_code == 403


@pytest.mark.usefixtures("app")
def test_the_months_are_also_there_for_programs(sign_in: SignIn) -> None:
    wijk()
    thirty_even_months()
    found = json.loads(page(sign_in(Role.BOARD), "/vooruitblik.json"))
    assert (len(found["rows"]), found["year_end"], found["year_end_80"]) == (12, 24_000, [24_000, 24_000])
    with clock.at(TODAY):
        assert sign_in(Role.BOARD).get("/als-bestand/vooruitblik.csv").status_code == 200


def test_the_command_looks_as_far_ahead_as_it_is_asked(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    wijk()
    thirty_even_months()
    db.session.commit()
    coop = runner(app, monkeypatch, capsys)
    with clock.at(TODAY):
        found = json.loads(coop("forecast --months 18 --format json").out)
        told = coop("forecast --months 3").out
    assert [row["month"] for row in found["rows"]][-1] == "2027-11"
    assert {row["result"] for row in found["rows"]} == {2_000}
    assert "2026 eindigt waarschijnlijk met €\u00a0240 over." in told
    assert "2026-08" in told
    assert "2026-09" not in told
