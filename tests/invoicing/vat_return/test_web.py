"""The VAT return on the screen, on paper, as a file and on the command line."""

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.permission import Role
from coop.rules import confirmation
from coop.rules.vat_return import OWN_FAVOUR, SUPPLEMENT
from invoicing.vat_return.command import command
from invoicing.vat_return.filing import file
from invoicing.vat_return.view import view
from tests.invoicing.cast import wijk
from tests.invoicing.vat_return.cast import AUTUMN, SUMMER, buy, third_quarter

SignIn = Callable[..., FlaskClient]
PAGE = "/btw/2026-Q3"


@pytest.fixture(autouse=True)
def _quarter(app: Flask) -> Iterator[None]:
    with clock.at(SUMMER):
        wijk()
        confirmation.withdraw(OWN_FAVOUR)
    third_quarter()
    db.session.commit()
    with clock.at(AUTUMN):
        yield


def test_the_list_says_of_each_period_how_far_it_is(sign_in: SignIn) -> None:
    page = sign_in(Role.BOARD).get("/btw").text
    assert "3e kwartaal 2026" in page
    assert "te doen" in page
    assert "loopt nog" in page
    assert "verzonden" not in page
    with clock.at(date(2026, 11, 2)):
        assert "te laat" in sign_in(Role.BOARD).get("/btw").text


def test_every_box_opens_to_its_lines_in_one_click(sign_in: SignIn) -> None:
    client = sign_in(Role.BOARD)
    page = client.get(PAGE).text
    assert 'href="/btw/2026-Q3/rubriek/1a"' in page
    assert "ja, tot op de cent" in page
    assert "Leg de aangifte vast" not in page
    lines = client.get(f"{PAGE}/rubriek/1a").text
    assert 'href="/facturen/2026-0001"' in lines
    assert "€\u00a0100,02" in lines
    assert "€\u00a021,00" in lines
    bought = client.get(f"{PAGE}/rubriek/5b").text
    assert bought.count('href="/inkoop/') == 3
    assert client.get(f"{PAGE}/rubriek/2a").text.count("€\u00a0400,00") == 3
    total = client.get(f"{PAGE}/rubriek/5g").text
    assert "€\u00a0-42,00" in total
    assert "€\u00a0100,02" not in total
    assert "€\u00a080,00" in client.get(f"{PAGE}/rubriek/exempt").text
    for box in ("3a", "5a", "kor", "outside"):
        assert client.get(f"{PAGE}/rubriek/{box}").status_code == 200
    assert client.get(f"{PAGE}/rubriek/9z").status_code == 404
    assert client.get("/btw/2026-13").status_code == 404


def test_the_treasurer_fixes_it_and_notes_that_it_was_copied(sign_in: SignIn) -> None:
    client = sign_in(Role.TREASURER)
    assert sign_in(Role.BOARD).post(f"{PAGE}/aangifte").status_code == 403
    assert client.post("/btw/2026-Q4/aangifte").status_code == 422
    assert client.post(f"{PAGE}/aangifte").status_code == 303
    page = client.get(PAGE).text
    assert "Over te nemen in Mijn Belastingdienst" in page
    assert "verzonden" not in page
    assert client.post(f"{PAGE}/aangifte").status_code == 422
    assert client.post(f"{PAGE}/overgenomen").status_code == 303
    assert "Overgenomen in Mijn Belastingdienst op" in client.get(PAGE).text
    assert client.get("/bron/vat:2026-Q3").location.endswith(PAGE)


def test_what_came_late_is_shown_asked_and_made_a_supplement(sign_in: SignIn) -> None:
    confirmation.withdraw(SUPPLEMENT)
    file("2026-Q3")
    late = buy("laat", date(2026, 9, 28), 10_000)
    db.session.commit()
    with clock.at(date(2027, 1, 4)):
        client = sign_in(Role.TREASURER)
        assert "al btw-aangifte gedaan" in client.get(f"/inkoop/{late.id}").text
        page = client.get("/btw/2026-Q4").text
        assert "Over eerdere aangiften" in page
        assert "take_late" in page
        assert client.post("/btw/2026-Q4/aangifte").status_code == 422
        [row] = view("2026-Q4").late
        chosen = {"regards": "2026-Q3", "transaction": str(row.transaction_id)}
        assert client.post("/btw/2026-Q4/suppletie", data={"regards": "2026-Q3"}).status_code == 422
        answer = client.post("/btw/2026-Q4/suppletie", data=chosen)
        assert answer.location.endswith("/btw/2026-Q3-S1")
        assert "Btw-suppletie 2026-Q3-S1" in client.get(answer.location).text
        assert "2026-Q3-S1" in client.get("/btw").text
        assert client.get("/btw/2026-Q3-S1/rubriek/5b").text.count('href="/inkoop/') == 1
        assert client.post("/btw/2026-Q4/aangifte", data={"take_late": "y"}).status_code == 303


def test_it_is_taken_along_as_csv_json_and_pdf(sign_in: SignIn) -> None:
    client = sign_in(Role.BOARD)
    csv = client.get(f"{PAGE}.csv").text
    assert "1a;Leveringen/diensten belast met hoog tarief;1000,00;210,00;1000,02;210,00" in csv
    told = json.loads(client.get(f"{PAGE}.json").text)
    assert (told["payable_cents"], told["agrees"], told["rows"][1]["vat"]) == (16_800, True, 500)
    pdf = client.get(f"{PAGE}.pdf")
    assert (pdf.content_type, pdf.data[:5]) == ("application/pdf", b"%PDF-")


def test_how_often_we_declare_is_chosen_in_the_settings(sign_in: SignIn) -> None:
    client = sign_in(Role.TREASURER)
    assert client.post("/btw/instellingen/tijdvak", data={"begin": "2026-11-01", "months": "1"}).status_code == 422
    assert client.post("/btw/instellingen/tijdvak", data={"begin": "2026-10-01", "months": "1"}).status_code == 303
    assert "oktober 2026" in client.get("/btw").text


@pytest.mark.parametrize(("form", "wanted"), [("table", "5g"), ("json", '"payable_cents": 16800'), ("csv", "5g;")])
def test_the_command_line_prints_it(app: Flask, form: str, wanted: str) -> None:
    done = CliRunner().invoke(command, ["return", "2026-Q3", "--format", form])
    assert done.exit_code == 0, done.output
    assert wanted in done.output
