"""Two treasurers in one budget at the same moment: the first is kept, the second is told, nothing is half done."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.ledger.posting import post
from coop.money import Money
from coop.permission import Role
from invoicing.budget.adoption import adopt
from invoicing.budget.line import year_amounts
from invoicing.budget.version import BudgetVersion
from tests.coop.ledger.cast import sale
from tests.invoicing.budget.cast import MEETING, YEAR, a_draft, gardens, rent
from tests.invoicing.cast import wijk
from tests.stories.at_once import at_once, count

MONDAY = date(2026, 3, 2)
PAGE = f"/begroting/{YEAR}"
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield


def test_two_treasurers_begin_with_last_year(two: Any) -> None:
    post([sale(1, 50000, date(2025, 3, 14), gardens()[1])])
    (first, _), (second, _told) = two(Role.TREASURER, f"{PAGE}/van-vorig-jaar", {"seen": "0"})
    assert (first, second) == (303, 303)
    assert year_amounts(YEAR) == {gardens(): Money(50000)}


def test_two_treasurers_change_the_same_line(two: Any) -> None:
    typed = {"seen": str(a_draft().changes), "amount": "700", "how": "even"}
    (first, _), (second, told) = two(Role.TREASURER, f"{PAGE}/regel/{rent()[0]}/0/maanden", typed)
    assert (first, second) == (303, 422)
    assert "Een collega heeft de begroting net aangepast." in told
    assert year_amounts(YEAR)[rent()] == Money(70000)


def test_two_treasurers_begin_a_revision(two: Any) -> None:
    seen = str(adopt(YEAR, MEETING, a_draft().changes).changes)
    (first, _), (second, _told) = two(Role.TREASURER, f"{PAGE}/herziening", {"seen": seen})
    assert (first, second) == (303, 409)
    assert count(BudgetVersion) == 2


def test_nothing_slips_into_a_budget_while_it_is_adopted(sign_in: SignIn) -> None:
    seen = str(a_draft().changes)
    els, ria = sign_in(Role.TREASURER), sign_in(Role.TREASURER)
    answers = at_once(
        MONDAY,
        (els, f"{PAGE}/vaststellen", {"seen": seen, "on": str(MEETING)}),
        (ria, f"{PAGE}/regel/{rent()[0]}/0", {"seen": seen, "amount": "700", "how": "even"}),
    )
    assert [answer.status_code for answer in answers].count(303) == 1
    db.session.expire_all()
    adopted = db.session.query(BudgetVersion.adopted_on).scalar() is not None
    assert year_amounts(YEAR)[rent()] == Money(60000 if adopted else 70000)
