"""Who approves hours: nobody their own, as long as somebody else may."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import audit
from coop.audit import AuditLine
from coop.database import db
from coop.permission import Role
from coop.wijk import Wijk
from members.login import Login, make_login
from members.member import Member
from orders import hours
from orders.hours import HoursState, OwnHours
from orders.job import Job
from tests.members.cast import a_login
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def two_staffed_jobs() -> list[tuple[Job, Member]]:
    """Two jobs on one day, each with somebody of its own on it."""
    db.session.add(Wijk(name="Wijkbedrijf Beijum", city="Groningen"))
    garden = cast.garden()
    return [cast.a_staffed_job(cast.an_order(garden)) for _ in range(2)]


def test_nobody_approves_their_own_hours_while_somebody_else_may(app: Flask, at: At) -> None:
    with at(MONDAY):
        job, member = cast.a_staffed_job()
        mine = make_login(member.person, Role.COORDINATOR)
        other = a_login(Role.COORDINATOR, name="Piet Post")
    with at(job.day):
        entry = hours.confirm(job, member, "een")
        with audit.actor(f"login:{mine.id}"), pytest.raises(OwnHours):
            hours.approve([entry])
        assert entry.state == HoursState.SUBMITTED
        with audit.actor(f"login:{other.id}"):
            assert hours.approve([entry]) == [entry]
    assert _said_of_own() == []


@pytest.mark.parametrize("second", [None, Role.TREASURER, "blocked"])
def test_the_only_one_who_may_approves_their_own_hours_and_the_trail_says_so(
    app: Flask, at: At, second: Role | str | None
) -> None:
    with at(MONDAY):
        job, member = cast.a_staffed_job()
        mine = make_login(member.person, Role.COORDINATOR)
        if second is not None:
            other = a_login(Role.COORDINATOR if second == "blocked" else Role(second), name="Piet Post")
            other.is_blocked = second == "blocked"
    with at(job.day):
        entry = hours.confirm(job, member, "een")
        with audit.actor(f"login:{mine.id}"):
            assert hours.approve([entry]) == [entry]
    assert _said_of_own() == [(f"login:{mine.id}", f"hour_entry:{entry.id}")]


def test_a_coordinator_leaves_their_own_hours_to_a_colleague(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        (mine, me), (another, somebody) = two_staffed_jobs()
        login = make_login(me.person, Role.COORDINATOR)
    with at(mine.day):
        own, others = hours.confirm(mine, me, "een"), hours.confirm(another, somebody, "twee")
        browser, colleague = sign_in(login=login), sign_in(Role.COORDINATOR)
        page = browser.get("/uren").text
        assert "Je eigen uren keurt een ander goed: 1 keer wacht op een collega." in page
        assert "Alles wat klopt goedkeuren (1)" in page
        assert f"/uren/{own.id}/goedkeuring" not in page
        assert browser.post("/uren/goedkeuring").status_code == 303
        assert browser.post(f"/uren/{own.id}/goedkeuring").status_code == 422
        db.session.expire_all()
        assert (own.state, others.state) == (HoursState.SUBMITTED, HoursState.APPROVED)
        assert colleague.post("/uren/goedkeuring").status_code == 303
    db.session.expire_all()
    assert own.state == HoursState.APPROVED


def test_the_only_coordinator_reads_that_their_own_hours_are_marked(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        (mine, me), _ = two_staffed_jobs()
        login: Login = make_login(me.person, Role.COORDINATOR)
    with at(mine.day):
        hours.confirm(mine, me, "een")
        browser = sign_in(login=login)
        assert "Je bent de enige die uren goedkeurt" in browser.get("/uren").text
        assert browser.post("/uren/goedkeuring").status_code == 303
    assert len(_said_of_own()) == 1


def test_the_page_takes_few_statements_however_many_hours_wait(
    app: Flask, at: At, sign_in: SignIn, statements: Callable[[], Any]
) -> None:
    with at(MONDAY):
        jobs = two_staffed_jobs()
    with at(jobs[0][0].day):
        browser = sign_in(Role.COORDINATOR)
        counts = []
        for number, (job, member) in enumerate(jobs):
            hours.confirm(job, member, str(number))
            db.session.commit()
            with statements() as seen:
                assert browser.get("/uren").status_code == 200
            counts.append(len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= 8


def _said_of_own() -> list[tuple[str, str]]:
    db.session.flush()
    said = select(AuditLine.actor, AuditLine.subject).where(AuditLine.what == "approved_own")
    return [(actor, subject) for actor, subject in db.session.execute(said)]
