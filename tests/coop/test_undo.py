"""Undoing: at once, by who did it, and only while nothing followed."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import audit, clock, floors, undo
from coop.database import db
from coop.money import Money
from coop.permission import Role
from coop.undo import TooLate, Undoing
from invoicing.matching import taught
from invoicing.reminders import reminder
from members import contribution
from members.engagement import EngagementKind
from orders import hours
from orders.job import by_id
from orders.staffing import assign
from tests.invoicing.cast import wijk
from tests.members.cast import a_member, person
from tests.orders.cast import a_job

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SignIn = Callable[..., FlaskClient]


def means_in(page: str) -> str:
    """What the button on a page carries."""
    found = re.search(r'name="means" value="([^"]+)"', page)
    assert found, "no button to undo"
    return found[1]


def test_only_a_dict_of_undoings_is_named_so() -> None:
    for found in floors.found("undoings", dict):
        assert all(isinstance(one, Undoing) for one in found.values())


def test_a_member_is_put_back_on_a_job_or_taken_off_again(sign_in: SignIn) -> None:
    with clock.at(NOON):
        wijk()
        job, jan = a_job(), a_member("Jan de Vries", EngagementKind.VOLUNTEER)
        coordinator = sign_in(Role.COORDINATOR)
        there = f"/klussen/{job.id}"
        page = coordinator.post(f"{there}/inzet", data={"member": [jan.id]}, follow_redirects=True).text
        assert "1 lid ingepland." in page
        answer = coordinator.post("/ongedaan", data={"means": means_in(page)}, follow_redirects=True)
        assert "Ongedaan gemaakt." in answer.text
        assert _on(job.id) == []

        assign(by_id(job.id), [jan])
        page = coordinator.post(f"{there}/inzet/{jan.id}/weg", follow_redirects=True).text
        assert _on(job.id) == []
        coordinator.post("/ongedaan", data={"means": means_in(page)})
        assert _on(job.id) == [jan.id]


def test_what_somebody_built_on_it_is_not_undone(sign_in: SignIn) -> None:
    with clock.at(NOON):
        wijk()
        job, jan = a_job(), a_member("Jan de Vries", EngagementKind.VOLUNTEER)
        coordinator = sign_in(Role.COORDINATOR)
        page = coordinator.post(f"/klussen/{job.id}/inzet", data={"member": [jan.id]}, follow_redirects=True).text
    with clock.at(job.day):
        hours.confirm(by_id(job.id), jan, "klopt")
    with clock.at(NOON):
        answer = coordinator.post("/ongedaan", data={"means": means_in(page)})
        assert answer.status_code == 422
        assert "heeft al uren ingevuld" in answer.text
        assert _on(job.id) == [jan.id]


def test_a_job_is_moved_back(sign_in: SignIn) -> None:
    with clock.at(NOON):
        wijk()
        job = a_job()
        was = (job.day, job.begins)
        coordinator = sign_in(Role.COORDINATOR)
        later = {"day": (job.day + timedelta(days=7)).isoformat(), "begins": "14:00", "seen": job.day.isoformat()}
        page = coordinator.post(f"/klussen/{job.id}/dag", data=later, follow_redirects=True).text
        coordinator.post("/ongedaan", data={"means": means_in(page)})
        db.session.expire_all()
        assert (job.day, job.begins) == was


def test_the_treasurers_small_decisions_are_undone(sign_in: SignIn) -> None:
    with clock.at(NOON):
        wijk()
        treasurer = sign_in(Role.TREASURER)
        a_member()
        contribution.set_rate(2026, Money(2500))
        contribution.make_dues(2026)
        due = contribution.dues(2026)[0]
        rule = taught.teach("NL20INGB0001234567", Money(-100), "46110", None, "telefoon")
        customer = person("Omar Bakker")
        reminder.pause(customer, date(2026, 4, 1), "ziek")
        for act in (
            f"/contributie/{due.id}/kwijtschelding",
            f"/bank/geleerd/{rule.id}/vergeten",
            f"/herinneringen/klant/{customer.id}/verder",
        ):
            page = treasurer.post(act, follow_redirects=True).text
            assert treasurer.post("/ongedaan", data={"means": means_in(page)}).status_code == 303, act
        db.session.expire_all()
        assert due.state == "due"
        [[again]] = taught.taught().values()
        assert (again.iban, again.words, again.comes_in) == ("NL20INGB0001234567", "telefoon", False)
        kept = reminder.pauses()[customer.id]
        assert (kept.until, kept.note) == (date(2026, 4, 1), "ziek")


def test_it_holds_for_a_moment_and_for_who_did_it(app: Flask) -> None:
    with clock.at(NOON):
        with audit.actor("login:1"):
            token = undo.means("job.release", "/klussen/1", job_id=1, member_id=2)
        with audit.actor("login:2"), pytest.raises(TooLate):
            undo.read(token)
        with audit.actor("login:1"), pytest.raises(TooLate):
            undo.read(token[:-2] + "xx")
    with audit.actor("login:1"):
        with clock.at(NOON + timedelta(seconds=20)):
            assert undo.read(token)[1:] == ({"job_id": 1, "member_id": 2}, "/klussen/1")
        with clock.at(NOON + timedelta(seconds=21)), pytest.raises(TooLate):
            undo.read(token)


def test_pressed_twice_it_is_undone_once(sign_in: SignIn) -> None:
    with clock.at(NOON):
        wijk()
        job, jan = a_job(), a_member("Jan de Vries", EngagementKind.VOLUNTEER)
        assign(job, [jan])
        coordinator = sign_in(Role.COORDINATOR)
        page = coordinator.post(f"/klussen/{job.id}/inzet/{jan.id}/weg", follow_redirects=True).text
        for _ in range(2):
            answer = coordinator.post("/ongedaan", data={"means": means_in(page), "once": "een"})
            assert answer.status_code == 303
        assert _on(job.id) == [jan.id]


def _on(job_id: int) -> list[int]:
    db.session.expire_all()
    return [one.member_id for one in by_id(job_id).assignments]
