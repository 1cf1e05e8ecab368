"""An offer that two people answer at the same moment is answered once, and sent twice it is numbered once."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.permission import Role
from invoicing.contract.contract import Contract
from invoicing.quotation.quotation import Quotation, QuotationState
from orders.order import Order
from tests.invoicing.cast import wijk
from tests.invoicing.quotation import cast
from tests.stories.at_once import at_once, count

TODAY = date(2026, 3, 16)
YES = {"signer": "Ineke Postma", "role": "Hoofd inkoop", "may_sign": "y"}
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield


def test_who_accepts_and_who_declines_at_once_give_one_answer(app: Flask) -> None:
    here = f"/offerte/{cast.a_sent().token}"
    db.session.commit()
    yes = [(app.test_client(), f"{here}/akkoord", YES) for _ in range(2)]
    no = (app.test_client(), f"{here}/afwijzing", {"reason": "Te duur."})
    answers = at_once(TODAY, *yes, no)
    assert {answer.status_code for answer in answers} == {303}
    state = db.session.scalars(select(Quotation.state)).one()
    made = 1 if state == QuotationState.ACCEPTED else 0
    assert (count(Contract), count(Order)) == (made, made)


def test_it_is_not_accepted_while_it_is_taken_back(app: Flask, sign_in: SignIn) -> None:
    sent = cast.a_sent()
    here, desk = f"/offerte/{sent.token}", f"/offertes/{sent.id}"
    coordinator = sign_in(Role.COORDINATOR)
    at_once(TODAY, (app.test_client(), f"{here}/akkoord", YES), (coordinator, f"{desk}/intrekking", {}))
    state = db.session.scalars(select(Quotation.state)).one()
    assert state in (QuotationState.ACCEPTED, QuotationState.WITHDRAWN)
    assert count(Contract) == (1 if state == QuotationState.ACCEPTED else 0)


def test_drafts_sent_at_once_are_numbered_without_gap_or_double(sign_in: SignIn) -> None:
    drafts = [cast.a_draft().id for _ in range(2)]
    forms = [(sign_in(Role.COORDINATOR), f"/offertes/{drafts[place % 2]}/verzending", {}) for place in range(3)]
    at_once(TODAY, *forms)
    numbers = sorted(str(number) for number in db.session.scalars(select(Quotation.number)))
    assert numbers == ["O2026-001", "O2026-002"]
