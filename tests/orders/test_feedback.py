"""What a customer says of the work: good in one tap, and what was not good is done again or talked about."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from coop.database import db
from coop.mail import Mail
from coop.money import Money
from coop.permission import Role
from orders import feedback, hours
from orders.ahead import make_jobs
from orders.demo_feedback import say_how_it_was
from orders.feedback import AlreadySaid, Complaint, Feedback, FeedbackState, InThePast, NeedsWords, NotYet
from orders.finishing import finish_orders
from orders.job import Job, JobState, NoWorkday
from orders.order import Order
from orders.staffing import assign
from tests.invoicing.cast import wijk
from tests.members.cast import a_login
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def done_job(at: At, **facts: object) -> Job:
    """A visit that was done, on the day after which it is judged."""
    with at(MONDAY):
        job, jan = cast.a_staffed_job(cast.an_order(**facts))  # type: ignore[arg-type]
    with at(job.day):
        hours.approve([hours.confirm(job, jan, "klopt")])
    return job


def test_good_is_said_once_however_often_it_is_tapped(app: Flask, at: At) -> None:
    job = done_job(at)
    assert feedback.praise(job).id == feedback.praise(job).id
    assert feedback.waiting() == []


def test_work_is_judged_once_it_has_begun(app: Flask, at: At) -> None:
    with at(MONDAY):
        job = cast.a_job()
        with pytest.raises(NotYet):
            feedback.praise(job)
        with pytest.raises(NotYet):
            feedback.complain(job, Complaint.LATE, "")
    with at(job.day):
        assert feedback.praise(job).state == FeedbackState.PRAISED
    job.state = JobState.CANCELLED
    assert not feedback.may_judge(job)


def test_the_last_word_counts_until_it_is_decided_on(app: Flask, at: At) -> None:
    job = done_job(at)
    feedback.praise(job)
    told = feedback.complain(job, Complaint.UNTIDY, "Er ligt nog snoeisel.")
    told = feedback.complain(job, Complaint.UNDONE, "De heg is half.")
    assert (told.what, told.words, feedback.how_many_wait()) == ("undone", "De heg is half.", 1)
    with pytest.raises(AlreadySaid):
        feedback.praise(job)
    told.talk()
    with pytest.raises(AlreadySaid):
        feedback.complain(job, Complaint.OTHER, "")
    assert feedback.how_many_wait() == 0


def test_what_is_done_again_costs_nothing_and_comes_on_no_invoice(app: Flask, at: At) -> None:
    job = done_job(at)
    with at(job.day):
        told = feedback.complain(job, Complaint.UNDONE, "")
        again = told.redo(job.day + timedelta(days=4), time(10))
    assert (again.price, again.order_id, again.redo_of, again.minutes) == (
        Money.zero(),
        job.order_id,
        job.id,
        job.minutes,
    )
    with pytest.raises(AlreadySaid):
        told.redo(job.day + timedelta(days=5), time(10))
    with pytest.raises(AlreadySaid):
        told.talk()
    with pytest.raises(AlreadySaid):
        told.settle("Toch niet.")
    again.price = Money(100)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_weekly_garden_keeps_its_visits_when_one_is_done_again(app: Flask, at: At) -> None:
    job = done_job(at, frequency="weekly")
    with at(job.day):
        planned = select(Job.id).where(Job.order_id == job.order_id, Job.redo_of.is_(None))
        before = db.session.scalars(planned).all()
        feedback.complain(job, Complaint.UNDONE, "").redo(job.day + timedelta(days=1), time(10))
        order = db.session.get_one(Order, job.order_id)
        assert make_jobs([order]) == []
        assert db.session.scalars(planned).all() == before


def test_an_order_is_not_finished_while_something_is_done_again(app: Flask, at: At) -> None:
    job = done_job(at)
    with at(job.day):
        again = feedback.complain(job, Complaint.UNDONE, "").redo(job.day + timedelta(days=1), time(10))
        finish_orders(job.day)
        assert job.order is not None
        assert job.order.state == "accepted"
        again.cancel()
        finish_orders(job.day)
        assert job.order.state == "finished"


def test_what_is_done_again_lies_ahead_on_a_workday(app: Flask, at: At) -> None:
    job = done_job(at)
    with at(job.day):
        told = feedback.complain(job, Complaint.DAMAGE, "De vaas.")
        with pytest.raises(InThePast):
            told.redo(job.day - timedelta(days=1), time(10))
        with pytest.raises(NoWorkday):
            told.redo(date(2026, 3, 8), time(10))
    assert told.state == FeedbackState.COMPLAINED


def test_what_came_of_a_talk_is_said_in_words(app: Flask, at: At) -> None:
    job = done_job(at)
    told = feedback.complain(job, Complaint.CONTACT, "")
    told.talk()
    with pytest.raises(NeedsWords):
        told.settle("  ")
    told.settle("We sturen voortaan Saida.")
    assert (told.state, feedback.waiting(), feedback.dealt_with()) == (FeedbackState.SETTLED, [], [told])


def test_a_customer_says_it_and_reads_what_came_of_it(
    app: Flask, client: FlaskClient, at: At, sign_in: SignIn
) -> None:
    wijk()
    job = done_job(at)
    assert job.order is not None
    home = f"/bestelling/{job.order.token}"
    with at(job.day + timedelta(days=1)):
        coordinator = sign_in(login=a_login(Role.COORDINATOR, name="Marga Oosterhuis"))
        assert "Hoe was het?" in client.get(home).text
        assert client.post(f"{home}/klus/{job.id}/goed").status_code == 303
        assert "Je vond het goed" in client.get(home).text
        empty = client.post(f"{home}/klus/{job.id}/niet-goed", data={"words": "Hm."})
        assert (empty.status_code, "Vul dit in." in empty.text) == (422, True)
        said = {"what": "undone", "words": "De achterkant is vergeten.", "once": "een"}
        assert client.post(f"{home}/klus/{job.id}/niet-goed", data=said).status_code == 303
        assert client.post(f"{home}/klus/{job.id}/niet-goed", data=said).status_code == 303
        assert "Je hoort snel wat we doen" in client.get(home).text
        (told,) = db.session.scalars(select(Feedback))
        (letter,) = db.session.scalars(select(Mail).where(Mail.to == "marga.oosterhuis@example.org"))
        assert "achterkant" not in letter.text, "what was said stands in the house, not in a mailbox"

        assert "1 klant is niet tevreden" in coordinator.get("/bestellingen").text
        assert "Niet alles is gedaan" in coordinator.get("/reacties").text
        assert "De achterkant is vergeten." in coordinator.get(f"/reacties/{told.id}").text
        wrong = coordinator.post(f"/reacties/{told.id}/overdoen", data={"day": "2026-03-01", "begins": "10:00"})
        assert (wrong.status_code, "Kies een dag die nog komt." in wrong.text) == (422, True)
        when = {"day": "2026-03-10", "begins": "10:00"}
        assert coordinator.post(f"/reacties/{told.id}/overdoen", data=when).status_code == 303
        assert coordinator.post(f"/reacties/{told.id}/overdoen", data=when).status_code == 409
        page = client.get(home).text
        assert "We komen het overdoen op dinsdag 10 maart" in page
        assert "we doen het over, zonder kosten" in page
        assert client.post(f"{home}/klus/{job.id}/goed").status_code == 409
    assert db.session.query(Job).count() == 2


def test_a_talk_is_closed_by_what_was_agreed(app: Flask, client: FlaskClient, at: At, sign_in: SignIn) -> None:
    wijk()
    job = done_job(at)
    assert job.order is not None
    with at(job.day):
        told = feedback.complain(job, Complaint.CONTACT, "")
        coordinator = sign_in(Role.COORDINATOR)
        assert coordinator.post(f"/reacties/{told.id}/gesprek").status_code == 303
        assert "We bellen je" in client.get(f"/bestelling/{job.order.token}").text
        assert coordinator.post(f"/reacties/{told.id}/antwoord", data={"answer": " "}).status_code == 422
        agreed = {"answer": "Volgende keer komt Saida."}
        assert coordinator.post(f"/reacties/{told.id}/antwoord", data=agreed).status_code == 303
        assert "Volgende keer komt Saida." in client.get(f"/bestelling/{job.order.token}").text
        assert "Afgehandeld" in coordinator.get("/reacties").text


def test_only_who_plans_reads_complaints_and_nobody_judges_the_work_of_another(
    app: Flask, client: FlaskClient, at: At, sign_in: SignIn
) -> None:
    wijk()
    job = done_job(at)
    with at(job.day):
        other = cast.an_order(job.service)
        told = feedback.complain(job, Complaint.OTHER, "")
        for role in (Role.TREASURER, Role.MEMBER):
            assert sign_in(role).get(f"/reacties/{told.id}").status_code == 403
        assert client.post(f"/bestelling/{other.token}/klus/{job.id}/goed").status_code == 404
        assert client.get(f"/bestelling/{other.token}/klus/{job.id}/niet-goed").status_code == 404


def test_what_is_done_again_is_staffed_and_told_like_any_job(app: Flask, at: At) -> None:
    job = done_job(at)
    with at(job.day):
        again = feedback.complain(job, Complaint.UNDONE, "").redo(job.day + timedelta(days=1), time(10))
        assign(again, [job.assignments[0].member])
    with at(again.day):
        hours.approve([hours.confirm(again, job.assignments[0].member, "weer")])
    assert again.state == JobState.DONE


def test_in_the_demo_one_complaint_waits_for_whoever_looks_around(app: Flask, at: At) -> None:
    job = done_job(at)
    with at(MONDAY + timedelta(weeks=1)):
        say_how_it_was(MONDAY + timedelta(weeks=1))
        assert [told.job for told in feedback.waiting()] == [job]
