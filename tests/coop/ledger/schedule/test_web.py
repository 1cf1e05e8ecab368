"""Schedules on the screen."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.ledger.account import account
from coop.ledger.balance import balance
from coop.ledger.schedule.schedule import Schedule, find
from coop.money import Money
from coop.permission import Role

SignIn = Callable[..., FlaskClient]
TODAY = date(2026, 3, 10)
ROOT = "/grootboek/vaste-boekingen"


@pytest.fixture(autouse=True)
def _today(app: object) -> Iterator[None]:
    with clock.at(TODAY):
        yield


def typed(**changed: str) -> dict[str, str]:
    """An insurance of € 10,00 a month that began in January."""
    return {
        "kind": "prepaid",
        "name": "Verzekering bakfiets",
        "result_account": "46305",
        "balance_account": "",
        "amount": "10",
        "each": "month",
        "begin": "2026-01-01",
        "months": "12",
        "cost_object": "",
        **changed,
    }


def test_the_treasurer_enters_one_and_what_is_over_is_booked_at_once(
    sign_in: SignIn, session: scoped_session[Session]
) -> None:
    browser = sign_in(Role.TREASURER)
    answer = browser.post(f"{ROOT}/nieuw", data=typed())
    assert answer.location == f"{ROOT}/1"
    assert balance("46305") == Money(2000)
    page = browser.get(answer.location).text
    for words in (
        "2 maanden zijn meteen geboekt",
        "€\u00a0120,00",
        "€\u00a0100,00",
        "14165 Vooruitbetaalde kosten",
    ):
        assert words in page
    overview = browser.get(ROOT).text
    assert "maart 2026" in overview
    assert "De vaste boekingen verdelen daarvan nog €\u00a0100,00" in overview


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"amount": "0"}, "boven € 0"),
        ({"amount": "1,2,3"}, "Schrijf het bedrag als"),
        ({"result_account": ""}, "Kies een rekening"),
        ({"result_account": "14165"}, "twee verschillende"),
        ({"result_account": "99999"}, "Er is geen grootboekrekening"),
        ({"begin": "1999-01-01"}, "Kies een maand uit de lijst"),
        ({"months": "0"}, "Aantal maanden"),
        ({"name": ""}, "Vul dit in"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    sign_in: SignIn, session: scoped_session[Session], changed: dict[str, str], sentence: str
) -> None:
    page = sign_in(Role.TREASURER).post(f"{ROOT}/nieuw", data=typed(**changed))
    assert page.status_code == 422
    assert sentence in page.text
    assert session.query(Schedule).count() == 0


def test_one_is_changed_and_stopped_from_a_month_that_is_not_booked(
    sign_in: SignIn, session: scoped_session[Session]
) -> None:
    browser = sign_in(Role.TREASURER)
    browser.post(f"{ROOT}/nieuw", data=typed())
    early = browser.post(f"{ROOT}/1/wijziging", data={"month": "2026-02-01", "amount": "50", "months": "5"})
    assert early.status_code == 422
    changed = browser.post(f"{ROOT}/1/wijziging", data={"month": "2026-04-01", "amount": "50", "months": "5"})
    assert changed.location == f"{ROOT}/2"
    assert "eerdere boeking" in browser.get(f"{ROOT}/2").text
    assert (find(1).stopped_from, find(2).amount) == (date(2026, 4, 1), Money(5000))
    session.rollback()
    assert browser.post(f"{ROOT}/2/stop", data={"stop_from": "2026-06-01"}).status_code == 303
    assert find(2).stopped_from == date(2026, 6, 1)
    assert "is niet meer verdeeld" in browser.get(f"{ROOT}/2").text
    session.rollback()
    assert browser.post(f"{ROOT}/1/stop", data={"stop_from": "1999-01-01"}).status_code == 422


def test_the_board_reads_and_does_not_enter(sign_in: SignIn, session: scoped_session[Session]) -> None:
    sign_in(Role.TREASURER).post(f"{ROOT}/nieuw", data=typed())
    browser = sign_in(Role.BOARD)
    assert "Verzekering bakfiets" in browser.get(ROOT).text
    assert "Aanpassen" not in browser.get(f"{ROOT}/1").text
    assert browser.get(f"{ROOT}/nieuw").status_code == 403
    assert browser.post(f"{ROOT}/1/stop", data={"stop_from": "2026-06-01"}).status_code == 403
    assert sign_in(Role.MEMBER).get(ROOT).status_code == 403


def test_only_accounts_in_use_are_offered(sign_in: SignIn, session: scoped_session[Session]) -> None:
    account("46305").active = False
    session.commit()
    assert "46305" not in sign_in(Role.TREASURER).get(f"{ROOT}/nieuw").text
