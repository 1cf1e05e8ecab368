"""Hours: told once, in one tap when they are as planned, approved once, and then the job is done."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop.database import db
from members.engagement import EngagementKind
from orders import hours
from orders.candidate import candidates
from orders.hours import AlreadyApproved, HourEntry, HoursState, ImpossibleHours, NotEngaged, NotYourJob
from orders.staffing import FullyStaffed, HasHours, assign, release
from tests.members.cast import a_member
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]


def test_klopt_tells_the_planned_hours_and_approval_finishes_the_job(app: Flask, at: At) -> None:
    with at(MONDAY):
        job, member = cast.a_staffed_job()
    with at(job.day):
        entry = hours.confirm(job, member, "een")
        assert (entry.minutes, entry.engagement, entry.as_planned) == (120, EngagementKind.EMPLOYEE, True)
        assert job.state == "planned"
        hours.approve([entry])
    assert (entry.state, job.state) == (HoursState.APPROVED, "done")


def test_sending_twice_tells_once_and_the_last_word_counts(app: Flask, at: At) -> None:
    with at(MONDAY):
        job, member = cast.a_staffed_job()
    with at(job.day):
        first = hours.confirm(job, member, "een")
        again = hours.confirm(job, member, "een")
        changed = hours.tell(member, "twee", job=job, day=job.day, begins=time(9), ends=time(12), pause=30)
        assert first is again is changed
    assert db.session.scalar(select(func.count()).select_from(HourEntry)) == 1
    assert changed.minutes == 150


def test_approved_hours_are_settled(app: Flask, at: At) -> None:
    with at(MONDAY):
        job, member = cast.a_staffed_job()
    with at(job.day):
        entry = hours.confirm(job, member, "een")
        assert hours.approve([entry]) == [entry]
        assert hours.approve([entry]) == []
        with pytest.raises(AlreadyApproved):
            hours.confirm(job, member, "een")
        with pytest.raises(AlreadyApproved):
            hours.query(entry, "Klopt dit?")


def test_hours_that_cannot_be_are_refused(app: Flask, at: At) -> None:
    with at(MONDAY):
        job, member = cast.a_staffed_job()
        with pytest.raises(ImpossibleHours):  # the day still has to come
            hours.confirm(job, member, "een")
    with at(job.day), pytest.raises(ImpossibleHours):
        hours.tell(member, "een", job=job, day=job.day, begins=time(12), ends=time(9))


def test_somebody_else_cannot_tell_hours_on_the_job(app: Flask, at: At) -> None:
    with at(MONDAY):
        job, _ = cast.a_staffed_job()
        other = a_member("Piet Post", EngagementKind.VOLUNTEER)
    with at(job.day), pytest.raises(NotYourJob):
        hours.confirm(job, other, "een")


def test_unplanned_work_asks_for_an_engagement(app: Flask, at: At) -> None:
    with at(MONDAY):
        garden = cast.garden()
        outsider = a_member("Piet Post")
        volunteer = a_member("Mia Mol", EngagementKind.VOLUNTEER)
        with pytest.raises(NotEngaged):
            hours.tell(outsider, "een", service=garden, day=MONDAY, begins=time(9), ends=time(10))
        entry = hours.tell(volunteer, "twee", service=garden, day=MONDAY, begins=time(9), ends=time(10))
    assert (entry.job_id, entry.minutes) == (None, 60)


def test_a_job_takes_no_more_people_than_were_planned(app: Flask, at: At) -> None:
    with at(MONDAY):
        job, member = cast.a_staffed_job()
        other = a_member("Piet Post", EngagementKind.VOLUNTEER)
        with pytest.raises(FullyStaffed):
            assign(job, [other])
        release(job, member.id)
        assert [found.member for found in candidates(job)] == [member, other]
        assign(job, [other])


def test_who_told_hours_stays_on_the_job(app: Flask, at: At) -> None:
    with at(MONDAY):
        job, member = cast.a_staffed_job()
    with at(job.day):
        hours.confirm(job, member, "een")
        with pytest.raises(HasHours):
            release(job, member.id)
