"""My jobs: the same few statements, however much there is to see."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from coop.permission import Role
from members.login import make_login
from orders import absence, job_offer
from orders.staffing import assign
from tests.invoicing.cast import wijk
from tests.members.cast import a_member
from tests.orders import cast

MONDAY = date(2026, 3, 2)
At = Callable[[date], Any]
SignIn = Callable[..., FlaskClient]


def test_the_page_takes_as_many_statements_for_many_jobs_as_for_one(
    app: Flask, at: At, sign_in: SignIn, statements: Callable[[], Any]
) -> None:
    counts = []
    with at(MONDAY):
        wijk()
        job, jan = cast.a_staffed_job()
        els = a_member("Els Kamp", kind="volunteer")
        login = make_login(jan.person, Role.MEMBER)
    for many in (1, 5):
        with at(MONDAY):
            for _ in range(many):
                more = cast.a_job(cast.an_order(job.service))
                more.day = job.day - timedelta(days=1)
                assign(more, [jan])
                offered = cast.a_job(cast.an_order(job.service))
                offered.day, offered.begins = job.day + timedelta(days=many + _), job.begins
                assign(offered, [els])
                job_offer.make(absence.say(offered, els))
        with at(job.day):
            browser = sign_in(login=login)
            browser.get("/mijn")
            with statements() as seen:
                page = browser.get("/mijn").text
            counts.append(len([statement for statement in seen if statement.startswith("SELECT")]))
    assert page.count("Ik neem hem") == 6
    assert page.count("Nog doorgeven") == 1
    assert counts[0] == counts[1] <= 13, counts
