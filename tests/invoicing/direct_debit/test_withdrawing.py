"""What was not sent is withdrawn whole, and one invoice is taken out until the day before."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from coop import clock, mail
from coop.database import db
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import payment
from invoicing.bank.awaited import Awaited
from invoicing.direct_debit import making, message, withdrawing
from invoicing.direct_debit.mandate import AlreadyEnded, Ended
from invoicing.direct_debit.proposal import proposal
from invoicing.direct_debit.withdrawing import AlreadyDone, NotSent, TooLate
from invoicing.open_items import open_item
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import DUE, MONDAY, clearing, collected, customer, debtors, signed


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield
        assert verify().first_fault is None


def test_a_withdrawn_collection_leaves_nothing_on_the_clearing_account_and_nobody_waits() -> None:
    made = collected("Fatima Haddad", "Ali Demir")
    withdrawing.withdraw(made.id)
    assert (clearing(), debtors()) == (Money.zero(), Money(10000))
    assert set(db.session.scalars(select(Awaited.dropped_on))) == {MONDAY}
    assert (made.file_sha, message.content(made)) == (None, b"")


def test_customers_hear_that_it_is_called_off() -> None:
    made = collected()
    withdrawing.withdraw(made.id)
    first, second = mail.about(made.source)
    assert "schrijven we" in first.subject
    assert second.subject == "We schrijven op ma 16 mrt 2026 niets af"


def test_what_the_bank_has_is_not_withdrawn_whole_but_one_by_one() -> None:
    made = collected("Fatima Haddad", "Ali Demir")
    withdrawing.send(made.id)
    sent = made.file_sha
    with pytest.raises(TooLate):
        withdrawing.withdraw(made.id)
    with pytest.raises(AlreadyDone):
        withdrawing.send(made.id)
    withdrawing.withdraw_item(made.items[0])
    assert (clearing(), made.file_sha) == (Money(5000), sent)


def test_what_the_bank_has_is_not_withdrawn_on_its_day_any_more() -> None:
    made = collected()
    withdrawing.send(made.id)
    with clock.at(DUE), pytest.raises(TooLate):
        withdrawing.withdraw_item(made.items[0])


def test_what_nobody_ever_sent_is_withdrawn_after_its_day_as_well() -> None:
    made = collected("Fatima Haddad", "Ali Demir")
    with clock.at(DUE + timedelta(days=3)):
        withdrawing.withdraw_item(made.items[0])
        withdrawing.withdraw(made.id)
    assert (clearing(), debtors()) == (Money.zero(), Money(10000))


def test_what_the_bank_refused_is_open_again_with_the_reason_and_nobody_waits() -> None:
    made = collected("Fatima Haddad", "Ali Demir")
    item = made.items[0]
    with pytest.raises(NotSent):
        withdrawing.refuse(item, "AM04")
    withdrawing.send(made.id)
    with clock.at(DUE):
        withdrawing.refuse(item, "AM04")
        assert open_item("2026-0001").open == clearing() == Money(5000)
        assert [told.dropped_on for told in db.session.scalars(select(Awaited).order_by(Awaited.id))] == [
            DUE,
            None,
        ]
        [ready] = proposal(date(2026, 3, 31)).ready
        assert (ready.returned, ready.sequence) == ("er stond te weinig op de rekening", "FRST")
        with pytest.raises(AlreadyDone):
            withdrawing.refuse(item, "AM04")
    assert len(mail.about(made.source)) == 2


def test_a_refusal_for_a_closed_account_ends_the_mandate() -> None:
    made = collected()
    withdrawing.send(made.id)
    withdrawing.refuse(made.items[0], "AC04")
    assert made.items[0].mandate.ended_why == "returned"


def test_an_item_is_taken_out_once() -> None:
    made = collected("Fatima Haddad", "Ali Demir")
    withdrawing.withdraw_item(made.items[0])
    with pytest.raises(AlreadyDone):
        withdrawing.withdraw_item(made.items[0])


def test_a_collection_of_which_nothing_is_left_is_withdrawn() -> None:
    made = collected()
    withdrawing.withdraw_item(made.items[0])
    assert made.withdrawn_on == MONDAY


def test_an_invoice_that_was_taken_out_can_be_collected_again() -> None:
    made = collected()
    withdrawing.withdraw_item(made.items[0])
    assert making.make(DUE).total == Money(5000)
    assert clearing() == Money(5000)


def test_a_one_off_mandate_stands_again_when_it_was_not_used() -> None:
    mandate = signed(customer(), invoice_number="2026-0001")
    made = making.make(DUE)
    withdrawing.withdraw(made.id)
    assert mandate.ended_on is None
    assert making.make(DUE).total == Money(5000)


def test_who_withdraws_a_mandate_is_taken_out_of_what_the_bank_does_not_have() -> None:
    made = collected("Fatima Haddad", "Ali Demir")
    withdrawing.end_mandate(made.items[0].mandate, Ended.CUSTOMER)
    assert [item.invoice_number for item in made.standing] == ["2026-0002"]
    assert open_item("2026-0001").open == Money(5000)
    assert made.items[0].mandate.reference.encode() not in message.content(made)
    with pytest.raises(AlreadyEnded):
        withdrawing.end_mandate(made.items[0].mandate, Ended.CUSTOMER)


def test_what_the_bank_has_stays_in_it_when_a_mandate_is_withdrawn() -> None:
    made = collected()
    withdrawing.send(made.id)
    withdrawing.end_mandate(made.items[0].mandate, Ended.CUSTOMER)
    assert len(made.standing) == 1


def test_a_payment_that_was_undone_by_hand_is_no_obstacle() -> None:
    made = collected()
    payment.undo(made.items[0].payment, MONDAY)
    withdrawing.withdraw(made.id)
    assert (clearing(), debtors()) == (Money.zero(), Money(5000))


def test_the_day_before_is_early_enough() -> None:
    made = collected()
    with clock.at(DUE - timedelta(days=1)):
        withdrawing.withdraw(made.id)
    assert clearing() == Money.zero()
