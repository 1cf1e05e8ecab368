"""The coordinator's home: what to answer, to staff, to approve, and whose hours are missing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient

from coop import clock
from coop.permission import Role
from members.engagement import EngagementKind
from orders import hours, today
from orders.staffing import assign
from tests.invoicing.cast import wijk
from tests.members.cast import a_member, person
from tests.orders.cast import a_job, a_staffed_job, an_order, garden, painting

MONDAY = date(2026, 3, 2)
SignIn = Callable[..., FlaskClient]


def test_what_waits_is_counted_and_leads_to_where_it_is_done(sign_in: SignIn) -> None:
    with clock.at(MONDAY):
        wijk()
        an_order(painting())
        job = a_job()
        page = sign_in(Role.COORDINATOR).get("/vandaag").text
    assert 'href="/bestellingen?state=placed"><strong class="task-number">1</strong>' in page
    week = job.day - timedelta(days=job.day.weekday())
    assert f"/klussen?open=1&amp;week={week.isoformat()}" in page
    assert "klus in de komende twee weken heeft nog te weinig mensen" in page


def test_a_job_that_has_been_waits_for_hours_until_everybody_on_it_told_theirs(app: Any) -> None:
    with clock.at(MONDAY):
        wijk()
        job, jan = a_staffed_job()
    with clock.at(job.day):
        assert today.not_told().number == 0, "the day is not over"
    with clock.at(job.day + timedelta(days=1)):
        assert today.not_told().number == 1
        hours.confirm(job, jan, "klopt")
        assert today.not_told().number == 0
        assert today.to_approve().number == 1


def test_a_job_with_enough_people_asks_for_nobody(app: Any) -> None:
    with clock.at(MONDAY):
        wijk()
        job = a_job(an_order(garden(people=2)))
        one, two = (a_member(name, EngagementKind.VOLUNTEER) for name in ("Jan de Vries", "Saida Visser"))
        assign(job, [one])
        assert today.without_people().number == 1
        assign(job, [two])
        assert today.without_people().number == 0


def test_the_jobs_of_today_are_on_the_home(sign_in: SignIn, statements: Callable[[], Any]) -> None:
    with clock.at(MONDAY):
        wijk()
        job, _ = a_staffed_job(an_order(party=person("Fatima Haddad")))
    coordinator = sign_in(Role.COORDINATOR)
    with clock.at(job.day):
        with statements() as few:
            page = coordinator.get("/vandaag").text
        assert "Jan de Vries" in page
        assert "Boelemaheerd 12" in page
        with clock.at(MONDAY):
            for number in range(3):
                a_staffed_job(an_order(job.service, person(f"Buur {number}")))
        with statements() as many:
            coordinator.get("/vandaag")
    assert len(many) == len(few) <= 12, "the same number, however much there is to do"
