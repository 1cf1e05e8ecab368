"""The own jobs in the own calendar: by a private link that is shown once, replaced, and taken away."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import assume, given
from hypothesis import strategies as some
from icalendar import Calendar

from coop.clock import AMSTERDAM
from coop.database import db
from coop.permission import Role
from members.login import make_login
from members.member import Member
from orders import calendar_link
from orders.calendar_feed import feed
from orders.calendar_link import CalendarLink
from orders.job import Job
from orders.order import Order
from tests.invoicing.cast import wijk
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def job_and_member(app: Flask, at: At) -> tuple[Job, Member]:
    with at(MONDAY):
        wijk()
        return cast.a_staffed_job()


def test_a_calendar_reads_the_own_jobs_and_nothing_of_the_customer(
    job_and_member: tuple[Job, Member], client: FlaskClient, sign_in: SignIn, at: At
) -> None:
    job, jan = job_and_member
    with at(MONDAY):
        browser = sign_in(login=make_login(jan.person, Role.MEMBER))
        browser.post("/mijn/agenda")
        page = browser.get("/mijn/agenda").text
        address = re.findall(r"/agenda/[\w-]+\.ics", page)[0]
        assert address not in browser.get("/mijn/agenda").text, "it is shown once"
        answer = client.get(address)
    assert answer.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Tuinonderhoud", "Boelemaheerd")
    assert event.start == datetime.combine(job.day, job.begins, AMSTERDAM)
    assert event.end - event.start == timedelta(minutes=job.minutes)
    assert b"Fatima" not in answer.data
    assert b"0600000012" not in answer.data


def test_a_new_link_ends_the_old_one_and_a_revoked_link_is_not_found(
    job_and_member: tuple[Job, Member], client: FlaskClient, sign_in: SignIn, at: At
) -> None:
    _job, jan = job_and_member
    with at(MONDAY):
        old, new = calendar_link.renew(jan), calendar_link.renew(jan)
        assert db.session.query(CalendarLink).one().token_hash not in (old, new)
        assert (client.get(f"/agenda/{old}.ics").status_code, client.get(f"/agenda/{new}.ics").status_code) == (
            404,
            200,
        )
        browser = sign_in(login=make_login(jan.person, Role.MEMBER))
        assert "Nieuwe link maken" in browser.get("/mijn/agenda").text
        for _ in range(2):
            assert browser.post("/mijn/agenda/einde").status_code == 303
        assert client.get(f"/agenda/{new}.ics").status_code == 404


def test_who_is_no_member_any_more_has_no_calendar(
    job_and_member: tuple[Job, Member], client: FlaskClient, at: At
) -> None:
    _job, jan = job_and_member
    with at(MONDAY):
        token = calendar_link.renew(jan)
        jan.resign(MONDAY + timedelta(days=1))
        assert client.get(f"/agenda/{token}.ics").status_code == 200
    with at(MONDAY + timedelta(days=1)):
        assert client.get(f"/agenda/{token}.ics").status_code == 404


@given(
    title=some.text(some.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80),
    day=some.dates(date(2025, 1, 1), date(2030, 12, 31)),
    begins=some.integers(0, 22).map(lambda hour: time(hour, 30)),
    minutes=some.integers(1, 60),
)
def test_any_job_comes_out_as_it_went_in(house: Flask, title: str, day: date, begins: time, minutes: int) -> None:
    assume(r"\N" not in title)  # the library writes it as the new line it is in a calendar
    job = Job(id=1, title=title, day=day, begins=begins, minutes=minutes, order=Order(street="Straat; weg, 1"))
    with house.test_request_context():
        read = Calendar.from_ical(feed([job], "Klussen", "example.org", "https://example.org/mijn"))
    (event,) = read.walk("VEVENT")
    assert str(event["SUMMARY"]) == title
    assert str(event["LOCATION"]) == "Straat; weg, 1"
    assert event.start.replace(tzinfo=None) == datetime.combine(day, begins)
    assert event.end.replace(tzinfo=None) == datetime.combine(day, job.ends)
