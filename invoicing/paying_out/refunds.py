"""Paying out refunds: what customers paid too much goes back to them."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext

from coop import clock
from coop.money import Money
from invoicing import open_items, payment
from invoicing.invoice import by_number
from invoicing.paying_out.due import Due, Settled
from invoicing.payment import Way


def owed(_until: date) -> list[Due]:
    """Every invoice on which too much was paid; it is owed from the first day on."""
    return [
        Due(
            f"invoice:{item.number}",
            item.party_id,
            gettext("Terugbetaling factuur %(number)s", number=item.number),
            clock.today(),
            -item.open,
        )
        for item in open_items.open_items()
        if item.open.cents < 0
    ]


def hold(keys: Sequence[str]) -> dict[str, Money]:
    """What was paid too much on each now; held until the commit."""
    found = [by_number(number, lock=True) for number in sorted(keys)]
    return {one.number: payment.paid(one) - payment.owed(one) for one in found}


def pay(settled: Sequence[Settled], day: date) -> list[str]:
    """Book these as paid back with an order to the bank; raises WrongAmount."""
    return [
        payment.refund(
            by_number(one.about.partition(":")[2], lock=True), day, one.amount, Way.PAYOUT, one.reference
        ).source
        for one in settled
    ]


def undo(booking: str, day: date) -> None:
    """It was not paid back after all."""
    payment.undo(payment.find(int(booking.partition(":")[2]), lock=True), day)
