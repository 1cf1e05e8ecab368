"""The whole budget typed on one page, beside what was booked."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from coop.ledger.account import account
from coop.ledger.chart import REVENUE_HIGH
from coop.ledger.posting import post
from coop.money import Money
from coop.permission import Role
from invoicing.budget.adoption import adopt
from invoicing.budget.line import Place, by_month, year_amounts
from invoicing.budget.revision import revise
from invoicing.budget.version import versions
from tests.coop.ledger.cast import sale
from tests.invoicing.budget.cast import MEETING, YEAR, a_draft, gardens, rent
from tests.invoicing.cast import wijk

PAGE = f"/begroting/{YEAR}/invullen"


@pytest.fixture
def place(session: scoped_session[Session]) -> Place:
    """A garden that was invoiced last year and this year."""
    wijk()
    tuin = gardens()[1]
    post([sale(1, 123456, date(YEAR, 3, 14), tuin), sale(2, 50000, date(YEAR - 1, 3, 14), tuin)])
    session.commit()
    return account(REVENUE_HIGH).id, tuin


@pytest.fixture
def treasurer(sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """Who makes the budget."""
    return sign_in(Role.TREASURER)


def field(place: Place) -> str:
    """What the amount of a line is called."""
    return "place_{}_{}".format(*place)


def test_the_board_does_not_change_the_budget(sign_in: Callable[..., FlaskClient]) -> None:
    assert sign_in(Role.BOARD).get(PAGE).status_code == 403
    assert sign_in(Role.BOARD).post(PAGE, data={"seen": "0"}).status_code == 403


def test_what_was_booked_stands_beside_each_line(treasurer: FlaskClient, place: Place) -> None:
    page = treasurer.get(PAGE).text
    assert f'name="{field(place)}"' in page
    assert f'data-label="Geboekt in {YEAR - 1}">500,00<' in page
    assert f'data-label="Geboekt in {YEAR}">1.234,56<' in page


def test_every_line_and_a_new_one_are_kept_at_once(treasurer: FlaskClient, place: Place) -> None:
    added = {"account_0": str(rent()[0]), "object_0": "0", "amount_0": "600,50"}
    assert treasurer.post(PAGE, data={"seen": "0", field(place): "1.500", **added}).status_code == 303
    assert year_amounts(YEAR) == {place: Money(150000), rent(): Money(60050)}


def test_a_line_that_did_not_come_along_stays_and_an_empty_one_goes(treasurer: FlaskClient, place: Place) -> None:
    added = {"account_0": str(rent()[0]), "object_0": "0", "amount_0": "600"}
    assert treasurer.post(PAGE, data={"seen": "0", field(place): "1.500", **added}).status_code == 303
    assert treasurer.post(PAGE, data={"seen": "1", field(place): "900"}).status_code == 303
    assert year_amounts(YEAR) == {place: Money(90000), rent(): Money(60000)}
    assert treasurer.post(PAGE, data={"seen": "2", field(place): "", field(rent()): "600"}).status_code == 303
    assert year_amounts(YEAR) == {rent(): Money(60000)}


def test_what_was_typed_wrong_is_kept_and_explained(treasurer: FlaskClient, place: Place) -> None:
    answer = treasurer.post(PAGE, data={"seen": "0", field(place): "1,2,3"})
    assert answer.status_code == 422
    assert 'value="1,2,3"' in answer.text
    assert "Schrijf het bedrag als 12,50 of 1.234,50." in answer.text


@pytest.mark.usefixtures("place")
def test_a_new_line_needs_an_account(treasurer: FlaskClient) -> None:
    answer = treasurer.post(PAGE, data={"seen": "0", "account_0": "0", "object_0": "0", "amount_0": "5"})
    assert answer.status_code == 422
    assert "Kies een rekening." in answer.text
    assert year_amounts(YEAR) == {}


def test_the_second_of_two_treasurers_is_told(treasurer: FlaskClient, place: Place) -> None:
    assert treasurer.post(PAGE, data={"seen": "0", field(place): "100"}).status_code == 303
    answer = treasurer.post(PAGE, data={"seen": "0", field(place): "200"})
    assert answer.status_code == 422
    assert "Een collega heeft de begroting net aangepast." in answer.text
    assert year_amounts(YEAR) == {place: Money(10000)}


@pytest.mark.usefixtures("place")
def test_an_adopted_budget_is_closed_and_its_revision_is_not(
    treasurer: FlaskClient, session: scoped_session[Session]
) -> None:
    adopt(YEAR, MEETING, a_draft().changes)
    session.commit()
    assert treasurer.get(PAGE).status_code == 404
    revised = revise(YEAR, versions(YEAR)[-1].changes)
    session.commit()
    kept = treasurer.post(PAGE, data={"seen": str(revised.changes), field(rent()): "720"})
    assert kept.status_code == 303
    assert sum(by_month(revised.id)[rent()], Money.zero()) == Money(72000)
    assert year_amounts(YEAR)[rent()] != Money(72000)
