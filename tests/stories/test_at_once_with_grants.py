"""Two treasurers at the same moment with one grant: it is granted and settled once, and no cost is paid twice."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from invoicing.grants import asking
from invoicing.grants.charge import GrantCharge
from invoicing.grants.grant import Grant, GrantRepayment, GrantSettlement
from invoicing.grants.receiving import receive
from invoicing.grants.request import GrantCost, GrantRequest
from invoicing.grants.rule import add_rule
from invoicing.grants.settling import settle
from tests.invoicing.cast import wijk
from tests.invoicing.grants.cast import BEGIN, a_bill, a_grant, a_request
from tests.stories.at_once import at_once, count

AUTUMN = date(2026, 11, 2)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _autumn(app: Flask) -> Iterator[None]:
    with clock.at(AUTUMN):
        wijk()
        yield
        assert verify().first_fault is None


def test_two_treasurers_grant_the_same_request(two: Any) -> None:
    made = a_request()
    asking.send(made, AUTUMN)
    told = {"amount": "8.000,00", "day": str(AUTUMN)}
    answers = two(Role.TREASURER, f"/subsidies/aanvragen/{made.id}/toekenning", told)
    assert sorted(code for code, _ in answers) == [303, 422]
    assert count(Grant) == 1


def test_two_treasurers_pay_the_same_grant_back(two: Any) -> None:
    given = a_grant()
    receive(given, BEGIN, given.amount)
    settle(given, given.amount - Money(20_000), AUTUMN)
    told = {"day": str(AUTUMN), "amount": "200,00", "way": "bank", "seen": "200,00"}
    answers = two(Role.TREASURER, f"/subsidies/{given.id}/terugbetaling", told)
    assert sorted(code for code, _ in answers) == [303, 422]
    assert count(GrantRepayment) == 1


def test_two_treasurers_settle_the_same_grant(two: Any) -> None:
    given = a_grant()
    answers = two(
        Role.TREASURER, f"/subsidies/{given.id}/vaststelling", {"established": "1,00", "day": str(AUTUMN)}
    )
    assert sorted(code for code, _ in answers) == [303, 422]
    assert count(GrantSettlement) == 1


def test_one_sends_a_request_to_which_another_adds_a_cost(sign_in: SignIn) -> None:
    made = a_request()
    where = f"/subsidies/aanvragen/{made.id}"
    cost = {"activity": str(made.activities[0].id), "text": "Koffie", "amount": "10,00"}
    answers = at_once(
        AUTUMN,
        (sign_in(Role.TREASURER), f"{where}/verzending", {"day": str(AUTUMN)}),
        (sign_in(Role.TREASURER), f"{where}/begroting/kosten", cost),
    )
    assert sorted(answer.status_code for answer in answers) in ([303, 404], [303, 422])
    assert (count(GrantRequest, GrantRequest.state == "sent") == 1) == (count(GrantCost) == 2)


def test_two_grants_settled_at_once_pay_each_cost_once_and_nobody_waits_for_the_other(sign_in: SignIn) -> None:
    first, second = a_grant(5000).id, a_grant(5000).id
    for key in (first, second):
        add_rule(key, "70053")
    for key in range(3):
        a_bill(key, 3000, AUTUMN)
    told = {"established": "50,00", "day": str(AUTUMN)}
    answers = at_once(
        AUTUMN, *((sign_in(Role.TREASURER), f"/subsidies/{key}/vaststelling", told) for key in (second, first))
    )
    assert [answer.status_code for answer in answers] == [303, 303]
    paid = [
        count(GrantCharge, GrantCharge.grant_id == key, GrantCharge.amount > Money(0)) for key in (first, second)
    ]
    assert paid == [2, 1]
