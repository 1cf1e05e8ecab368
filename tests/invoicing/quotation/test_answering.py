"""An answer is given once, in time, by somebody who may."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from invoicing.contract.contract import Contract
from invoicing.contract.making import PeriodOver
from invoicing.quotation import answering, sending
from invoicing.quotation.answering import NotOpen
from invoicing.quotation.quotation import QuotationState
from tests.invoicing import cast as invoicing_cast
from tests.invoicing.quotation import cast


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 3, 16)):
        invoicing_cast.wijk()
        yield


def _contracts() -> int:
    return db.session.scalar(select(func.count(Contract.id))) or 0


def test_who_accepts_says_who_they_are_and_a_contract_is_made_once() -> None:
    sent = cast.a_sent()
    with pytest.raises(answering.NotSigned):
        answering.accept(sent, "Ineke Postma", " ")
    answering.accept(sent, "Ineke Postma", "Hoofd inkoop", "PO-77")
    assert (sent.state, sent.signer, sent.reference) == (QuotationState.ACCEPTED, "Ineke Postma", "PO-77")
    with pytest.raises(NotOpen, match="al geaccepteerd"):
        answering.accept(sent, "Ineke Postma", "Hoofd inkoop")
    contract = db.session.scalars(select(Contract)).one()
    assert (contract.number, contract.reference) == ("C2026-001", "PO-77")


def test_after_its_last_day_it_cannot_be_accepted_also_before_the_night_says_so() -> None:
    sent = cast.a_sent(valid_until=date(2026, 3, 20))
    with clock.at(date(2026, 3, 21)), pytest.raises(NotOpen, match="gold tot een eerdere dag"):
        answering.accept(sent, "Ineke Postma", "Hoofd inkoop")
    answering.let_expire(date(2026, 3, 20))
    assert sent.state == QuotationState.SENT
    answering.let_expire(date(2026, 3, 21))
    assert (sent.state, _contracts()) == (QuotationState.EXPIRED, 0)


def test_what_was_taken_back_or_declined_cannot_be_accepted() -> None:
    back, declined = cast.a_sent(), cast.a_sent()
    sending.withdraw(back)
    with pytest.raises(answering.NeedsReason):
        answering.decline(declined, "")
    answering.decline(declined, "Te duur.")
    for closed, sentence in ((back, "ingetrokken"), (declined, "bedankt")):
        with pytest.raises(NotOpen, match=sentence):
            answering.accept(closed, "Ineke Postma", "Hoofd inkoop")
    assert _contracts() == 0


def test_who_accepts_late_gets_the_visits_that_are_left() -> None:
    sent = cast.a_sent(valid_until=date(2026, 10, 30))
    with clock.at(date(2026, 10, 1)):
        answering.accept(sent, "Ineke Postma", "Hoofd inkoop")
    contract = db.session.scalars(select(Contract)).one()
    assert (contract.visits, contract.net) == (2, contract.price * 2)


def test_who_accepts_when_we_can_no_longer_come_is_asked_to_call() -> None:
    sent = cast.a_sent(valid_until=date(2026, 10, 31))
    with clock.at(date(2026, 10, 30)), pytest.raises(PeriodOver):
        answering.accept(sent, "Ineke Postma", "Hoofd inkoop")


def test_a_question_changes_nothing() -> None:
    sent = cast.a_sent()
    assert answering.ask(sent, " Is snoeiafval erbij? ", 0) == "Is snoeiafval erbij?"
    for question, before in (("", 0), ("Nog een", answering.QUESTIONS)):
        with pytest.raises(answering.NothingAsked):
            answering.ask(sent, question, before)
    assert sent.state == QuotationState.SENT
