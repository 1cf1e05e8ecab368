"""Whoever looks around in the demo as a member has work to say something about."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from coop import clock, demo_command
from coop.database import db
from coop.permission import Role
from members.demo import demo_logins
from members.member import of_person
from orders.job import Assignment, Job, JobState

WEDNESDAY = date(2025, 3, 12)


def test_the_member_one_signs_in_as_has_work_today(app: Flask) -> None:
    with clock.at(WEDNESDAY):
        demo_command.play(1)
        [login] = [login for role, login in demo_logins() if role is Role.MEMBER]
        [member] = of_person(login.person_id)
        jobs = select(Job).join(Assignment, Assignment.job_id == Job.id)
        mine = db.session.scalars(jobs.where(Assignment.member_id == member.id, Job.state == JobState.PLANNED))
        assert WEDNESDAY in {job.day for job in mine}
