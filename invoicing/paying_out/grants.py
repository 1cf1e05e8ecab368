"""Paying out what goes back of grants, once their giver settled them."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from coop.database import db
from coop.money import Money
from invoicing.grants import grant, repaying
from invoicing.grants.grant import Grant, GrantRepayment, GrantSettlement
from invoicing.paying_out.due import Due, Settled
from invoicing.payment import Way


def owed(until: date) -> list[Due]:
    """What goes back of every settled grant, by the last day on which that has to be."""
    goes_back = (
        select(Grant)
        .join(Grant.settlements)
        .where(GrantSettlement.undone_on.is_(None), GrantSettlement.to_return > Money.zero())
        .options(selectinload(Grant.settlements).selectinload(GrantSettlement.repayments))
        .order_by(Grant.id)
    )
    return [
        Due(
            one.source,
            one.giver_id,
            gettext("Terugbetaling subsidie %(reference)s", reference=one.reference or one.purpose[:60]),
            settled.due_on,
            settled.owed,
        )
        for one in db.session.scalars(goes_back)
        if (settled := one.settlement) is not None and settled.owed and settled.due_on <= until
    ]


def hold(keys: Sequence[str]) -> dict[str, Money]:
    """What still has to go back of each now; held until the commit."""
    found = [grant.find(key, lock=True) for key in sorted(map(int, keys))]
    return {str(one.id): one.settlement.owed if one.settlement else Money.zero() for one in found}


def pay(settled: Sequence[Settled], day: date) -> list[str]:
    """Book these as gone back with an order to the bank; raises RepaidTooMuch."""
    return [
        repaying.repay(grant.find(_key(one.about), lock=True), day, one.amount, Way.PAYOUT).source
        for one in settled
    ]


def undo(booking: str, day: date) -> None:
    """It did not go back after all."""
    made = db.session.get_one(GrantRepayment, int(booking.rpartition(":")[2]))
    repaying.undo_repayment(made, day)


def _key(about: str) -> int:
    return int(about.partition(":")[2])
