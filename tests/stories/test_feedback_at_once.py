"""What a customer says from two tabs, and what two coordinators do about it at once, is said and done once."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.permission import Role
from orders import feedback, hours
from orders.feedback import Complaint, Feedback
from orders.job import Job
from tests.invoicing.cast import wijk
from tests.orders.cast import a_staffed_job
from tests.stories.at_once import at_once, count

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def done(app: Flask) -> Iterator[Job]:
    """A visit that was done."""
    with clock.at(MONDAY):
        wijk()
        job, jan = a_staffed_job()
    with clock.at(FRIDAY):
        hours.approve([hours.confirm(job, jan, "klopt")])
        db.session.commit()
        yield job


def test_what_a_customer_says_in_two_tabs_is_one_word(app: Flask, done: Job) -> None:
    assert done.order is not None
    home = f"/bestelling/{done.order.token}/klus/{done.id}"
    bad = {"what": "undone", "words": "De heg."}
    taps = [(app.test_client(), f"{home}/goed", {}) for _ in range(2)]
    told = [(app.test_client(), f"{home}/niet-goed", bad) for _ in range(2)]
    answers = at_once(FRIDAY, *taps, *told)
    assert {answer.status_code for answer in answers} <= {303, 409}
    assert count(Feedback) == 1
    assert db.session.scalars(select(Feedback.state)).all() == ["complained"], "the complaint is never lost"


def test_two_coordinators_have_it_done_again_once(done: Job, sign_in: SignIn) -> None:
    told = feedback.complain(done, Complaint.UNDONE, "")
    address = f"/reacties/{told.id}/overdoen"
    asked = [
        (sign_in(Role.COORDINATOR), address, {"day": day, "begins": "10:00"})
        for day in ("2026-03-09", "2026-03-10")
    ]
    answers = at_once(FRIDAY, *asked)
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(db.session.scalars(select(Job).where(Job.redo_of == done.id)).all()) == 1
