"""Somebody's language is chosen once: it goes with them to every device, and into every mail."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop.database import db
from coop.mail import Mail
from coop.permission import Role
from coop.wijk import Wijk
from members import admission, member
from tests.members import cast

DUTCH = {"Accept-Language": "nl"}
SignIn = Callable[..., FlaskClient]


def language_of(browser: FlaskClient, address: str = "/account", **headers: str) -> str:
    page = browser.get(address, headers={**DUTCH, **headers}).text
    return page.partition('<html lang="')[2].partition('"')[0]


def test_what_a_member_chooses_holds_on_every_device_and_in_the_mail(app: Flask, sign_in: SignIn) -> None:
    login = cast.a_login(Role.MEMBER, as_member=True)
    phone, desk = sign_in(login=login), sign_in(login=login)
    assert language_of(phone) == language_of(desk) == "nl"
    phone.post("/taal/en")
    assert language_of(phone) == language_of(desk) == "en"
    db.session.refresh(login)
    assert (login.language, login.person.language) == ("en", "en")


def test_a_members_own_choice_goes_before_that_of_the_device(app: Flask, sign_in: SignIn) -> None:
    login = cast.a_login(Role.MEMBER, as_member=True)
    login.read("nl")
    shared = sign_in(login=login)
    shared.set_cookie("language", "en")
    assert language_of(shared) == "nl"


def test_who_is_not_signed_in_has_it_on_the_device_only(app: Flask, client: FlaskClient) -> None:
    assert language_of(client, "/", **{"Accept-Language": "en, nl;q=0.5"}) == "en"
    client.post("/taal/nl")
    assert language_of(client, "/", **{"Accept-Language": "en"}) == "nl"
    assert language_of(app.test_client(), "/", **{"Accept-Language": "en"}) == "en"


def test_a_language_we_do_not_speak_is_not_chosen(client: FlaskClient) -> None:
    assert client.post("/taal/xx").status_code == 404
    assert language_of(client, "/", **{"Accept-Language": "xx, zz;q=0.9"}) == "nl"


@pytest.mark.parametrize(("language", "subject"), [("nl", "Welkom als lid"), ("en", "Welcome as a member")])
def test_the_board_writes_to_an_applicant_in_their_language(app: Flask, language: str, subject: str) -> None:
    db.session.add(Wijk(name="Wijkbedrijf Beijum", city="Groningen"))
    admission.welcome(member.apply(cast.person(language=language)))
    assert db.session.scalars(select(Mail.subject)).one() == subject
