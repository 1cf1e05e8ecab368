"""What went to the bank in a payment order is not undone by hand beside it."""

from flask_babel import gettext

from coop.errors import Refusal
from invoicing.payment import Way


class PaidByOrder(Refusal):
    """What went to the bank in a payment order is undone there, or comes back by itself."""


def must_be_by_hand(way: str) -> None:
    """Raise PaidByOrder for a payment that an order made."""
    if way == Way.PAYOUT:
        raise PaidByOrder(
            gettext("Dit ging met een betaalopdracht. Trek die in, of wacht tot de bank het teruggeeft.")
        )
