"""The office: people and organisations, who may come in, the settings, and who did what."""

import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from coop import settings_page, wijk
from coop.money import Money
from coop.permission import Role
from coop.wijk import Wijk
from members import login as logins
from members.party import Organisation, Person
from tests.members import cast

SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def house(session: Session) -> None:
    session.add(Wijk(name="Beijum"))
    session.commit()


def test_people_and_organisations_are_added_and_changed(session: Session, sign_in: SignIn) -> None:
    browser = sign_in(Role.COORDINATOR)
    wrong = {"name": "Gemeente Groningen", "kvk": "123", "vat_id": "NL1", "oin": "1"}
    page = browser.post("/mensen/nieuw/organisatie", data=wrong)
    assert page.status_code == 422
    assert page.text.count('class="error"') == 3
    good = {"name": "Gemeente Groningen", "kvk": "12345678", "vat_id": "NL123456789B13", "email": "A@Example.org"}
    made = browser.post("/mensen/nieuw/organisatie", data=good)
    assert made.status_code == 303
    gemeente = session.scalars(select(Organisation)).one()
    assert (gemeente.email, gemeente.oin) == ("a@example.org", "")
    assert "organisatie" in browser.get(made.location).text
    assert 'value="12345678"' in browser.get(f"{made.location}/gegevens").text
    browser.post("/mensen/nieuw/persoon", data={"given_name": "Wim", "family_name": "Bos", "city_pass": "y"})
    wim = session.scalars(select(Person).where(Person.name == "Wim Bos")).one()
    assert wim.city_pass
    browser.post(f"/mensen/{wim.id}/gegevens", data={"given_name": "Willem", "family_name": "Bos"})
    session.refresh(wim)
    assert (wim.name, wim.city_pass) == ("Willem Bos", False)
    found = browser.get("/mensen?search=willem").text
    assert "Willem Bos" in found
    assert "Gemeente" not in re.sub(r"<title>.*?</title>", "", found)
    assert "Gemeente Groningen" in browser.get("/mensen?kind=organisation").text
    assert browser.get("/mensen/999999").status_code == 404


