"""What a giver settled to go back goes back once, by hand or by the bank, and can be undone."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from invoicing.grants.grant import Grant, GrantSettlement, total_to_repay
from invoicing.grants.receiving import receive
from invoicing.grants.repaying import RepaidTooMuch, find, repay, standing, undo_repayment
from invoicing.grants.settling import NotSettled, RepaidAlready, settle, undo
from invoicing.grants.standing import standing as grant_standing
from invoicing.payment import AlreadyUndone, BookedMeanwhile, NotYet
from tests.invoicing.cast import wijk
from tests.invoicing.grants.cast import a_grant

AFTER = date(2027, 3, 1)
OWED = Money(150_000)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(AFTER):
        wijk()
        yield
        assert verify().first_fault is None


def settled() -> tuple[Grant, GrantSettlement]:
    """A grant of which everything came in and fifteen hundred euro goes back."""
    made = a_grant()
    receive(made, date(2026, 2, 1), made.amount)
    return made, settle(made, made.amount - OWED, AFTER)


def test_what_goes_back_is_owed_no_more() -> None:
    made, settlement = settled()
    with pytest.raises(RepaidTooMuch, match=r"1\.500,00"):
        repay(made, AFTER, OWED + Money(1))
    repay(made, AFTER, Money(100_000))
    assert (settlement.owed, total_to_repay(), balance(chart.GRANT_TO_RETURN)) == (
        Money(50_000),
        Money(50_000),
        Money(-50_000),
    )
    assert grant_standing(made.id, AFTER).figures.returning == Money(50_000)
    repay(made, AFTER, Money(50_000))
    assert not settlement.owed
    assert "terugbetaald" in grant_standing(made.id, AFTER).sentence
    with pytest.raises(RepaidTooMuch):
        repay(made, AFTER, Money(1))


def test_it_can_be_undone_once_and_before_the_settlement_it_rests_on() -> None:
    made, settlement = settled()
    gone = repay(made, AFTER, OWED)
    with pytest.raises(RepaidAlready, match=r"1\.500,00"):
        undo(made, AFTER)
    undo_repayment(find(made, gone.id), AFTER)
    assert (settlement.owed, standing(settlement)) == (OWED, [])
    with pytest.raises(AlreadyUndone):
        undo_repayment(gone, AFTER)
    undo(made, AFTER)
    with pytest.raises(NotSettled):
        repay(made, AFTER, OWED)


def test_it_has_happened_and_was_seen() -> None:
    made, _ = settled()
    with pytest.raises(NotYet):
        repay(made, AFTER + timedelta(days=1), OWED)
    with pytest.raises(BookedMeanwhile):
        repay(made, AFTER, OWED, seen=OWED + Money(1))


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO grant_repayment (settlement_id, day, amount, way) VALUES (1, '2027-03-01', 150001, 'bank')",
        "INSERT INTO grant_repayment (settlement_id, day, amount, way) VALUES (1, '2027-03-01', -1, 'bank')",
        "UPDATE grant_repayment SET amount = 1",
        "DELETE FROM grant_repayment",
        "UPDATE grant_settlement SET undone_on = '2027-03-01'",
    ],
)
def test_the_database_keeps_it_within_what_was_settled(change: str) -> None:
    made, _ = settled()
    repay(made, AFTER, Money(100))
    with pytest.raises(IntegrityError, match="grants:"), db.session.begin_nested():
        db.session.execute(text(change.replace("-1,", "-101,")))


def test_the_treasurer_books_it_and_takes_it_back(sign_in: SignIn, session: scoped_session[Session]) -> None:
    made, settlement = settled()
    session.commit()
    client, page = sign_in(Role.TREASURER), f"/subsidies/{made.id}/verantwoording"
    with clock.at(AFTER):
        assert "Vastgesteld. We betalen" in client.get(page).text
        typed: dict[str, Any] = {"day": str(AFTER), "amount": "1.500,01", "way": "bank", "seen": "1500,00"}
        refused = client.post(f"/subsidies/{made.id}/terugbetaling", data=typed)
        assert refused.status_code == 422
        assert "1.500,00 terug te betalen" in refused.text
        kept = client.post(f"/subsidies/{made.id}/terugbetaling", data={**typed, "amount": "1.500,00"})
        assert kept.status_code == 303
        assert "terugbetaald op" in client.get(page).text
        twice = client.post(f"/subsidies/{made.id}/terugbetaling", data={**typed, "amount": "1.500,00"})
        assert twice.status_code == 422
        assert "Er is net al iets geboekt." in twice.text
        [gone] = standing(settlement)
        back = client.post(f"/subsidies/{made.id}/terugbetaling/{gone.id}/terug")
        assert back.status_code == 303
        assert client.post(f"/subsidies/{made.id}/terugbetaling/{gone.id}/terug").status_code == 409
        assert client.post(f"/subsidies/{made.id}/terugbetaling/9/terug").status_code == 404
        other = a_grant()
        session.commit()
        assert client.post(f"/subsidies/{other.id}/terugbetaling/{gone.id}/terug").status_code == 404
        early = client.post(f"/subsidies/{other.id}/terugbetaling", data=typed)
        assert early.status_code == 422
        assert "Deze subsidie is niet vastgesteld." in early.text
    assert sign_in(Role.BOARD).post(f"/subsidies/{made.id}/terugbetaling", data=typed).status_code == 403
