"""The door for a phone: what was told without a connection arrives once, under the one who told it."""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image
from sqlalchemy import func, select

from coop import clock
from coop.config import ROOT
from coop.database import db
from coop.permission import Role
from members.engagement import EngagementKind
from members.login import make_login
from members.member import Member
from orders import hours
from orders.arrival import PlanChanged, arrive
from orders.forms import HoursForm
from orders.hours import AlreadyApproved, HourEntry, HoursState, NotYourJob, UidTaken
from orders.job import Job
from orders.staffing import release
from tests.invoicing.cast import wijk
from tests.members.cast import a_member
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def an_entry(job: Job, jan: Member, **facts: object) -> dict[str, object]:
    return {
        "uid": str(uuid4()),
        "member": jan.id,
        "tells": "planned",
        "job_id": job.id,
        "day": job.day.isoformat(),
        "begins": f"{job.begins:%H:%M}",
        "ends": f"{job.ends:%H:%M}",
        **facts,
    }


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(HourEntry)) or 0


@pytest.fixture
def job_and_member(app: Flask, at: At) -> tuple[Job, Member]:
    with at(MONDAY):
        wijk()
        return cast.a_staffed_job()


def test_an_entry_that_is_sent_again_arrives_once(
    job_and_member: tuple[Job, Member], sign_in: SignIn, at: At
) -> None:
    job, jan = job_and_member
    entry = an_entry(job, jan)
    with at(job.day):
        browser = sign_in(login=make_login(jan.person, Role.MEMBER))
        assert browser.get("/mijn/uren").get_json()["member"] == jan.id
        assert browser.post("/mijn/uren", data=entry).get_json() == {"told": True, "again": False}
        assert browser.post("/mijn/uren", data=entry).get_json() == {"told": True, "again": True}
    assert count() == 1


def test_what_was_told_since_is_not_undone_by_an_old_entry_that_comes_again(
    job_and_member: tuple[Job, Member], at: At
) -> None:
    job, jan = job_and_member
    first = {"day": job.day, "begins": job.begins, "ends": job.ends, "job_id": job.id, "as_planned": True}
    with at(job.day):
        arrive(jan, "aan de telefoon", **first)  # type: ignore[arg-type]
        entry = hours.tell(jan, "op het scherm", job=job, day=job.day, begins=time(9), ends=time(10))
        assert arrive(jan, "aan de telefoon", **first) is None  # type: ignore[arg-type]
        assert entry.minutes == 60
        hours.approve([entry])
        assert arrive(jan, "aan de telefoon", **first) is None, "approved, but told before"  # type: ignore[arg-type]
        with pytest.raises(AlreadyApproved):
            arrive(jan, "nog eens", **first)  # type: ignore[arg-type]
    assert (count(), entry.state) == (1, HoursState.APPROVED)


def test_klopt_is_not_said_of_a_plan_that_the_member_did_not_see(
    job_and_member: tuple[Job, Member], at: At
) -> None:
    job, jan = job_and_member
    seen = {"day": job.day, "begins": job.begins, "ends": job.ends, "job_id": job.id, "as_planned": True}
    with at(job.day):
        job.move(job.day, time(14), job.day)
        with pytest.raises(PlanChanged, match="om 14:00"):
            arrive(jan, "een", **seen)  # type: ignore[arg-type]
        job.move(job.day, time(10), job.day)
        release(job, jan.id)
        with pytest.raises(NotYourJob):
            arrive(jan, "twee", **{**seen, "begins": job.begins, "ends": job.ends})  # type: ignore[arg-type]
    assert count() == 0


def test_the_id_of_somebody_elses_entry_is_refused(job_and_member: tuple[Job, Member], at: At) -> None:
    job, jan = job_and_member
    with at(job.day):
        els = a_member("Els Kamp", kind=EngagementKind.VOLUNTEER)
        told = {"day": job.day, "begins": time(9), "ends": time(10), "service_id": job.service_id}
        arrive(jan, "een", **told)  # type: ignore[arg-type]
        with pytest.raises(UidTaken):
            arrive(els, "een", **told)  # type: ignore[arg-type]


def test_every_refusal_is_a_sentence_the_phone_can_show(
    job_and_member: tuple[Job, Member], sign_in: SignIn, at: At
) -> None:
    job, jan = job_and_member
    with at(job.day):
        els = a_member("Els Kamp", kind=EngagementKind.VOLUNTEER)
        browser = sign_in(login=make_login(jan.person, Role.MEMBER))
        for code, facts in (
            (403, {"member": els.id}),
            (404, {"job_id": 987_654}),
            (409, {"begins": "03:00"}),
            (422, {"uid": "te kort"}),
            (422, {"ends": "geen tijd"}),
            (422, {"day": "2027-01-01", "job_id": "", "service_id": job.service_id}),
            (422, {"tells": "changed", "ends": "00:01"}),
            (422, {"job_id": "", "tells": "other"}),
        ):
            answer = browser.post("/mijn/uren", data=an_entry(job, jan, **facts))
            assert (answer.status_code, bool(answer.get_json()["sentence"])) == (code, True), facts
    assert count() == 0


def test_a_phone_whose_session_is_over_is_led_to_the_door(
    job_and_member: tuple[Job, Member], client: FlaskClient
) -> None:
    job, jan = job_and_member
    assert client.get("/mijn/uren").status_code == 303
    assert client.post("/mijn/uren", data=an_entry(job, jan)).status_code == 303


def test_a_phone_can_put_the_house_between_its_apps(app: Flask, client: FlaskClient) -> None:
    wijk()
    told = client.get("/mijn/app.webmanifest").get_json(force=True)
    assert (told["name"], told["start_url"], told["display"]) == ("Wijkbedrijf Beijum", "/mijn", "standalone")
    for icon in told["icons"]:
        with Image.open(f"{ROOT}/coop{icon['src']}") as drawn:
            assert f"{drawn.width}x{drawn.height}" == icon["sizes"]
    worker = client.get("/service-worker.js")
    assert (worker.mimetype, worker.headers["Cache-Control"]) == ("text/javascript", "no-cache")


@given(longer=some.sampled_from([-30, -15, 0, 15, 30, 60]), begin=some.times(max_value=time(20)))
def test_so_much_longer_is_what_was_planned_and_so_much(house: Flask, longer: int, begin: time) -> None:
    begin = begin.replace(second=0, microsecond=0, tzinfo=None)
    planned = Job(day=MONDAY, begins=time(9), minutes=60)
    with (
        house.test_request_context(method="POST", data={"longer": longer, "begins": f"{begin:%H:%M}"}),
        clock.at(MONDAY),
    ):
        form = HoursForm()
        assert form.validate_on_submit(), form.errors
        begins, ends = form.times(planned)
    assert begins == begin
    assert (ends.hour - begins.hour) * 60 + ends.minute - begins.minute == 60 + longer
