"""Payment orders: only what is in no doubt, made by one and approved by another, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coop import audit, clock, wijk
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing import purchase_payment
from invoicing.bank import awaited
from invoicing.bank.awaited import Awaited, CameBack
from invoicing.paying_out import approving, dispute, ordering, payee
from invoicing.paying_out.approving import NoLongerRight, OwnOrder
from invoicing.paying_out.ordering import ChangedMeanwhile, NothingToPay, NotWaiting, PayInThePast, StillInDoubt
from invoicing.paying_out.payable import Payable, payables
from tests.invoicing.paying_out.cast import (
    APPROVER,
    MAKER,
    OTHER_IBAN,
    approved,
    asks,
    ordered,
    supplier,
)
from tests.invoicing.paying_out.conftest import TODAY
from tests.members.cast import organisation


def only() -> Payable:
    """The one thing that is to be paid."""
    [found] = payables(TODAY)
    return found


def test_what_is_due_by_the_day_can_be_paid_and_later_invoices_wait() -> None:
    party = supplier()
    asks(party)
    asks(party, number="F-2", due_in=20)
    assert (only().what, only().amount, only().doubts) == ("Factuur F-1", Money(12_100), ())
    assert len(payables(TODAY + timedelta(days=20))) == 2


def test_each_doubt_is_said_in_words() -> None:
    wijk.current().purchase_limit = Money(10_000)
    made = asks(organisation("Zonder nummer"))
    dispute.dispute(made, "De planten waren dood.")
    assert only().doubts == (
        "Nog niet goedgekeurd: dit is boven de grens voor een tweede persoon.",
        "Betwist: De planten waren dood.",
        "Er is geen rekeningnummer bekend.",
    )
    with pytest.raises(StillInDoubt):
        ordering.make(TODAY, TODAY, {only().key: only().fingerprint})
    dispute.settle(made.id)
    assert len(only().doubts) == 2


def test_a_changed_number_holds_everything_back_until_it_was_looked_at() -> None:
    party = supplier()
    asks(party)
    with audit.actor(MAKER):
        other = payee.enter(party, OTHER_IBAN)
    assert only().doubts == ("Het rekeningnummer is veranderd: laat er eerst een ander naar kijken.",)
    with audit.actor(APPROVER):
        payee.confirm(other)
    assert (only().doubts, only().payee) == ((), other)


def test_a_credit_invoice_is_taken_off_and_never_is_less_than_nothing_paid() -> None:
    party = supplier()
    asks(party, -5_000, "C-1", due_in=60)
    assert only().doubts == ("We krijgen hier nog geld: wacht op een factuur om het mee te verrekenen.",)
    asks(party)
    assert (only().what, only().amount) == ("Factuur F-1, Factuur C-1", Money(7_100))
    order = approved()
    assert order.total == Money(7_100)
    assert (balance(chart.CREDITORS), balance(chart.PAYING_OUT)) == (Money(0), Money(-7_100))


def test_nothing_is_ordered_twice_and_the_bank_pays_today_or_later() -> None:
    asks(supplier())
    with pytest.raises(PayInThePast):
        ordering.make(TODAY, TODAY - timedelta(days=1))
    ordered()
    assert payables(TODAY) == []
    with pytest.raises(NothingToPay):
        ordered()


def test_what_is_ordered_is_what_was_seen() -> None:
    made = asks(supplier())
    seen = {only().key: only().fingerprint}
    purchase_payment.pay(made, TODAY, Money(2_100))
    with pytest.raises(ChangedMeanwhile):
        ordering.make(TODAY, TODAY, seen)


def test_the_maker_does_not_approve_and_only_the_approval_books() -> None:
    made = asks(supplier())
    order = ordered()
    with audit.actor(MAKER), pytest.raises(OwnOrder):
        approving.approve(order)
    assert balance(chart.PAYING_OUT) == Money(0)
    approved(order)
    assert (balance(chart.CREDITORS), balance(chart.PAYING_OUT)) == (Money(0), Money(-12_100))
    assert purchase_payment.open_of(made) == Money(0)
    with audit.actor(APPROVER), pytest.raises(NotWaiting):
        approving.approve(order)


def test_each_transfer_is_waited_for_at_the_bank() -> None:
    asks(supplier())
    order = approved()
    [expected] = db.session.scalars(select(Awaited))
    assert (expected.source, expected.batch, expected.reference, expected.amount, expected.account) == (
        f"payout:{order.code}-1",
        order.code,
        f"{order.code}-1",
        Money(-12_100),
        chart.PAYING_OUT,
    )


def test_what_was_paid_by_hand_meanwhile_is_not_approved_until_it_is_out() -> None:
    party = supplier()
    made = asks(party)
    asks(party, 5_000, "F-2")
    order = ordered()
    purchase_payment.pay(made, TODAY, Money(12_100))
    with pytest.raises(NoLongerRight):
        approved(order)
    ordering.take_out(order.payouts[0], "al betaald")
    assert approved(order).total == Money(5_000)


def test_a_number_that_changed_after_the_order_was_made_is_not_approved() -> None:
    party = supplier()
    asks(party)
    order = ordered()
    with audit.actor(MAKER):
        payee.enter(party, OTHER_IBAN)
    with pytest.raises(NoLongerRight):
        approved(order)


def test_an_order_that_is_taken_back_opens_everything_again() -> None:
    made = asks(supplier())
    with audit.actor(MAKER):
        ordering.withdraw(ordered(), "te vroeg")
    assert only().key == f"purchase:{made.id}"
    order = approved()
    approving.take_back(order, "bestand niet verstuurd")
    assert (order.state, balance(chart.PAYING_OUT), balance(chart.CREDITORS)) == (
        "withdrawn",
        Money(0),
        Money(-12_100),
    )
    assert [one.dropped_on for one in db.session.scalars(select(Awaited))] == [TODAY]
    assert only().amount == Money(12_100)


def test_the_last_transfer_is_not_taken_out_apart() -> None:
    asks(supplier())
    order = ordered()
    with pytest.raises(NothingToPay):
        ordering.take_out(order.payouts[0], "fout")


def test_what_the_bank_gave_back_is_open_again_with_the_reason_in_words() -> None:
    made = asks(supplier())
    order = approved()
    told = CameBack(order.payouts[0].source, TODAY, "AC04", 1)
    for _twice in range(2):
        awaited.came_back.tell(told)
    assert (order.payouts[0].state, order.payouts[0].reason) == ("returned", "de rekening is opgeheven")
    assert (purchase_payment.open_of(made), balance(chart.PAYING_OUT)) == (Money(12_100), Money(0))
    awaited.return_undone.tell(told)
    assert (purchase_payment.open_of(made), balance(chart.PAYING_OUT)) == (Money(0), Money(-12_100))


def test_of_an_order_that_was_withdrawn_nothing_is_paid_again() -> None:
    made = asks(supplier())
    order = approved()
    told = CameBack(order.payouts[0].source, TODAY, "AC04", 1)
    awaited.came_back.tell(told)
    approving.take_back(order, "alles kwam terug")
    awaited.return_undone.tell(told)
    assert purchase_payment.open_of(made) == made.payable


def test_what_came_back_is_ordered_anew() -> None:
    asks(supplier())
    awaited.came_back.tell(CameBack(approved().payouts[0].source, TODAY, "", 1))
    assert approved().payouts[0].end_to_end == "UIT-000002-1"


def test_a_return_of_somebody_else_is_left_alone() -> None:
    awaited.came_back.tell(CameBack("collected:1", TODAY, "AC04", 1))
    awaited.came_back.tell(CameBack("payout:UIT-000099-1", TODAY, "AC04", 1))


def test_who_approves_late_does_not_ask_the_bank_to_pay_yesterday() -> None:
    asks(supplier())
    order = ordered()
    with clock.at(TODAY + timedelta(days=3)):
        assert b"<Dt>2026-03-15</Dt>" in approving.file_of(approved(order))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("UPDATE payment_order SET approved_by = made_by, approved_at = made_at", "by_another"),
        ("UPDATE payment_order SET made_by = 'login:9'", "paying_out:order"),
        ("UPDATE payment_order SET state = 'approved'", "approver"),
        ("UPDATE payout SET amount = amount + 1", "paying_out:sealed"),
        ("UPDATE payout SET state = 'sent'", "paying_out:sealed"),
        ("UPDATE payout_item SET amount = amount + 1", "paying_out:sealed"),
        ("DELETE FROM payout_item", "paying_out:sealed"),
        (
            "INSERT INTO payout_item (payout_id, about, amount, waits, booking) SELECT payout_id, about, amount,"
            " waits, '' FROM payout_item",
            "(?i)unique",
        ),
    ],
)
def test_the_database_holds_to_two_persons_and_one_order(session: Session, change: str, rule: str) -> None:
    asks(supplier())
    ordered()
    session.commit()
    with pytest.raises(DBAPIError, match=rule):
        session.execute(text(change))
    session.rollback()


def test_the_database_refuses_a_transfer_in_an_order_that_was_approved(session: Session) -> None:
    asks(supplier())
    approved()
    session.commit()
    with pytest.raises(DBAPIError, match="paying_out:sealed"):
        session.execute(
            text(
                "INSERT INTO payout"
                " (order_id, position, party_id, payee_id, amount, text, end_to_end, state, reason)"
                " SELECT order_id, 2, party_id, payee_id, amount, text, 'X', 'waiting', '' FROM payout"
            )
        )
    session.rollback()


def test_without_an_account_of_ours_nothing_is_ordered() -> None:
    asks(supplier())
    wijk.current().iban = ""
    with pytest.raises(ordering.NoAccount):
        ordered()
