"""The treasurer's home: what to invoice, to match, overdue and to approve, and whether we make it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from coop import audit, clock
from coop.ledger.cost_object import cost_object
from coop.ledger.posting import post
from coop.money import Money
from coop.permission import Role
from invoicing import purchase, today
from invoicing.bought import Bought
from invoicing.claims import claim
from orders.job import JobState
from tests.coop.ledger.cast import sale
from tests.invoicing.cast import done_job, draft_line, issued, service, wijk
from tests.invoicing.claims.cast import a_claim
from tests.invoicing.paying_out.cast import approved, asks, ordered, supplier
from tests.members.cast import organisation, person

TODAY = date(2026, 3, 16)
SignIn = Callable[..., FlaskClient]


def test_finished_work_waits_with_its_amount_and_with_whom_it_cannot_reach(app: Flask) -> None:
    with clock.at(TODAY):
        wijk()
        tuin = service()
        done_job(person(), tuin, date(2026, 3, 9), 3250)
        done_job(person("Omar Bakker", email=""), tuin, date(2026, 3, 10), 1000)
        done_job(person("Els Mulder"), tuin, date(2026, 3, 20), 999)
        waits = today.to_invoice()
        assert (waits.number, waits.amount) == (2, Money(4250)), "not the visit that lies ahead"
        assert today.doubtful().number == 1
        done_job(person("Jo Visser"), tuin, date(2026, 3, 11), 1000, state=JobState.PLANNED)
        assert today.doubtful().number == 2, "hours nobody approved are a doubt too"


def test_an_invoice_is_overdue_the_day_after_its_last_day_and_a_paid_one_never(app: Flask) -> None:
    with clock.at(TODAY):
        wijk()
        found = issued(person(), [draft_line(12_100)])
    with clock.at(found.due_on):
        assert today.overdue().number == 0
    with clock.at(date(2026, 12, 1)):
        waits = today.overdue()
        assert (waits.number, waits.amount) == (1, found.payable)


def test_what_one_made_oneself_waits_for_another(app: Flask) -> None:
    with clock.at(TODAY):
        wijk(purchase_limit=Money(100_000))
        with audit.actor("login:1"):
            purchase.enter(
                organisation("Aannemer"), "F-1", TODAY, TODAY, [Bought("45105", Money(100_001), "none", "Dak")]
            )
            fatima = person()
            claim.submit(fatima, "Verf", TODAY, Money(2_450), a_claim(fatima).receipt_sha)
            asks(supplier())
            order = ordered()
            assert [one().number for one in _approvals()] == [0, 1, 0], "the claim of the cast is somebody else's"
        with audit.actor("login:2"):
            assert [one().number for one in _approvals()] == [1, 2, 1]
            assert today.files_to_take().number == 0
            approved(order)
            assert today.files_to_take().number == 1


def test_the_treasurer_sees_the_four_figures_without_a_click(
    sign_in: SignIn, statements: Callable[[], Any]
) -> None:
    with clock.at(TODAY):
        wijk()
        tuin = cost_object("service", "tuin", "Tuinonderhoud").id
        post([sale(1, 123456, date(2026, 3, 14), tuin)])
        done_job(person(), service("ramen"), date(2026, 3, 9))
        treasurer = sign_in(Role.TREASURER)
        with statements() as few:
            page = treasurer.get("/vandaag").text
        for measure in ("Begroot", "Geboekt", "Afgesproken", "Verwacht", "1.234,56"):
            assert measure in page
        assert "<svg" in page.partition("Halen we het?")[2]
        for number in range(5):
            done_job(person(f"Buur {number}"), service(f"dienst-{number}"), date(2026, 3, 9))
        with statements() as many:
            page = treasurer.get("/vandaag").text
    assert "posten klaar om te factureren" in page
    assert len(many) == len(few) <= 28, many


def _approvals() -> tuple[Callable[[], today.Waiting], ...]:
    return today.purchases_to_approve, today.claims_to_decide, today.orders_to_approve
