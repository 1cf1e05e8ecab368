"""What was sent to the bank shows on its statement: a collection as one line, a return weeks later, a payout."""

from datetime import date

import pytest
from flask import Flask

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing.bank.awaited import AlreadyThere
from invoicing.direct_debit import making, withdrawing
from invoicing.matching import undoing
from invoicing.open_items import open_item
from invoicing.paying_out import approving
from members.party import Party
from tests.invoicing.direct_debit.cast import signed
from tests.invoicing.matching.conftest import Bank
from tests.invoicing.paying_out.cast import approved, asks, supplier

DUE = date(2026, 4, 13)
SIGNED = "NL69INGB0123456789"


def test_a_collection_is_one_line_and_a_return_opens_its_invoice_again(
    app: Flask, bank: Bank, fatima: Party, jan: Party
) -> None:
    bank.invoice(fatima, 4000)
    bank.invoice(jan, 2500)
    signed(fatima)
    signed(jan, SIGNED)
    made = making.make(DUE)
    withdrawing.send(made.id)
    first = made.items[0]
    with clock.at(DUE):
        bank.line(6500, f"Verzamelboeking {made.message_id}", iban="", day=DUE)
        assert bank.run().booked == 1
        assert (balance(chart.COLLECTING), balance(chart.BANK)) == (Money.zero(), Money(6500))
    weeks_later = date(2026, 5, 20)
    with clock.at(weeks_later):
        line = bank.line(-4000, "storno MD06", end_to_end=first.end_to_end, iban="", day=weeks_later)
        assert bank.run().booked == 1
        assert open_item(first.invoice_number).open == Money(4000)
        assert first.return_code == "MD06"
        assert (balance(chart.COLLECTING), balance(chart.BANK)) == (Money.zero(), Money(2500))
        undoing.undo(line.id)
        assert open_item(first.invoice_number).open == Money.zero()
        assert (balance(chart.COLLECTING), balance(chart.BANK)) == (Money.zero(), Money(6500))


def test_who_pays_from_the_account_of_a_mandate_is_known_without_having_paid_before(
    bank: Bank, jan: Party
) -> None:
    signed(jan, SIGNED)
    bank.invoice(jan, 4000)
    bank.line(4000, "tuin", iban=SIGNED, name="Familie")
    assert bank.run().booked == 1


def test_a_mandate_alone_says_whose_it_is(bank: Bank, jan: Party) -> None:
    mandate = signed(jan, SIGNED)
    bank.invoice(jan, 4000)
    bank.line(4000, "", iban="", mandate=mandate.reference)
    assert bank.run().booked == 1


def test_a_payment_order_leaves_line_by_line_and_what_bounces_is_owed_again(bank: Bank) -> None:
    asks(supplier())
    [payout] = approved().payouts
    bank.line(-payout.amount.cents, "", end_to_end=payout.end_to_end, iban=payout.payee.iban)
    assert bank.run().booked == 1
    assert (balance(chart.PAYING_OUT), balance(chart.CREDITORS)) == (Money.zero(), Money.zero())
    bank.line(payout.amount.cents, "AC04 opgeheven", end_to_end=payout.end_to_end, iban=payout.payee.iban)
    assert bank.run().booked == 1
    assert balance(chart.CREDITORS) == -payout.amount
    assert balance(chart.BANK) == Money.zero()


def test_what_the_bank_carried_out_is_not_called_off(bank: Bank) -> None:
    asks(supplier())
    order = approved()
    [payout] = order.payouts
    line = bank.line(-payout.amount.cents, "", end_to_end=payout.end_to_end, iban=payout.payee.iban)
    bank.run()
    with pytest.raises(AlreadyThere, match="De bank heeft dit al uitgevoerd"), db.session.begin_nested():
        approving.not_carried_out(payout, "kwam terug")
    undoing.undo(line.id)
    approving.not_carried_out(payout, "kwam terug")
    assert balance(chart.CREDITORS) == -payout.amount
