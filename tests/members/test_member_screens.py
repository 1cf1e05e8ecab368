"""Members on the screen: applying, deciding, the register, taking part, and the contribution."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coop import clock
from coop.mail import Mail
from coop.money import Money
from coop.permission import Role
from coop.wijk import Wijk
from members import contribution, engagement, member
from members import login as logins
from members.engagement import EngagementKind
from members.member import Member
from members.party import Party
from tests.members import cast

SignIn = Callable[..., FlaskClient]

APPLICATION = {
    "given_name": "Sanne",
    "family_name": "van der Meer",
    "email": "Sanne@example.org",
    "phone": "06 1234 5678",
    "street": "Jaltadaheerd",
    "house_number": "7",
    "postcode": "9737hk",
    "city": "Groningen",
    "wish": "Ik kan goed snoeien.",
}


@pytest.fixture(autouse=True)
def house(session: Session) -> None:
    session.add(Wijk(name="Beijum"))
    session.commit()


def test_anybody_applies_and_the_board_admits(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    assert "Beijum" in client.get("/lid-worden").text
    talent = re.findall(r'name="talents"[^>]*value="(\d+)"', client.get("/lid-worden").text)[0]
    assert client.post("/lid-worden", data={**APPLICATION, "talents": talent}).location == "/lid-worden/bedankt"
    assert client.get("/lid-worden/bedankt").status_code == 200
    board = sign_in(Role.BOARD)
    assert "1 aanvraag wacht" in board.get("/leden").text
    assert "Sanne van der Meer" in board.get("/leden/aanvragen").text
    sanne = member.applicants()[0]
    assert (sanne.person.postcode, sanne.person.phone) == ("9737 HK", "+31612345678")
    assert len(sanne.talents) == 1
    page = board.get(f"/leden/{sanne.id}").text
    assert "Ik kan goed snoeien." in page
    board.post(f"/leden/{sanne.id}/toelating", data={"on": clock.today().isoformat()})
    session.refresh(sanne)
    assert sanne.number == 1
    again = board.post(f"/leden/{sanne.id}/toelating", data={"on": "3-2-2099"})
    assert again.status_code == 409
    login = logins.by_email("sanne@example.org")
    assert login
    assert login.roles == {Role.MEMBER}
    assert "lidnummer is 1" in session.scalars(select(Mail.text)).one()


def test_a_wrong_application_keeps_what_was_typed(session: Session, client: FlaskClient) -> None:
    page = client.post("/lid-worden", data={**APPLICATION, "postcode": "97", "email": "sanne"})
    assert page.status_code == 422
    assert "Dit is geen postcode" in page.text
    assert "Dit is geen e-mailadres" in page.text
    assert 'value="Jaltadaheerd"' in page.text
    assert member.applicants() == []
    client.post("/lid-worden", data=APPLICATION)
    twice = client.post("/lid-worden", data=APPLICATION)
    assert "is al lid of heeft zich al aangemeld" in twice.text


def test_the_board_turns_down_with_a_reason(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    client.post("/lid-worden", data=APPLICATION)
    sanne, board = member.applicants()[0], sign_in(Role.BOARD)
    assert board.post(f"/leden/{sanne.id}/afwijzing", data={"because": ""}).status_code == 422
    board.post(f"/leden/{sanne.id}/afwijzing", data={"because": "Je woont buiten de wijk."})
    session.refresh(sanne)
    assert sanne.state == "refused"
    assert "Je woont buiten de wijk." in session.scalars(select(Mail.text)).one()


def test_the_register_is_searched_filtered_and_as_of_a_day(session: Session, sign_in: SignIn) -> None:
    cast.a_member("Ans Bakker", EngagementKind.VOLUNTEER, since=date(2025, 1, 1)).resign(date(2025, 6, 1))
    cast.a_member("Bert Kaya", EngagementKind.EMPLOYEE, since=date(2025, 3, 1), street="Atensheerd")
    browser = sign_in(Role.BOARD)

    def names(query: str) -> list[str]:
        return re.findall(r'<a href="/leden/\d+">([^<]+)</a>', browser.get(f"/leden?{query}").text)

    assert names("on=2025-04-01") == ["Ans Bakker", "Bert Kaya"]
    assert names("on=2025-07-01") == names("") == ["Bert Kaya"]
    assert names("on=2025-04-01&search=atens") == ["Bert Kaya"]
    assert names("on=2025-04-01&search=1") == ["Ans Bakker", "Bert Kaya"]  # number 1, and house number 12
    assert names("on=2025-04-01&kind=volunteer") == ["Ans Bakker"]
    assert names("on=2025-04-01&kind=nonsense") == ["Ans Bakker", "Bert Kaya"]
    assert "Geen leden gevonden" in browser.get("/leden?search=zzz").text
    volunteers = "/leden?on=2025-04-01&kind=volunteer"
    file = re.findall(r'href="(/als-bestand/ledenregister\.csv[^"]*)"', browser.get(volunteers).text)[0]
    assert [line.split(";")[1] for line in browser.get(unescape(file)).text.splitlines()] == ["Naam", "Ans Bakker"]
    assert browser.get("/leden?_method=POST&_anchor=x").status_code == 200
    sheet = browser.get("/als-bestand/ledenregister.csv?on=2025-04-01").text.splitlines()
    assert sheet[0].startswith("\ufeffNummer;Naam;")
    assert sheet[2] == (
        "2;Bert Kaya;Atensheerd;12;9736 HB;Groningen;bert.kaya@example.org;+31600000012;2025-03-01;;vast werk"
    )
    paper = browser.get("/leden/afdruk?on=2025-04-01").text
    assert "Ans Bakker" in paper
    assert "data-print" in paper


def test_the_register_pages_and_asks_as_much_for_many_as_for_few(
    session: Session, sign_in: SignIn, statements: Callable[[], Any]
) -> None:
    for number in range(120):
        cast.a_member(f"Lid {number:03d}", EngagementKind.VOLUNTEER, email=f"lid{number}@example.org")
    browser = sign_in(Role.BOARD)
    with statements() as seen:
        first = browser.get("/leden").text
    assert len([statement for statement in seen if statement.startswith("SELECT")]) <= 8
    assert first.count('href="/leden/') >= 50
    second = re.search(r'rel="next" href="([^"]+)"', first)
    assert second
    assert "Lid 050" in browser.get(second[1].replace("&amp;", "&")).text


def test_an_engagement_is_begun_and_ended_on_the_page(session: Session, sign_in: SignIn) -> None:
    jan, browser = cast.a_member(), sign_in(Role.COORDINATOR)
    begun = {"kind": "volunteer", "begin": "1-3-2025"}
    assert browser.post(f"/leden/{jan.id}/inzet", data=begun).status_code == 303
    refused = browser.post(f"/leden/{jan.id}/inzet", data=begun)
    assert refused.status_code == 422
    assert "heeft deze inzet al" in refused.text
    one = engagement.history(jan.id)[0]
    wrong = browser.post(f"/leden/{jan.id}/inzet/{one.id}/einde", data={"end": "1-2-2025"})
    assert "na de begindatum" in wrong.text
    assert browser.post(f"/leden/{jan.id}/inzet/{one.id}/einde", data={"end": "1-4-2025"}).status_code == 303
    session.refresh(one)
    assert one.end == date(2025, 4, 1)
    other = cast.a_member("Bert Kaya")
    assert browser.post(f"/leden/{other.id}/inzet/{one.id}/einde", data={"end": "1-5-2025"}).status_code == 404


def test_talents_are_ticked(session: Session, sign_in: SignIn) -> None:
    jan, browser = cast.a_member(), sign_in(Role.COORDINATOR)
    ids = re.findall(r'name="talents"[^>]*value="(\d+)"', browser.get(f"/leden/{jan.id}").text)
    assert browser.post(f"/leden/{jan.id}/talenten", data={"talents": ids[:3]}).status_code == 303
    session.refresh(jan)
    assert len(jan.talents) == 3


def test_the_board_ends_a_membership(session: Session, sign_in: SignIn) -> None:
    jan, board = cast.a_member(since=date(2025, 1, 6)), sign_in(Role.BOARD)
    early = board.post(f"/leden/{jan.id}/opzegging", data={"on": "1-1-2025"})
    assert "niet vóór de dag van toelating" in early.text
    assert board.post(f"/leden/{jan.id}/opzegging", data={"on": "1-7-2025"}).status_code == 303
    session.refresh(jan)
    assert jan.resigned_on == date(2025, 7, 1)
    assert "opgezegd" in board.get(f"/leden/{jan.id}").text


def test_dues_of_a_year_in_one_click(session: Session, sign_in: SignIn) -> None:
    cast.a_member("Ans Bakker")
    cast.a_member("Bert Kaya")
    browser = sign_in(Role.TREASURER)
    assert browser.post("/contributie/tarief", data={"year": "2025", "amount": "12,50"}).status_code == 303
    page = browser.get("/contributie?year=2025").text
    assert "Zet de contributie van 2 leden klaar" in page
    browser.post("/contributie/2025")
    page = browser.get("/contributie?year=2025").text
    assert "€\u00a025,00" in page
    assert "leden klaar<" not in page
    due = contribution.dues(2025)[0]
    browser.post(f"/contributie/{due.id}/kwijtschelding")
    assert contribution.open_dues()[0].amount == Money(1250)
    assert len(contribution.open_dues()) == 1
    assert browser.post(f"/contributie/{due.id}/kwijtschelding").status_code == 409
    fixed = browser.post("/contributie/tarief?year=2025", data={"year": "2025", "amount": "15"})
    assert fixed.status_code == 422
    assert browser.post("/contributie/2031").status_code == 422


def test_a_coordinator_sees_a_member_but_decides_nothing(session: Session, sign_in: SignIn) -> None:
    jan, browser = cast.a_member(), sign_in(Role.COORDINATOR)
    assert "Lidmaatschap beëindigen" not in browser.get(f"/leden/{jan.id}").text
    assert browser.post(f"/leden/{jan.id}/opzegging", data={"on": "1-7-2025"}).status_code == 403
    assert session.scalars(select(Member.state)).all() == ["admitted"]
    assert session.scalars(select(Party.id)).all()
