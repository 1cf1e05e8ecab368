"""Signing in as people do it: with a password, with a link, on two devices, and never on a copied cookie."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coop import outbox
from coop.mail import Mail
from coop.permission import Role
from members import throttle
from members.login import Login
from members.session import REST, LoginSession
from members.throttle import Throttle
from members.web.signin import is_local
from members.web.who import device_name
from tests.members import cast

PASSWORD = "een fiets in de schuur"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SignIn = Callable[..., FlaskClient]
At = Callable[[datetime], Any]


def test_the_right_password_opens_and_the_wrong_one_does_not(session: Session, client: FlaskClient) -> None:
    anneke = _anneke(session)
    refused = _try(client, anneke.email, "een fiets in de tuin")
    assert "horen niet bij elkaar" in refused.text
    assert client.get("/account").status_code == 303
    assert _try(client, " ANNEKE.bos@example.org", PASSWORD).location == "/account"
    page = client.get("/account")
    assert "Anneke Bos" in page.text
    assert "dit apparaat" in page.text


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(
    session: Session, client: FlaskClient
) -> None:
    anneke = _anneke(session)
    answers = []
    for address in (anneke.email, "niemand@example.org"):
        page = _try(client, address, "verkeerd wachtwoord").text.replace(address, "")
        answers.append(re.sub(r'value="[^"]*"', "", page))
        assert client.post("/inloggen", data={"email": address, "how": "link"}).location == "/inloggen/mail"
    assert answers[0] == answers[1]
    assert "horen niet bij elkaar" in answers[0]
    assert session.scalars(select(Mail.to)).all() == [anneke.email]


def test_after_signing_in_one_goes_on_to_where_one_was_but_never_elsewhere(
    session: Session, client: FlaskClient
) -> None:
    anneke = _anneke(session)
    asked = client.get("/account?a=1")
    assert asked.location == "/inloggen?next=/account?a%3D1"
    assert _try(client, anneke.email, PASSWORD, address=asked.location).location == "/account?a=1"
    for elsewhere in ("//boef.example", "https://boef.example/", "/\\boef.example", "javascript:alert(1)"):
        client.post("/uitloggen")
        answer = client.post(
            "/inloggen", query_string={"next": elsewhere}, data={"email": anneke.email, "password": PASSWORD}
        )
        assert answer.location.startswith("/")
        assert "boef" not in answer.location


@pytest.mark.parametrize(
    ("path", "local"),
    [
        ("/account?x=1", True),
        ("//boef.example", False),
        ("/\\boef.example", False),
        ("https://boef.example", False),
        ("account", False),
        ("/\tboef", False),
        ("", False),
        (None, False),
    ],
)
def test_a_return_path_stays_in_the_house(path: str | None, local: bool) -> None:
    assert is_local(path) is local


def test_a_link_in_the_mail_lets_in_once_and_looking_at_it_changes_nothing(
    session: Session, app: Flask, client: FlaskClient
) -> None:
    anneke = _anneke(session)
    client.post("/inloggen", data={"email": anneke.email, "how": "link"})
    text = session.scalars(select(Mail.text)).one()
    path = re.search(r"http://localhost(/inloggen/link/\S+)", text)
    assert path
    for _ in range(3):
        assert "Tik op de knop" in client.get(path[1]).text
    assert client.post(path[1]).status_code == 303
    assert client.get("/account").status_code == 200
    other = app.test_client()
    assert "werkt niet meer" in other.get(path[1]).text
    assert other.post(path[1]).status_code == 422
    assert other.get("/account").status_code == 303


def test_a_copied_cookie_is_dead_after_signing_out(session: Session, app: Flask, client: FlaskClient) -> None:
    anneke = _anneke(session)
    _try(client, anneke.email, PASSWORD)
    cookie = client.get_cookie("session")
    assert cookie
    thief = app.test_client()
    thief.set_cookie("session", cookie.value)
    assert thief.get("/account").status_code == 200
    client.post("/uitloggen")
    assert thief.get("/account").status_code == 303
    assert session.scalars(select(LoginSession)).all() == []


def test_one_sees_and_ends_ones_own_sessions_only(session: Session, sign_in: SignIn) -> None:
    anneke, bram = _anneke(session), cast.a_login(Role.BOARD, name="Bram Smit")
    here, there, stranger = sign_in(login=anneke), sign_in(login=anneke), sign_in(login=bram)
    first, second, third = session.scalars(select(LoginSession.id).order_by(LoginSession.id)).all()
    page = here.get("/account").text
    assert f"/account/sessies/{second}/einde" in page
    assert f"/account/sessies/{third}/einde" not in page
    here.post(f"/account/sessies/{third}/einde")
    assert stranger.get("/account").status_code == 200
    here.post(f"/account/sessies/{second}/einde")
    assert there.get("/account").status_code == 303
    again = sign_in(login=anneke)
    here.post("/account/sessies/einde")
    assert (again.get("/account").status_code, here.get("/account").status_code) == (303, 200)
    assert first


@pytest.mark.parametrize("role", [Role.TREASURER, Role.MEMBER])
def test_a_session_ends_after_hours_of_rest_but_not_while_it_is_used(
    session: Session, sign_in: SignIn, at: At, role: Role
) -> None:
    assert timedelta(hours=12) >= REST, "a phone stays signed in for hours, not for days"
    with at(NOON):
        browser = sign_in(role)
    with at(NOON + REST - timedelta(minutes=1)):
        assert browser.get("/account").status_code == 200
    with at(NOON + REST * 2 - timedelta(minutes=2)):
        assert browser.get("/account").status_code == 200
    with at(NOON + REST * 3):
        assert browser.get("/account").status_code == 303


def test_reading_a_page_writes_nothing(
    session: Session, sign_in: SignIn, at: At, statements: Callable[[], Any]
) -> None:
    with at(NOON):
        browser = sign_in(Role.TREASURER)
    with at(NOON + timedelta(hours=2)), statements() as seen:
        browser.get("/account")
    assert [statement for statement in seen if not statement.startswith("SELECT")] in ([], ["BEGIN"])
    with at(NOON + timedelta(hours=2)):
        browser.post("/account/sessies/einde")
    assert session.scalars(select(LoginSession.used_at)).one() == NOON + timedelta(hours=2)


def test_too_many_tries_have_to_wait(session: Session, client: FlaskClient, at: At) -> None:
    anneke = _anneke(session)
    with at(NOON):
        for _ in range(throttle.PER_ACCOUNT):
            assert _try(client, anneke.email, "verkeerd wachtwoord").status_code == 200
        stopped = _try(client, anneke.email, PASSWORD)
        assert stopped.status_code == 429
        assert "Wacht een kwartier" in stopped.text
    with at(NOON + throttle.WINDOW):
        assert _try(client, anneke.email, PASSWORD).status_code == 303
    assert "example.org" not in " ".join(session.scalars(select(Throttle.key)))


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(session: Session, sign_in: SignIn) -> None:
    anneke = _anneke(session)
    here, there = sign_in(login=anneke), sign_in(login=anneke)
    new = {"password": "twee fietsen in de tuin", "again": "twee fietsen in de tuin"}
    assert "niet je wachtwoord" in here.post("/account/wachtwoord", data={"present": "fout", **new}).text
    unequal = here.post("/account/wachtwoord", data={"present": PASSWORD, **new, "again": "anders anders"})
    assert unequal.status_code == 422
    weak = {"present": PASSWORD, "password": "kort", "again": "kort"}
    assert here.post("/account/wachtwoord", data=weak).status_code == 422
    assert here.post("/account/wachtwoord", data={"present": PASSWORD, **new}).status_code == 303
    assert (here.get("/account").status_code, there.get("/account").status_code) == (200, 303)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(session: Session, client: FlaskClient) -> None:
    anneke = _anneke(session)
    cookies = _try(client, anneke.email, PASSWORD).headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]


def test_over_https_the_cookie_stays_there(session: Session, app: Flask, client: FlaskClient) -> None:
    anneke = _anneke(session)
    data = {"email": anneke.email, "password": PASSWORD}
    cookie = client.post("/inloggen", data=data, base_url="https://localhost").headers["Set-Cookie"]
    assert "; Secure" in cookie


def test_somebody_blocked_is_out_and_stays_out(session: Session, sign_in: SignIn, client: FlaskClient) -> None:
    anneke = _anneke(session)
    browser = sign_in(login=anneke)
    anneke.block()
    session.commit()
    assert browser.get("/account").status_code == 303
    assert "horen niet bij elkaar" in _try(client, anneke.email, PASSWORD).text
    client.post("/inloggen", data={"email": anneke.email, "how": "link"})
    assert outbox.work() == 0


def test_a_device_has_a_name_one_recognises() -> None:
    firefox = "Mozilla/5.0 (Android 14; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0"
    assert device_name(firefox) == "Firefox · Android"
    assert device_name("curl/8") == ""


def _anneke(session: Session) -> Login:
    login = cast.a_login(Role.BOARD)
    login.set_password(PASSWORD)
    session.commit()
    return login


def _try(client: FlaskClient, email: str, password: str, address: str = "/inloggen?next=/account") -> Any:
    return client.post(address, data={"email": email, "password": password, "how": "password"})
