"""An order speaks the language in which it was placed; what is kept of it for the invoice is Dutch."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy import select

from coop.database import db
from coop.languages import told
from coop.mail import Mail
from coop.money import Money
from coop.permission import Role
from orders import deciding, notices
from orders.order import Order
from tests.members.cast import a_login, person
from tests.orders import cast
from tests.orders.test_web import ASKED, MONDAY, a_wijk

At = Callable[[date], Any]


def test_who_orders_in_english_hears_in_english(
    app: Flask, client: FlaskClient, sign_in: Callable[..., FlaskClient], at: At
) -> None:
    with at(MONDAY):
        a_wijk()
        cast.garden(minimum=Money(9000))
        client.post("/bestellen/tuin", data={**ASKED, "email": "f@example.org"}, headers={"Accept-Language": "en"})
        placed = db.session.scalars(select(Order)).one()
        assert (placed.language, placed.party.language) == ("en", "en")
        assert [line["text"] for line in placed.lines] == ["Tuinonderhoud (minimum)"]
        sign_in(Role.COORDINATOR).post(f"/bestellingen/{placed.id}/aanname", data={"once": "a"})
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [mail.text.split()[0] for mail in mails] == ["Dear", "We"]


def test_who_orders_over_the_phone_hears_in_their_own_language_not_the_coordinators(
    app: Flask, sign_in: Callable[..., FlaskClient], at: At
) -> None:
    with at(MONDAY):
        a_wijk()
        cast.garden()
        customer = person(language="nl")
        desk = sign_in(Role.COORDINATOR)
        desk.post("/taal/en")
        desk.post(f"/bestellen/tuin?klant={customer.id}", data=ASKED)
        assert db.session.scalars(select(Order.language)).one() == "nl"
        desk.post("/bestellen/tuin", data={**ASKED, "name": "Olga Nieuw", "once": "twee"})
    assert set(db.session.scalars(select(Order.language))) == {"nl"}


def test_the_first_services_are_known_in_every_language_and_others_keep_their_name(app: Flask) -> None:
    with force_locale("en"):
        assert told("Zonwering wassen") == "Zonwering wassen"
        assert told("") == ""


def test_a_notice_leaves_the_language_of_who_acts_as_it_was(app: Flask, at: At) -> None:
    with at(MONDAY):
        a_wijk()
        order = cast.an_order()
        order.language = "en"
        with force_locale("nl"):
            deciding.accept(order)
            notices.tell_decision(order, "https://wijk.example.org/1")
            assert told("Tuinonderhoud") == "Tuinonderhoud"
    assert "who comes" in db.session.scalars(select(Mail.text)).one()


def test_who_chooses_a_language_on_the_page_of_an_order_gets_its_mails_in_it(
    app: Flask, client: FlaskClient, at: At
) -> None:
    with at(MONDAY):
        a_wijk()
        order = cast.an_order()
        other = cast.an_order(order.service)
        db.session.commit()
        client.post("/taal/en", data={"next": f"/bestelling/{order.token}?nieuw=1"})
        for elsewhere in ("/", "/bestelling/", "/bestelling/nergens", f"/elders/{other.token}"):
            assert client.post("/taal/en", data={"next": elsewhere}).status_code == 303
    db.session.expire_all()
    assert (order.language, other.language) == ("en", "nl")


def test_a_complaint_in_arabic_reaches_the_coordinator_in_dutch(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        a_wijk()
        order = cast.an_order()
        visit = cast.a_job(order)
        visit.close()
        a_login(Role.COORDINATOR)
        db.session.commit()
        told_it = client.post(
            f"/bestelling/{order.token}/klus/{visit.id}/niet-goed",
            data={"what": "undone"},
            headers={"Accept-Language": "ar"},
        )
    assert told_it.status_code == 303
    subjects = db.session.scalars(select(Mail.subject)).all()
    assert [subject for subject in subjects if subject.startswith("Een klant is niet tevreden")]
