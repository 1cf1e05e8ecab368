"""A form sent twice, a second tab, two colleagues at the same moment: one effect, and the second is told."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock
from coop.audit import AuditLine
from coop.database import db
from coop.ledger.transaction import Transaction
from coop.ledger.verify import verify
from coop.mail import Mail
from coop.money import Money
from coop.outbox import OutboxTask
from coop.permission import Role
from invoicing import cost_rate
from invoicing.billing import to_invoice
from invoicing.billing_run import BillingRun
from invoicing.invoice import Invoice
from members import member
from members.engagement import EngagementKind
from members.login import make_login
from members.member import Member
from orders import hours
from orders.hours import HourEntry
from orders.job import Assignment, Job
from orders.order import Order
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import a_member, person
from tests.orders.cast import a_job, a_staffed_job, an_order, garden
from tests.stories.at_once import at_once, count

MONDAY = date(2026, 3, 2)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        cost_rate.set_rate(EngagementKind.EMPLOYEE, date(2026, 1, 1), Money(2400))
        yield
        assert verify().first_fault is None


def test_two_treasurers_confirm_the_same_preview(two: Any) -> None:
    work = service()
    for name in ("Ali Demir", "Bea Smit", "Cor Vos"):
        done_job(person(name), work, date(2026, 2, 16))
    (_, _), (code, told) = two(Role.TREASURER, "/factureren", _chosen())
    assert (code, "een collega was je voor" in told) == (409, True)
    assert db.session.scalars(select(Invoice.number).order_by(Invoice.number)).all() == [
        "2026-0001",
        "2026-0002",
        "2026-0003",
    ]
    assert count(BillingRun) == count(OutboxTask) == 1


def _chosen() -> dict[str, Any]:
    bills = to_invoice(MONDAY + timedelta(days=1))
    return {"until": str(MONDAY), "bill": [f"{bill.key}|{bill.fingerprint}" for bill in bills]}


def test_one_treasurer_sends_the_preview_twice(sign_in: SignIn) -> None:
    done_job(person(), service(), date(2026, 2, 16))
    browser, form = sign_in(Role.TREASURER), {**_chosen(), "once": "een sleutel"}
    answers = at_once(MONDAY, *[(browser, "/factureren", form)] * 2)
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/factureren/ronde/1")}
    assert "al verwerkt" in browser.get("/factureren/ronde/1").text
    assert count(Invoice) == 1


def test_two_coordinators_accept_the_same_order(two: Any) -> None:
    order = an_order(garden())
    (first, _), (second, told) = two(Role.COORDINATOR, f"/bestellingen/{order.id}/aanname")
    assert (first, second) == (303, 409)
    assert "al beslist" in told
    assert count(Job) == count(Mail, Mail.about == f"orders:{order.id}") == 1


def test_one_accepts_and_another_declines_the_same_order(sign_in: SignIn) -> None:
    order = an_order(garden())
    address = f"/bestellingen/{order.id}"
    marga, piet = sign_in(Role.COORDINATOR), sign_in(Role.COORDINATOR)
    accepted, declined = at_once(
        MONDAY,
        (marga, f"{address}/aanname", {}),
        (piet, f"{address}/afwijzing", {"reason": "Vol."}),
    )
    assert sorted([accepted.status_code, declined.status_code]) in ([303, 409], [303, 422])
    db.session.expire_all()
    assert (order.state, count(Job)) == (("accepted", 1) if accepted.status_code == 303 else ("declined", 0))


def test_a_customer_withdraws_while_the_order_is_accepted(app: Flask, sign_in: SignIn) -> None:
    order = an_order(garden())
    marga, fatima = sign_in(Role.COORDINATOR), app.test_client()
    at_once(
        MONDAY,
        (marga, f"/bestellingen/{order.id}/aanname", {}),
        (fatima, f"/bestelling/{order.token}/herroepen", {}),
    )
    db.session.expire_all()
    assert order.state == "withdrawn"
    assert count(Job, Job.state == "planned") == 0


def test_two_coordinators_give_away_the_last_place_on_a_job(two: Any) -> None:
    job = a_job()
    jan, els = (a_member(name, EngagementKind.EMPLOYEE) for name in ("Jan de Vries", "Els Kuiper"))
    (first, _), (second, told) = two(
        Role.COORDINATOR, f"/klussen/{job.id}/inzet", {"member": jan.id}, {"member": els.id}
    )
    assert (first, second) == (303, 422)
    assert "al genoeg mensen" in told
    assert count(Assignment) == 1


def test_two_coordinators_put_the_same_member_on_a_job(two: Any) -> None:
    job, jan = a_job(), a_member("Jan de Vries", EngagementKind.EMPLOYEE)
    answers = two(Role.COORDINATOR, f"/klussen/{job.id}/inzet", {"member": jan.id})
    assert [code for code, _ in answers] == [303, 303]
    assert count(Assignment) == 1


@pytest.mark.parametrize("kind", [EngagementKind.EMPLOYEE, EngagementKind.PARTICIPATION])
@pytest.mark.parametrize("one_by_one", [True, False])
def test_two_coordinators_approve_the_same_hours(two: Any, kind: EngagementKind, one_by_one: bool) -> None:
    job, jan = a_staffed_job(kind=kind)
    with clock.at(job.day):
        entry = hours.confirm(job, jan, "een-tik")
        address = f"/uren/{entry.id}/goedkeuring" if one_by_one else "/uren/goedkeuring"
        answers = two(Role.COORDINATOR, address)
    assert [code for code, _ in answers] == ([303, 409] if one_by_one else [303, 303])
    paid = kind == EngagementKind.EMPLOYEE
    assert count(Transaction, Transaction.source == f"hours:{entry.id}") == paid
    assert count(AuditLine, AuditLine.subject == f"hour_entry:{entry.id}", AuditLine.now == "approved") == 1
    assert count(Job, Job.state == "done") == 1


def test_one_approves_hours_that_another_asks_about(sign_in: SignIn) -> None:
    job, jan = a_staffed_job()
    with clock.at(job.day):
        entry = hours.confirm(job, jan, "een-tik")
        marga, piet = sign_in(Role.COORDINATOR), sign_in(Role.COORDINATOR)
        approved, asked = at_once(
            job.day,
            (marga, f"/uren/{entry.id}/goedkeuring", {}),
            (piet, f"/uren/{entry.id}/vraag", {"question": "Tot hoe laat?"}),
        )
    db.session.expire_all()
    assert approved.status_code == 303
    assert (asked.status_code, "al goedgekeurd" in asked.text) in {(422, True), (303, False)}
    assert (entry.state, entry.question) == ("approved", "")
    assert count(Transaction, Transaction.source == f"hours:{entry.id}") == 1


def test_a_member_tells_the_same_hours_in_two_tabs(sign_in: SignIn) -> None:
    job, jan = a_staffed_job()
    with clock.at(job.day):
        login = make_login(jan.person, Role.MEMBER)
        tabs = [sign_in(login=login), sign_in(login=login)]
        answers = at_once(
            job.day,
            *((tab, f"/mijn/klussen/{job.id}/klopt", {}) for tab in tabs),
        )
    assert [answer.status_code for answer in answers] == [303, 303]
    assert count(HourEntry) == 1


def test_the_board_admits_an_applicant_twice(two: Any) -> None:
    applicant = member.apply(person("Noor Prins"), on=MONDAY)
    (first, _), (second, _told) = two(Role.BOARD, f"/leden/{applicant.id}/toelating", {"on": str(MONDAY)})
    assert (first, second) == (303, 409)
    assert count(Member, Member.number == 1) == 1
    assert count(Mail) == 1


def test_an_order_that_is_placed_twice_by_one_form_is_one_order(app: Flask) -> None:
    garden()
    form = {
        "size": "2",
        "frequency": "once",
        "day": "2026-03-09",
        "postcode": "9736 HB",
        "house_number": "12",
        "street": "Boelemaheerd",
        "name": "Fatima Haddad",
        "phone": "06 1234 5678",
        "early_start": "y",
        "once": "een sleutel",
    }
    browser = app.test_client()
    answers = at_once(MONDAY, *[(browser, "/bestellen/tuin", form)] * 3)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert count(Order) == 1
