"""Everything the house keeps about somebody is theirs to see: nothing of others, and nothing that opens a door."""

import json
from collections.abc import Callable
from datetime import date, time
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from coop.database import Model
from coop.mail import send
from coop.permission import Role
from members import own_data
from members import session as sessions
from members.login import make_login
from orders import calendar_link, hours, order_photo
from orders.staffing import assign
from tests.invoicing.cast import wijk
from tests.members.cast import a_member
from tests.orders import cast
from tests.pictures import photo

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def test_all_of_it_and_nothing_of_others_or_that_opens_a_door(app: Flask, sign_in: SignIn, at: At) -> None:
    with at(MONDAY):
        wijk()
        jan = a_member("Jan de Vries", kind="volunteer")
        login = make_login(jan.person, Role.MEMBER)
        login.set_password("een fijne buurt")
        order = cast.an_order(party=jan.person, remarks="De poort klemt.")
        order_photo.add(order, order_photo.read([photo()]))
        job, els = cast.a_job(order), a_member("Els Kamp", kind="volunteer")
        assign(job, [els])
        doors = [order.token, login.password_hash, calendar_link.renew(jan), sessions.begin(login, "Telefoon")]
        send("jan.de.vries@example.org", "Je link", "een geheime link", about="login:1")
        send("els@example.org", "Voor Els", "iets")
        hours.tell(jan, "een", day=MONDAY, begins=time(9), ends=time(10), service=order.service)
        browser = sign_in(login=login)
        page, told = browser.get("/account/gegevens"), browser.get("/account/gegevens.json")
    assert page.status_code == 200
    assert told.headers["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    found = json.loads(told.text)
    assert found["party"][0]["name"] == "Jan de Vries"
    assert found["orders"][0]["remarks"] == "De poort klemt."
    assert found["hour_entry"][0]["minutes"] == 60
    assert [row["subject"] for row in found["mail"]] == ["Je link"]
    assert len(found["job"]) == len(found["order_photo"]) == 1, "what is of an order comes along"
    assert {"login", "login_session", "member", "engagement", "audit_line"} <= found.keys()
    assert "assignment" not in found, "that somebody else comes is about them"
    for secret in (*doors, "geheime link", els.person.name, "argon2"):
        assert secret
        assert secret not in told.text


def test_no_table_that_points_at_somebody_is_left_out(app: Flask) -> None:
    jan = a_member()
    people = {"party", "member", "login"}
    pointing = {
        table.name
        for table in Model.metadata.sorted_tables
        if {key.column.table.name for key in table.foreign_keys} & people
    }
    assert pointing >= {"orders", "hour_entry", "claim", "invoice", "mandate", "calendar_link"}
    assert pointing | people >= own_data.of_person(jan.person_id).keys() - {"audit_line", "mail"}


def test_somebody_who_only_came_in_sees_their_own_too(app: Flask, sign_in: SignIn) -> None:
    wijk()
    browser = sign_in(Role.ADMIN)
    assert browser.get("/account/gegevens").status_code == 200
    assert "Admin Nummer" in browser.get("/account/gegevens.json").text
