"""The pages of the orders floor, walked as resident, coordinator and member."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from coop.database import db
from coop.permission import Role
from coop.wijk import Wijk
from members.engagement import EngagementKind, engage
from members.login import Login
from members.member import Member
from members.party import find_or_make_person
from orders import hours
from orders.finishing import finish_orders
from orders.hours import HourEntry
from orders.job import Job
from orders.order import Order
from orders.staffing import assign
from tests.members.cast import organisation
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]

ASKED = {
    "size": "2",
    "frequency": "once",
    "day": "2026-03-09",
    "postcode": "9736ab",
    "house_number": "12",
    "street": "Boelemaheerd",
    "name": "Fatima Haddad",
    "phone": "06 1234 5678",
    "early_start": "y",
    "once": "een",
}


def a_wijk() -> None:
    db.session.add(Wijk(name="Wijkbedrijf Beijum", city="Groningen"))
    db.session.commit()


def test_a_resident_orders_without_account_and_follows_it_by_link(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        a_wijk()
        cast.garden()
        db.session.commit()
        assert "Tuinonderhoud" in client.get("/").text
        page = client.get("/bestellen/tuin").text
        assert "Bestelling met betalingsverplichting" in page
        assert "€\u00a060,00" in page
        answer = client.post("/bestellen/tuin", data=ASKED)
        assert answer.status_code == 303
        assert "We hebben je bestelling" in client.get(answer.location).text
        again = client.post("/bestellen/tuin", data=ASKED)
        assert again.location == answer.location
    assert db.session.scalar(select(func.count()).select_from(Order)) == 1


def test_the_price_follows_what_is_chosen(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        a_wijk()
        cast.garden()
        db.session.commit()
        parts = client.post("/bestellen/tuin/prijs", data={"size": "3"}).text
    assert "Prijs per keer" in parts
    assert parts.count("€\u00a090,00 per keer") == 1, "the sentence beside the button promises the same price"


def test_the_street_is_asked_once_for_each_postcode(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        a_wijk()
        cast.garden()
        db.session.commit()
        unasked = {**ASKED, "street": ""}
        refused = client.post("/bestellen/tuin", data=unasked)
        assert refused.status_code == 422
        assert "Vul ook je straat in." in refused.text
        assert client.post("/bestellen/tuin", data={**ASKED, "once": "twee"}).status_code == 303
        neighbour = {**unasked, "house_number": "14", "name": "Omar Bakker", "once": "drie"}
        assert client.post("/bestellen/tuin", data=neighbour).status_code == 303
    assert db.session.scalars(select(Order.street)).all() == ["Boelemaheerd", "Boelemaheerd"]


def test_what_was_typed_stays_when_something_is_wrong(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        a_wijk()
        cast.garden()
        db.session.commit()
        answer = client.post("/bestellen/tuin", data={**ASKED, "postcode": "97", "phone": ""})
    assert answer.status_code == 422
    assert "Fatima Haddad" in answer.text
    assert "Dit is geen postcode" in answer.text


def test_a_link_that_is_not_there_is_a_404(app: Flask, client: FlaskClient) -> None:
    a_wijk()
    assert client.get("/bestelling/nergens").status_code == 404


def test_withdrawing_takes_two_steps(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        a_wijk()
        token = cast.an_order().token
        db.session.commit()
        assert "Bevestig de herroeping" in client.get(f"/bestelling/{token}/herroepen").text
        assert client.post(f"/bestelling/{token}/herroepen", data={"once": "x"}).status_code == 303
        assert "herroepen" in client.get(f"/bestelling/{token}").text


def test_the_coordinator_accepts_staffs_and_approves_and_the_member_taps_klopt(
    app: Flask, at: At, sign_in: SignIn
) -> None:
    with at(MONDAY):
        a_wijk()
        order_id = cast.an_order().id
        coordinator = sign_in(Role.COORDINATOR)
        assert "Tuinonderhoud" in coordinator.get("/bestellingen").text
        assert coordinator.post(f"/bestellingen/{order_id}/aanname").status_code == 303
        assert coordinator.post(f"/bestellingen/{order_id}/aanname").status_code == 409
        job = db.session.scalars(select(Job)).one()
        sign_in(Role.MEMBER, as_member=True)
        member = db.session.scalars(select(Member)).one()
        member.admitted_on = member.applied_on = date(2025, 1, 1)
        engage(member, EngagementKind.VOLUNTEER, date(2025, 1, 1))
        db.session.commit()
        assert member.name in coordinator.get(f"/klussen/{job.id}").text
        assert coordinator.post(f"/klussen/{job.id}/inzet", data={"member": member.id}).status_code == 303
        assert "Tuinonderhoud" in coordinator.get(f"/klussen?week={job.day}").text
    with at(job.day):
        login = db.session.scalars(select(Login).where(Login.person_id == member.person_id)).one()
        coordinator, browser = sign_in(Role.COORDINATOR), sign_in(login=login)
        assert "Klopt" in browser.get("/mijn").text
        assert browser.post(f"/mijn/klussen/{job.id}/klopt").status_code == 303
        assert browser.get(f"/mijn/klussen/{job.id}/uren").status_code == 200
        assert browser.get("/mijn/anders").status_code == 200
        entry = db.session.scalars(select(HourEntry)).one()
        assert coordinator.get("/uren").status_code == 200
        assert coordinator.get(f"/uren/{entry.id}/vraag").status_code == 200
        assert coordinator.post("/uren/goedkeuring").status_code == 303
        assert "goedgekeurd" in browser.get("/mijn").text
    db.session.expire_all()
    assert db.session.scalars(select(Job)).one().state == "done"


def test_nobody_sees_the_job_of_another(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        a_wijk()
        job, _ = cast.a_staffed_job()
        browser = sign_in(
            Role.MEMBER,
            as_member=True,
        )
        assert browser.get(f"/mijn/klussen/{job.id}/uren").status_code == 404
        assert browser.get(f"/klussen/{job.id}").status_code == 403
        assert browser.post(f"/mijn/klussen/{job.id}/klopt").status_code == 404


def test_the_planning_asks_as_many_statements_for_many_jobs_as_for_few(
    app: Flask, at: At, sign_in: SignIn, statements: Callable[[], Any]
) -> None:
    with at(MONDAY):
        a_wijk()
        garden = cast.garden()
        browser = sign_in(Role.COORDINATOR)
        counts = []
        for _ in range(2):
            for number in range(6):
                job = cast.a_job(cast.an_order(garden, first_day=date(2026, 3, 9)))
                assign(job, [cast.a_member(f"Lid Nummer{number}", EngagementKind.VOLUNTEER)])
            db.session.commit()
            with statements() as seen:
                assert browser.get("/klussen?week=2026-03-09").status_code == 200
            counts.append(len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= 9
    assert hours.waiting() == []


def test_the_coordinator_changes_the_price_of_a_service(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        a_wijk()
        garden = cast.garden()
        browser = sign_in(Role.COORDINATOR)
        assert "Tuinonderhoud" in browser.get("/diensten").text
        page = browser.get(f"/diensten/{garden.id}")
        assert page.status_code == 200
        told = {
            "name": "Tuinonderhoud",
            "audience": "resident",
            "price_rule": "hour",
            "price": "32,50",
            "reduced_price": "40",
            "vat_rule": "high",
            "minutes": "2:00",
            "people": "1",
            "frequencies": ["once", "weekly"],
            "extra_lines": "Groenafval mee = 12,50",
            "active": "y",
        }
        wrong = browser.post(f"/diensten/{garden.id}", data=told)
        assert wrong.status_code == 422
        assert "hoogstens de gewone prijs" in wrong.text
        assert browser.post(f"/diensten/{garden.id}", data={**told, "reduced_price": "24"}).status_code == 303
        assert browser.post("/diensten/nieuw", data={**told, "reduced_price": ""}).status_code == 422
        new = browser.post("/diensten/nieuw", data={**told, "name": "Sneeuw ruimen", "reduced_price": ""})
        assert new.status_code == 303
    db.session.expire_all()
    assert (garden.price.cents, [extra.name for extra in garden.extras]) == (3250, ["Groenafval mee"])


def test_an_order_is_finished_when_nothing_is_left_to_do(app: Flask, at: At) -> None:
    with at(MONDAY):
        job, member = cast.a_staffed_job()
        finish_orders(MONDAY)
        assert job.order is not None
        assert job.order.state == "accepted"
    with at(job.day):
        hours.approve([hours.confirm(job, member, "een")])
        finish_orders(job.day)
    assert job.order.state == "finished"


def test_work_within_the_days_of_reflection_is_asked_for(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        a_wijk()
        cast.garden()
        db.session.commit()
        unasked = {name: value for name, value in ASKED.items() if name != "early_start"}
        answer = client.post("/bestellen/tuin", data=unasked)
        assert answer.status_code == 422
        assert "bedenktijd" in answer.text
        assert client.post("/bestellen/tuin", data={**unasked, "day": "2026-03-17"}).status_code == 303


def test_what_organisations_order_is_not_in_the_shop(
    app: Flask, client: FlaskClient, at: At, sign_in: SignIn
) -> None:
    with at(MONDAY):
        a_wijk()
        clean = cast.service("schone-wijk", "Schone wijk", audience="organisation")
        client_of_ours = organisation()
        coordinator = sign_in(Role.COORDINATOR)
        assert client.get(f"/bestellen/{clean.slug}").status_code == 404
        found = coordinator.get(f"/bestellen/{clean.slug}?q=Gemeente").text
        assert f"klant={client_of_ours.id}" in found
        assert 'name="reference"' not in found
        assert 'name="reference"' in coordinator.get(f"/bestellen/{clean.slug}?klant={client_of_ours.id}").text
        told = {**ASKED, "name": "Gemeente Groningen", "postcode": "9712HN", "reference": " 4500123001 "}
        answer = coordinator.post(f"/bestellen/{clean.slug}?klant={client_of_ours.id}", data=told)
        assert answer.status_code == 303
        order = db.session.scalars(select(Order)).one()
        assert (order.party_id, order.channel) == (client_of_ours.id, "phone")
        assert order.reference == "4500123001"


def test_the_telephone_tells_what_was_not_known_of_a_customer(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        a_wijk()
        cast.garden()
        known = find_or_make_person(name="Jan Jansen")
        answer = sign_in(Role.COORDINATOR).post(f"/bestellen/tuin?klant={known.id}", data=ASKED)
        assert answer.status_code == 303
        db.session.refresh(known)
        assert known.has_address


def test_a_recurring_order_is_stopped_by_its_link(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        a_wijk()
        order = cast.an_order(frequency="weekly")
        cast.a_job(order)
        db.session.commit()
        assert "Stoppen" in client.get(f"/bestelling/{order.token}").text
    with at(date(2026, 3, 16)):
        assert client.post(f"/bestelling/{order.token}/einde", data={"once": "y"}).status_code == 303
    db.session.expire_all()
    assert order.end_day == date(2026, 3, 18)
