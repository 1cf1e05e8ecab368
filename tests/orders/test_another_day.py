"""A customer takes another day for a visit: who is free then still comes, and everybody knows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.mail import Mail
from coop.permission import Role
from orders import another_day
from orders.another_day import NotOffered, OnlyVisit, TooLate
from orders.job import Job, JobState, MovedMeanwhile
from orders.staffing import assign
from tests.invoicing.cast import wijk
from tests.members.cast import a_login
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]


def early(**facts: object) -> Any:
    """An order whose customer asked us to come within the days of reflection."""
    return cast.an_order(early_start=True, first_day=MONDAY + timedelta(days=7), **facts)  # type: ignore[arg-type]


def mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def test_who_is_free_that_day_still_comes(app: Flask, at: At) -> None:
    with at(MONDAY):
        visit, jan = cast.a_staffed_job(early())
        was, day = visit.day, another_day.days(visit)[0]
        moved = another_day.take(visit, day, was)
        assert (visit.day, moved.was) == (day, was)
        assert ([m.id for m in moved.staying], moved.released) == ([jan.id], [])
        assert [assignment.member_id for assignment in visit.assignments] == [jan.id]


def test_who_works_elsewhere_then_is_taken_off_it(app: Flask, at: At) -> None:
    with at(MONDAY):
        visit, jan = cast.a_staffed_job(early())
        day = another_day.days(visit)[0]
        other = cast.a_job(early(ordered=visit.service))
        other.move(day, visit.begins, other.day)
        assign(other, [jan])
        moved = another_day.take(visit, day, visit.day)
        assert ([m.id for m in moved.released], moved.staying) == ([jan.id], [])
        assert visit.assignments == []


@pytest.mark.parametrize("days_ahead", [0, 1])
def test_two_days_before_it_is_too_late(app: Flask, at: At, days_ahead: int) -> None:
    with at(MONDAY):
        visit = cast.a_job(early())
    with at(visit.day - timedelta(days=days_ahead)):
        assert not another_day.may_move(visit)
        with pytest.raises(TooLate):
            another_day.take(visit, another_day.days(visit)[0], visit.day)
        with pytest.raises(TooLate):
            another_day.skip(visit, visit.day)


def test_only_a_day_that_was_offered_is_taken(app: Flask, at: At) -> None:
    with at(MONDAY):
        visit = cast.a_job(early())
        for day in (MONDAY, date(2026, 3, 15), date(2027, 1, 4), visit.day):
            with pytest.raises(NotOffered):
                another_day.take(visit, day, visit.day)


def test_days_of_reflection_that_were_kept_free_stay_free(app: Flask, at: At) -> None:
    with at(MONDAY):
        visit = cast.a_job(cast.an_order(first_day=date(2026, 3, 23)))
        assert min(another_day.days(visit)) > MONDAY + timedelta(days=14)
        assert min(another_day.days(cast.a_job(early(ordered=visit.service)))) < MONDAY + timedelta(days=7)


def test_who_saw_it_on_another_day_is_told(app: Flask, at: At) -> None:
    with at(MONDAY):
        visit = cast.a_job(early())
        seen, (first, second) = visit.day, another_day.days(visit)[:2]
        another_day.take(visit, first, seen)
        with pytest.raises(MovedMeanwhile):
            another_day.take(visit, second, seen)


def test_a_visit_of_many_is_skipped_and_the_only_one_is_not(app: Flask, at: At) -> None:
    with at(MONDAY):
        weekly = cast.a_job(early(frequency="weekly"))
        with pytest.raises(MovedMeanwhile):
            another_day.skip(weekly, weekly.day + timedelta(days=7))
        another_day.skip(weekly, weekly.day)
        assert weekly.state == JobState.CANCELLED
        once = cast.a_job(early(ordered=weekly.service))
        with pytest.raises(OnlyVisit):
            another_day.skip(once, once.day)


def test_the_page_moves_it_and_tells_member_coordinator_and_customer(
    app: Flask, client: FlaskClient, at: At
) -> None:
    with at(MONDAY):
        wijk()
        a_login(Role.COORDINATOR)
        visit, jan = cast.a_staffed_job(early())
        assert visit.order is not None
        jan.person.email, visit.order.party.email = "jan@example.org", "klant@example.org"
        db.session.commit()
        address = f"/bestelling/{visit.order.token}/klus/{visit.id}/andere-dag"
        assert address in client.get(f"/bestelling/{visit.order.token}").text
        page = client.get(address).text
        day = another_day.days(visit)[1]
        assert f'value="{day.isoformat()}"' in page
        assert "Sla deze keer over" not in page
        before = len(mails())
        sent = {"day": day.isoformat(), "seen": visit.day.isoformat()}
        assert client.post(address, data=sent).status_code == 303
        assert db.session.get_one(Job, visit.id).day == day
        told = mails()[before:]
        assert "Je staat er nog steeds voor" in next(m.text for m in told if m.to == "jan@example.org")
        assert "We komen nu op" in next(m.text for m in told if m.to == "klant@example.org")
        assert any("Verplaatst door de klant" in m.subject for m in told)
        again = client.post(address, data={**sent, "day": another_day.days(visit)[0].isoformat()})
        assert again.status_code == 422, "it was on another day when the page was made"


def test_a_visit_of_somebody_else_is_not_there(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        wijk()
        mine, other = cast.a_job(early()), None
        other = cast.a_job(early(ordered=mine.service))
        assert mine.order is not None
        db.session.commit()
        address = f"/bestelling/{mine.order.token}/klus/{other.id}/andere-dag"
        sent = {"day": clock.today().isoformat(), "seen": other.day.isoformat()}
        assert client.get(address).status_code == client.post(address, data=sent).status_code == 404


def test_a_week_is_skipped_on_the_page_of_an_order_that_recurs(app: Flask, client: FlaskClient, at: At) -> None:
    with at(MONDAY):
        wijk()
        visit, jan = cast.a_staffed_job(early(frequency="weekly"))
        assert visit.order is not None
        jan.person.email = "jan@example.org"
        db.session.commit()
        address = f"/bestelling/{visit.order.token}/klus/{visit.id}/andere-dag"
        assert client.post(address, data={"day": "skip", "seen": visit.day.isoformat()}).status_code == 303
        assert db.session.get_one(Job, visit.id).state == JobState.CANCELLED
        assert "Dit bezoek gaat niet door." in client.get(address).text
        assert "Je hoeft niet te komen" in next(m.text for m in mails() if m.to == "jan@example.org")
