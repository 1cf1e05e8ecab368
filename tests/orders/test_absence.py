"""Who cannot come says so; who fits is asked, the first has the place, and until then it can be undone."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop.audit import AuditLine
from coop.database import db
from coop.mail import Mail
from coop.permission import Role
from members.engagement import EngagementKind
from members.login import make_login
from members.member import Member
from members.talent import Talent
from orders import absence, hours, job_offer
from orders.absence import AlreadyTaken, TooLate
from orders.hours import NotYourJob
from orders.job import Assignment, Job
from orders.staffing import HasHours, assign
from tests.invoicing.cast import wijk
from tests.members.cast import a_member
from tests.orders import cast
from tests.stories.at_once import at_once, count

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def planned(app: Flask, at: At) -> tuple[Job, Member]:
    """Jan is on a garden job; Els and Sara have the talent, Piet is free without it, Bram works then elsewhere."""
    with at(MONDAY):
        wijk()
        green = Talent(code="groen", name="Groene vingers")
        db.session.add(green)
        job, jan = cast.a_staffed_job(cast.an_order(cast.garden(talent_code="groen")))
        for name, talents in (
            ("Els Kamp", [green]),
            ("Sara Bos", [green]),
            ("Piet Pol", []),
            ("Bram Smit", [green]),
        ):
            made = a_member(name, kind=EngagementKind.VOLUNTEER)
            made.talents = talents
            if name == "Bram Smit":
                elsewhere = cast.a_job(cast.an_order(job.service))
                elsewhere.day, elsewhere.begins = job.day, job.begins
                assign(elsewhere, [made])
        make_login(a_member("Marga Coördinator").person, Role.COORDINATOR)
        db.session.commit()
        return job, jan


def asked() -> list[str]:
    return sorted(one.member.name for one in db.session.scalars(select(job_offer.JobOffer)))


def link_to(name: str) -> str:
    address = f"{name.lower().replace(' ', '.')}@example.org"
    (mail,) = db.session.scalars(select(Mail).where(Mail.to == address))
    return "/overnemen/" + re.findall(r"/overnemen/(\S+)", mail.text)[0]


def somebody(name: str) -> Member:
    return next(one for one in db.session.scalars(select(Member)) if one.name == name)


def test_one_tap_tells_the_coordinator_and_asks_who_fits(
    planned: tuple[Job, Member], sign_in: SignIn, at: At
) -> None:
    job, jan = planned
    with at(MONDAY):
        browser = sign_in(login=make_login(jan.person, Role.MEMBER))
        assert browser.post(f"/mijn/klussen/{job.id}/afmelding").status_code == 303
        page = browser.get("/mijn").text
        planning = sign_in(Role.COORDINATOR)
        assert "Jan de Vries kan niet" in planning.get(f"/klussen?week={job.day}").text
        assert "Jan de Vries kan niet komen" in planning.get(f"/klussen/{job.id}").text
    assert "Ik kom toch" in page
    assert asked() == ["Els Kamp", "Sara Bos"]
    told = {mail.to: mail for mail in db.session.scalars(select(Mail))}
    assert "Jan de Vries kan niet komen" in told["marga.coördinator@example.org"].subject
    assert "Boelemaheerd" in told["els.kamp@example.org"].text
    assert "Jan" not in told["els.kamp@example.org"].text, "who cannot come is for the coordinator to know"
    assert "12" not in told["els.kamp@example.org"].text.split("http")[0].partition("Boelemaheerd")[2]


def test_the_first_has_the_job_and_the_other_is_told_so(
    planned: tuple[Job, Member], client: FlaskClient, sign_in: SignIn, at: At
) -> None:
    job, jan = planned
    with at(MONDAY):
        sign_in(login=make_login(jan.person, Role.MEMBER)).post(f"/mijn/klussen/{job.id}/afmelding")
        els, sara = link_to("Els Kamp"), link_to("Sara Bos")
        assert "Ik neem hem" in client.get(els).text
        assert [assignment.member.name for assignment in job.assignments] == [], "looking takes nothing"
        assert client.post(els).status_code == 303
        assert "Deze klus is van jou" in client.get(els).text
        assert client.post(els).status_code == 303, "twice is once"
        assert client.post(sara).status_code == 409
        assert "Al overgenomen" in client.get(sara).text
        assert client.get(sara[:-1] + ("A" if sara[-1] != "A" else "B")).status_code == 404
        db.session.expire_all()
        assert [assignment.member.name for assignment in job.assignments] == ["Els Kamp"]
        with pytest.raises(AlreadyTaken):
            absence.find(db.session.scalars(select(absence.Absence.id)).one(), jan.id).undo()
    subjects = [mail.subject for mail in db.session.scalars(select(Mail).order_by(Mail.id))]
    assert sum("Els Kamp neemt de klus over" in subject for subject in subjects) == 1
    line = db.session.scalars(select(AuditLine).where(AuditLine.now == "taken")).one()
    assert line.actor == f"member:{somebody('Els Kamp').id}"


@pytest.mark.slow
def test_of_two_who_take_it_at_the_same_moment_one_has_it(planned: tuple[Job, Member], app: Flask, at: At) -> None:
    job, jan = planned
    with at(MONDAY):
        links = [f"/overnemen/{token}" for _, token in job_offer.make(absence.say(job, jan))]
        answers = at_once(MONDAY, *((app.test_client(), link, {}) for link in links))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert count(Assignment, Assignment.job_id == job.id) == 1
    assert count(Mail, Mail.subject.contains("neemt de klus over")) == 1


def test_it_is_taken_on_the_own_page_too(planned: tuple[Job, Member], sign_in: SignIn, at: At) -> None:
    job, jan = planned
    with at(MONDAY):
        absence_of_jan = absence.say(job, jan)
        job_offer.make(absence_of_jan)
        els = sign_in(login=make_login(somebody("Els Kamp").person, Role.MEMBER))
        piet = sign_in(login=make_login(somebody("Piet Pol").person, Role.MEMBER))
        (offer,) = job_offer.to_member(somebody("Els Kamp").id)
        assert "Kun jij overnemen?" in els.get("/mijn").text
        assert "Kun jij overnemen?" not in piet.get("/mijn").text
        assert piet.post(f"/mijn/aanbod/{offer.id}").status_code == 404
        assert piet.post(f"/mijn/afmelding/{absence_of_jan.id}/toch").status_code == 404
        assert els.post(f"/mijn/aanbod/{offer.id}").status_code == 303
        assert job_offer.to_member(somebody("Sara Bos").id) == []


def test_it_is_undone_as_long_as_nobody_has_it(planned: tuple[Job, Member], sign_in: SignIn, at: At) -> None:
    job, jan = planned
    with at(MONDAY):
        browser = sign_in(login=make_login(jan.person, Role.MEMBER))
        browser.post(f"/mijn/klussen/{job.id}/afmelding")
        (mine,) = absence.of_member(jan.id)
        assert browser.post(f"/mijn/afmelding/{mine.id}/toch").status_code == 303
        db.session.expire_all()
        assert [assignment.member_id for assignment in job.assignments] == [jan.id]
        assert browser.post(f"/mijn/afmelding/{mine.id}/toch").status_code == 409
        assert absence.of_jobs([job.id]) == {}
        again = absence.say(job, jan)
        assert again.is_free, "and said once more"


def test_a_place_that_the_coordinator_filled_is_taken(planned: tuple[Job, Member], at: At) -> None:
    job, jan = planned
    with at(MONDAY):
        said = absence.say(job, jan)
        offers = {member.name: token for member, token in job_offer.make(said)}
        assign(job, [somebody("Piet Pol")])
        assert absence.of_jobs([job.id]) == {}
        with pytest.raises(AlreadyTaken):
            job_offer.accept(job_offer.by_token(offers["Els Kamp"]))


def test_only_who_is_on_a_job_ahead_without_hours_can_be_missed(planned: tuple[Job, Member], at: At) -> None:
    job, jan = planned
    with at(MONDAY), pytest.raises(NotYourJob):
        absence.say(job, somebody("Els Kamp"))
    with at(date(2026, 12, 1)), pytest.raises(TooLate):
        absence.say(job, jan)
    with at(job.day):
        hours.tell(jan, "een", job=job, day=job.day, begins=time(9), ends=time(10))
        with pytest.raises(HasHours):
            absence.say(job, jan)


def test_work_that_asks_no_talent_is_offered_to_who_is_free(app: Flask, at: At) -> None:
    with at(MONDAY):
        wijk()
        job, jan = cast.a_staffed_job()
        a_member("Piet Pol", kind=EngagementKind.VOLUNTEER)
        a_member("Noor Prins")
        job_offer.make(absence.say(job, jan))
    assert asked() == ["Piet Pol"], "Noor has no engagement that day"