def test_people_go_on_where_the_page_before_ended(session: Session, sign_in: SignIn) -> None:
    people = [cast.person(f"Naam {number // 2:02d}") for number in range(120)]
    browser = sign_in(Role.BOARD)
    seen: dict[int, int] = {}
    address = "/mensen?search=naam"
    for _ in range(3):
        page = browser.get(address).text
        for one in people:
            seen[one.id] = seen.get(one.id, 0) + (f'href="/mensen/{one.id}"' in page)
        older = re.search(r'href="([^"]*after=\d+)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert address == ""
    assert set(seen.values()) == {1}


def test_a_customer_leads_to_their_orders_and_invoices(session: Session, sign_in: SignIn) -> None:
    wim = cast.person("Wim Bos")
    page = sign_in(Role.TREASURER).get(f"/mensen/{wim.id}").text
    assert f"/bestellingen?party={wim.id}" in page
    assert f"/facturen?party={wim.id}" in page
    assert "/facturen?" not in sign_in(Role.COORDINATOR).get(f"/mensen/{wim.id}").text


def test_the_admin_gives_roles_but_never_takes_the_last_admin(session: Session, sign_in: SignIn) -> None:
    admin = cast.a_login(Role.ADMIN)
    browser = sign_in(login=admin)
    wim = cast.person("Wim Bos")
    assert "Wim Bos" in browser.get(f"/toegang/nieuw/{wim.id}").text
    made = browser.post(f"/toegang/nieuw/{wim.id}", data={"email": "", "roles": ["member"]})
    assert made.status_code == 303
    login = logins.of_person(wim.id)
    assert login
    browser.post(f"/toegang/{login.id}", data={"roles": ["board", "treasurer"]})
    session.refresh(login)
    assert login.roles == {Role.BOARD, Role.TREASURER}
    last = browser.post(f"/toegang/{admin.id}", data={"roles": ["member"]})
    assert last.status_code == 422
    assert "enige beheerder" in last.text
    session.refresh(admin)
    assert admin.roles == {Role.ADMIN}
    his = sign_in(login=login)
    browser.post(f"/toegang/{login.id}/blokkade")
    assert his.get("/account").status_code == 303
    browser.post(f"/toegang/{login.id}/blokkade/einde")
    assert his.get("/account").status_code == 303
    assert "Wim Bos" in browser.get("/toegang").text


def test_the_trail_tells_who_did_what(session: Session, sign_in: SignIn) -> None:
    board = cast.a_login(Role.BOARD, name="Aisha Ramdin")
    browser = sign_in(login=board)
    jan = cast.a_member(since=date(2025, 1, 6))
    browser.post(f"/leden/{jan.id}/opzegging", data={"on": "1-7-2025"})
    page = browser.get(f"/logboek?subject=member:{jan.id}").text
    assert "Aisha Ramdin" in page
    assert re.search(r">toegelaten</td><td [^>]*>opgezegd</td>", page)
    assert "di 1 jul 2025" in page
    assert "Alleen over: lid Jan de Vries." in page
    assert "party:" not in page
    assert "lid Jan de Vries" in browser.get("/logboek?subject=member").text
    his = browser.get(f"/logboek?actor=login:{board.id}").text
    assert "Alleen wat Aisha Ramdin deed." in his
    assert "lid Jan de Vries" in his
    assert "niets in het logboek" in browser.get("/logboek?subject=nonsense").text
    assert "lid Jan de Vries" not in browser.get("/logboek?subject=member&until=2020-01-01").text


GOOD = {
    "naam": {"name": "Beijum", "legal_name": "Coöperatie Beijum U.A.", "email": "wijk@example.org"},
    "nummers": {"kvk": "1234 5678", "iban": "nl13 test 0123 4567 89", "vat_id": "NL123456789B13"},
    "afspraken": {"payment_days": "21", "purchase_limit": "750", "small_difference": "0,10"},
}


@pytest.mark.parametrize(
    ("part", "wrong", "sentence"),
    [
        ("naam", {"email": "wijk"}, "geen e-mailadres"),
        ("naam", {"name": ""}, "Vul dit in"),
        ("nummers", {"iban": "NL00TEST0123456789"}, "rekeningnummer klopt niet"),
        ("nummers", {"kvk": "1"}, "acht cijfers"),
        ("nummers", {"vat_id": "NL123456789B14"}, "btw-nummer klopt niet"),
        ("afspraken", {"payment_days": "90"}, "1 tot 60"),
        ("afspraken", {"purchase_limit": "1,2,3"}, "Schrijf het bedrag als"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_a_sentence(
    app: Flask, sign_in: SignIn, part: str, wrong: dict[str, str], sentence: str
) -> None:
    refused = sign_in(Role.TREASURER).post(f"/instellingen/{part}", data=GOOD[part] | wrong)
    assert (refused.status_code, sentence in refused.text) == (422, True)


def test_settings_are_kept_each_on_its_own_page(session: Session, sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    for part, told in GOOD.items():
        assert browser.post(f"/instellingen/{part}", data=told).status_code == 303
    assert browser.post("/instellingen/vergoeding", data={"allowance_basis": "  "}).status_code == 303
    house = wijk.current()
    session.refresh(house)
    assert (house.iban, house.kvk, house.payment_days) == ("NL13TEST0123456789", "12345678", 21)
    assert house.purchase_limit == Money(75_000)
    assert (house.allowance_basis, house.colour, house.logo_sha) == (None, "#1f5c48", None)
    assert "vennootschapsbelasting" in browser.get("/instellingen/vergoeding").text
    assert browser.get("/instellingen/iets").status_code == 404


def test_every_settings_page_says_in_a_sentence_what_it_is_for(app: Flask, sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER, Role.ADMIN)
    page = browser.get("/instellingen").text
    with app.test_request_context("/instellingen"):
        offered = [
            (str(each.label), str(each.sentence), app.url_for(each.endpoint, **each.values))
            for each in settings_page._all()
        ]
    assert {"Naam en adres", "Logo en kleur", "Teksten", "Openingstijden", "Diensten en prijzen"} <= {
        label for label, _sentence, _url in offered
    }
    for label, sentence, url in offered:
        assert sentence.endswith(".")
        assert url in page, f"{label} is not found under the settings"
        assert browser.get(url).status_code == 200


def test_the_logo_and_colour_are_chosen_and_taken_away(session: Session, sign_in: SignIn) -> None:
    browser = sign_in(Role.TREASURER)
    for wrong, sentence in (
        ({"colour": "#ffee00"}, "te licht"),
        ({"logo": (io.BytesIO(b"<svg/>"), "logo.svg")}, "Kies een png"),
    ):
        refused = browser.post("/instellingen/uiterlijk", data=wrong)
        assert (refused.status_code, sentence in refused.text) == (422, True)
    picture = io.BytesIO()
    Image.new("RGB", (30, 10)).save(picture, "PNG")
    picture.seek(0)
    chosen = {"colour": "#7A145A", "logo": (picture, "logo.png")}
    assert browser.post("/instellingen/uiterlijk", data=chosen).status_code == 303
    house = wijk.current()
    session.refresh(house)
    assert (house.colour, house.logo_sha is not None) == ("#7a145a", True)
    assert "Er staat al een logo" in browser.get("/instellingen/uiterlijk").text
    assert browser.post("/instellingen/uiterlijk", data={"no_logo": "y", "colour": "#7a145a"}).status_code == 303
    session.refresh(house)
    assert (house.colour, house.logo_sha) == ("#7a145a", None)


def test_the_own_words_stand_on_the_first_page_and_at_contact(session: Session, sign_in: SignIn) -> None:
    words = {"welcome": "Welkom bij de buren van Beijum.", "about": "Wij zijn er sinds 2019.\n\nVoor <iedereen>."}
    browser = sign_in(Role.TREASURER)
    assert browser.post("/instellingen/teksten", data=words | {"welcome": "x" * 301}).status_code == 422
    assert browser.post("/instellingen/teksten", data=words).status_code == 303
    assert "Welkom bij de buren van Beijum." in browser.get("/").text
    assert "Wij zijn er sinds 2019.</p>" in browser.get("/contact").text
    assert "Voor &lt;iedereen&gt;." in browser.get("/contact").text


@pytest.mark.parametrize(
    ("role", "closed"),
    [
        (Role.MEMBER, ["/leden", "/leden/1", "/mensen", "/contributie", "/toegang", "/instellingen", "/logboek"]),
        (Role.COORDINATOR, ["/contributie", "/toegang", "/instellingen", "/logboek"]),
        (Role.TREASURER, ["/toegang"]),
        (Role.BOARD, ["/contributie", "/toegang", "/instellingen"]),
        (Role.ADMIN, ["/contributie"]),
    ],
)
def test_what_a_role_may_not_see_stays_closed(
    session: Session, sign_in: SignIn, role: Role, closed: list[str]
) -> None:
    browser = sign_in(role)
    assert [browser.get(page).status_code for page in closed] == [403] * len(closed)
    assert browser.get("/account").status_code == 200
