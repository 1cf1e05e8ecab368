"""A customer who moves and skips a visit from two tabs, while somebody else moves it too: one of them has it."""

from datetime import date, timedelta

import pytest
from flask import Flask

from coop import clock
from coop.database import db
from coop.permission import Role
from orders import another_day
from orders.job import Job, JobState
from tests.invoicing.cast import wijk
from tests.orders.cast import a_staffed_job, an_order
from tests.stories.at_once import at_once
from tests.stories.test_feedback_at_once import SignIn

MONDAY = date(2026, 3, 2)


@pytest.mark.usefixtures("app")
def test_of_two_tabs_and_a_coordinator_one_decides(app: Flask, sign_in: SignIn) -> None:
    with clock.at(MONDAY):
        wijk()
        order = an_order(early_start=True, first_day=MONDAY + timedelta(days=7), frequency="weekly")
        visit, _jan = a_staffed_job(order)
        was, (first, second) = visit.day, another_day.days(visit)[:2]
        address, seen = f"/bestelling/{order.token}/klus/{visit.id}/andere-dag", was.isoformat()
        moved = {"day": second.isoformat(), "begins": "10:00", "seen": seen}
        forms = [
            (app.test_client(), address, {"day": first.isoformat(), "seen": seen}),
            (app.test_client(), address, {"day": "skip", "seen": seen}),
            (sign_in(Role.COORDINATOR), f"/klussen/{visit.id}/dag", moved),
        ]
    answers = at_once(MONDAY, *forms)
    assert sorted(answer.status_code for answer in answers) in ([303, 422, 422], [303, 409, 422])
    db.session.rollback()
    kept = db.session.get_one(Job, visit.id)
    told = {first: 0, was: 1, second: 2}[kept.day]
    assert answers[told].status_code == 303
    assert (kept.state == JobState.CANCELLED) == (told == 1)
