"""Putting people on a job: who could, who is free, several at once, and off it again."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop.database import db
from coop.permission import Role
from coop.wijk import Wijk
from members.engagement import EngagementKind, engage
from members.talent import all_talents
from orders.candidate import Standing, candidates
from orders.job import Assignment, Job
from orders.staffing import assign
from tests.members.cast import a_member
from tests.orders import cast

MONDAY = date(2026, 3, 2)
VOLUNTEER = EngagementKind.VOLUNTEER
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def a_job_for(people: int) -> Job:
    """A job that takes so many people and asks for the first talent."""
    db.session.add(Wijk(name="Wijkbedrijf Beijum", city="Groningen"))
    job = cast.a_job(cast.an_order(cast.garden(people=people, talent_code=all_talents()[0].code)))
    db.session.commit()
    return job


def on(job: Job) -> list[str]:
    there = select(Assignment).where(Assignment.job_id == job.id).order_by(Assignment.id)
    return [one.member.name for one in db.session.scalars(there)]


def test_who_fits_comes_first_and_each_reason_is_said(app: Flask, at: At) -> None:
    with at(MONDAY):
        job = a_job_for(2)
        free, fits, busy, earlier = (a_member(name, VOLUNTEER) for name in ("Anna", "Bea", "Cor", "Dirk"))
        fits.talents = all_talents()[:1]
        later = a_member("Evi")
        engage(later, VOLUNTEER, date(2027, 1, 1))
        other = cast.a_job(cast.an_order(cast.service("ramen", "Ramen lappen"), first_day=job.day))
        other.people, other.begins, other.minutes = 2, time(7), 60
        early = cast.a_job(cast.an_order(cast.service("klus", "Klusje"), first_day=job.day))
        other.day = early.day = job.day
        early.begins, early.minutes = job.begins, 30
        assign(other, [earlier])
        assign(early, [busy])
        found = candidates(job)
    assert [(one.member, one.standing) for one in found] == [
        (fits, Standing.FITS),
        (free, Standing.FREE),
        (earlier, Standing.FREE),
        (busy, Standing.BUSY),
        (later, Standing.NOT_ENGAGED),
    ]
    assert found[0].reason == f"vrijwillig · die dag vrij · {all_talents()[0].name}"
    assert "dan vrij, werkt die dag 7:00–8:00" in found[2].reason
    assert "niet vrij, werkt dan 9:00–9:30" in found[3].reason
    assert found[4].reason == "geen afspraak op die dag"


def test_several_are_put_on_a_job_in_one_go_and_taken_off_one_by_one(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        job = a_job_for(2)
        anna, bea = a_member("Anna", VOLUNTEER), a_member("Bea", VOLUNTEER)
        browser = sign_in(Role.COORDINATOR)
        page = browser.get(f"/klussen/{job.id}").text
        assert "Er zijn nog 2 plekken" in page
        sent = browser.post(f"/klussen/{job.id}/inzet", data={"member": [anna.id, bea.id], "once": "een"})
        assert sent.status_code == 303
        again = browser.post(f"/klussen/{job.id}/inzet", data={"member": [anna.id, bea.id], "once": "een"})
        assert again.status_code == 303
        assert on(job) == ["Anna", "Bea"]
        assert "2 leden ingepland" in browser.get(f"/klussen/{job.id}").text
        assert browser.post(f"/klussen/{job.id}/inzet/{anna.id}/weg").status_code == 303
        assert on(job) == ["Bea"]


def test_who_ticks_too_many_or_nobody_reads_why_and_keeps_the_ticks(app: Flask, at: At, sign_in: SignIn) -> None:
    with at(MONDAY):
        job = a_job_for(2)
        three = [a_member(name, VOLUNTEER) for name in ("Anna", "Bea", "Cor")]
        browser = sign_in(Role.COORDINATOR)
        answer = browser.post(f"/klussen/{job.id}/inzet", data={"member": [one.id for one in three]})
        assert answer.status_code == 422
        assert "Er zijn nog 2 plekken. Kies er niet meer." in answer.text
        assert all(f'value="{one.id}" checked' in answer.text for one in three)
        nobody = browser.post(f"/klussen/{job.id}/inzet")
        assert (nobody.status_code, "Kies minstens één lid" in nobody.text) == (422, True)
    assert on(job) == []


def test_the_page_of_a_job_takes_few_statements_however_many_could_come(
    app: Flask, at: At, sign_in: SignIn, statements: Callable[[], Any]
) -> None:
    with at(MONDAY):
        job = a_job_for(20)
        browser = sign_in(Role.COORDINATOR)
        counts = []
        for batch in range(2):
            members = [a_member(f"Lid Nummer{batch}{number}", VOLUNTEER) for number in range(8)]
            assign(job, members[:4])
            address = f"/klussen/{job.id}"
            db.session.commit()
            with statements() as seen:
                assert browser.get(address).status_code == 200
            counts.append(len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= 11
