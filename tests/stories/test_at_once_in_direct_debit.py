"""Two at the same moment around a collection: it is made once, and a mandate that is withdrawn takes nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from coop.ledger.verify import verify
from coop.mail import Mail
from coop.money import Money
from coop.permission import Role
from invoicing import payment
from invoicing.direct_debit import making
from invoicing.direct_debit.collection import Collection, CollectionItem
from invoicing.direct_debit.mandate import Mandate
from invoicing.direct_debit.proposal import proposal
from invoicing.instalments.plan import InstalmentPlan
from invoicing.invoice import by_number
from invoicing.online.link import token_of
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import DUE, IBAN, MONDAY, clearing, collected, customer, signed
from tests.stories.at_once import at_once, count

SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield
        assert verify().first_fault is None


def form() -> dict[str, Any]:
    """All that can be collected, as the page has it."""
    return {"due": str(DUE), "invoice": [one.mark for one in proposal(DUE).ready]}


def test_two_treasurers_make_the_same_collection(two: Any) -> None:
    for name in ("Fatima Haddad", "Ali Demir"):
        signed(customer(name))
    (first, _), (second, told) = two(Role.TREASURER, "/incasso", form())
    assert (first, second, "Er is net iets veranderd" in told) == (303, 422, True)
    assert (count(Collection), count(CollectionItem), count(Mail)) == (1, 2, 2)
    assert clearing() == Money(10000)


def test_a_customer_withdraws_while_the_treasurer_collects(sign_in: SignIn, client: FlaskClient) -> None:
    mandate = signed(customer())
    answers = at_once(
        MONDAY,
        (sign_in(Role.TREASURER), "/incasso", form()),
        (client, f"/machtiging/{mandate.token}/intrekken", {}),
    )
    assert answers[1].status_code == 303
    db.session.expire_all()
    assert mandate.ended_why == "customer"
    assert count(CollectionItem, CollectionItem.withdrawn_on.is_(None)) == 0
    assert clearing() == Money.zero()


def test_somebody_pays_while_the_treasurer_collects(sign_in: SignIn) -> None:
    signed(customer())
    paid = {"day": str(MONDAY), "amount": "50,00", "way": "bank", "seen": "50,00"}
    answers = at_once(
        MONDAY,
        (sign_in(Role.TREASURER), "/incasso", form()),
        (sign_in(Role.TREASURER), "/facturen/2026-0001/betaling", paid),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    assert payment.paid(by_number("2026-0001")) == Money(5000)


def test_two_treasurers_take_out_the_same_invoice(two: Any) -> None:
    made = collected("Fatima Haddad", "Ali Demir")
    (first, _), (second, told) = two(Role.TREASURER, f"/incasso/regels/{made.items[0].id}/intrekken")
    assert (first, second, "al ingetrokken" in told) == (303, 409, True)
    assert clearing() == Money(5000)


def test_one_sends_what_another_withdraws(sign_in: SignIn) -> None:
    collected()
    answers = at_once(
        MONDAY,
        (sign_in(Role.TREASURER), "/incasso/1/ingediend", {}),
        (sign_in(Role.TREASURER), "/incasso/1/intrekken", {}),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]


def test_a_customer_signs_in_two_tabs(app: Flask) -> None:
    customer()
    page = f"/betalen/{token_of('2026-0001')}/machtiging"
    data = {"kind": "recurrent", "holder": "F. Haddad", "iban": IBAN, "signature": "Fatima", "agree": "y"}
    answers = at_once(MONDAY, *((app.test_client(), page, data) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    assert count(Mandate) == 1
    assert making.make(DUE).total == Money(5000)


def test_two_treasurers_agree_on_a_plan_with_the_same_customer(two: Any) -> None:
    ali = customer("Ali Demir")
    form = {"count": "2", "first_on": str(DUE), "every": "month", "seen": "50,00"}
    (first, _), (second, _told) = two(Role.TREASURER, f"/regelingen/klant/{ali.id}", form)
    assert first == 303
    assert second in {303, 422}  # sent to the plan that is there, or told
    assert count(InstalmentPlan) == 1
