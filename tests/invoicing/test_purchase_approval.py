"""Large purchases: a second person approves before anything is paid, and the database holds to it."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coop import audit, clock
from coop.money import Money
from coop.permission import Role
from invoicing import purchase, purchase_approval, purchase_payment
from invoicing.bought import Bought
from invoicing.purchase import Purchase
from invoicing.purchase_approval import AlreadyApproved, NotApproved, OwnPurchase
from tests.invoicing.cast import wijk
from tests.members.cast import organisation

TODAY = date(2026, 12, 1)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk(purchase_limit=Money(100_000))
        yield


def a_purchase(cents: int = 100_001) -> Purchase:
    """A purchase without VAT, entered by somebody called treasurer."""
    with audit.actor("treasurer"):
        return purchase.enter(
            organisation("Aannemer"), "F-1", TODAY, TODAY, [Bought("45105", Money(cents), "none", "Dak")]
        )


def test_above_the_limit_nothing_is_paid_before_somebody_else_approved() -> None:
    made = a_purchase()
    with pytest.raises(NotApproved):
        purchase_payment.pay(made, TODAY, made.payable)
    with audit.actor("treasurer"), pytest.raises(OwnPurchase):
        purchase_approval.approve(made.id, made.entered_by)
    with audit.actor("board"):
        purchase_approval.approve(made.id, made.entered_by)
        with pytest.raises(AlreadyApproved):
            purchase_approval.approve(made.id, made.entered_by)
    purchase_payment.pay(made, TODAY, made.payable)
    assert purchase_payment.open_of(made) == Money(0)


def test_up_to_the_limit_it_is_paid_at_once() -> None:
    made = a_purchase(100_000)
    assert purchase_approval.of(made.id) is None
    purchase_payment.pay(made, TODAY, made.payable)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (
            "INSERT INTO purchase_payment (purchase_id, day, amount, way, reference, booked_at, booked_by)"
            " SELECT id, day, payable, 'bank', '', entered_at, 'x' FROM purchase",
            "waiting",
        ),
        ("UPDATE purchase_approval SET approved_at = CURRENT_TIMESTAMP, approved_by = 'treasurer'", "own"),
        ("DELETE FROM purchase_approval", "given"),
    ],
)
def test_the_database_holds_to_it(session: Session, change: str, rule: str) -> None:
    a_purchase()
    session.commit()
    with pytest.raises(DBAPIError, match=f"approvals:{rule}"):
        session.execute(text(change))


def test_the_treasurer_enters_and_the_board_approves_on_the_screen(session: Session, sign_in: SignIn) -> None:
    made = a_purchase()
    session.commit()
    treasurer, board, coordinator = sign_in(Role.TREASURER), sign_in(Role.BOARD), sign_in(Role.COORDINATOR)
    here = f"/inkoop/{made.id}"
    assert "wacht op goedkeuring" in treasurer.get("/inkoop").text
    assert "Boek de betaling" not in treasurer.get(here).text
    assert coordinator.post(f"{here}/goedkeuring").status_code == 403
    assert board.post(f"{here}/goedkeuring").status_code == 303
    assert "Goedgekeurd op" in board.get(here).text
    assert "Boek de betaling" not in board.get(here).text
    assert "Boek de betaling" in treasurer.get(here).text
    assert board.post(f"{here}/goedkeuring").status_code == 409


def test_who_entered_it_is_told_to_ask_somebody_else(session: Session, sign_in: SignIn) -> None:
    treasurer = sign_in(Role.TREASURER)
    supplier = organisation("Aannemer")
    session.commit()
    typed = {"supplier": str(supplier.id), "number": "9", "day": "2026-12-01", "due_on": "2026-12-01"}
    for place in range(4):
        typed |= {f"lines-{place}-{key}": "" for key in ("account", "net")}
        typed |= {f"lines-{place}-vat_rule": "none", f"lines-{place}-cost_object": "0"}
    typed |= {"lines-0-account": "45105", "lines-0-net": "2000"}
    here = treasurer.post("/inkoop/nieuw", data=typed).location
    page = treasurer.post(f"{here}/goedkeuring", follow_redirects=True).text
    assert "Je hebt deze factuur zelf ingevoerd." in page
    assert "Boek de betaling" not in page
