"""Paying out claims: what members get back of what they paid for us."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.money import Money
from invoicing.claims import member_payment
from invoicing.claims.claim import Claim, ClaimState
from invoicing.claims.member_payment import PaidTo
from invoicing.paying_out import maxima
from invoicing.paying_out.due import Due, Settled
from invoicing.paying_out.maxima import Passing


def owed(_until: date) -> list[Due]:
    """Every claim that was approved and not paid; it is owed from the day of its approval on."""
    found = db.session.scalars(select(Claim).where(Claim.state == ClaimState.APPROVED).order_by(Claim.id)).all()
    left = _left(found)
    # Expenses count in the same total as the allowance: a receipt can make all of it taxed.
    passing = maxima.passing((one.person_id, one.day.replace(day=1)) for one in found if left[one.id])
    return [
        _due(one, left[one.id], passing.get((one.person_id, one.day.replace(day=1))))
        for one in found
        if left[one.id]
    ]


def hold(keys: Sequence[str]) -> dict[str, Money]:
    """What is open of each now; held until the commit."""
    found = _held(keys)
    return {str(key): amount for key, amount in _left(list(found.values())).items()}


def pay(settled: Sequence[Settled], day: date) -> list[str]:
    """Book these claims as paid with an order to the bank."""
    found = _held([one.about.partition(":")[2] for one in settled])
    paid = [
        PaidTo(found[int(one.about.partition(":")[2])].person_id, one.amount, one.reference, claim_id=key)
        for one in settled
        for key in [int(one.about.partition(":")[2])]
    ]
    return [made.source for made in member_payment.pay_each(paid, day)]


def undo(booking: str, day: date) -> None:
    """Owe the claim again."""
    member_payment.undo(member_payment.find(int(booking.partition(":")[2]), lock=True), day)


def _due(one: Claim, amount: Money, passing: Passing | None) -> Due:
    return Due(
        one.source,
        one.person_id,
        gettext("Declaratie %(number)s", number=one.id),
        clock.local(one.decided_at).date() if one.decided_at else one.day,
        amount,
        passing.doubts if passing else (),
        passing.remarks if passing else (),
        one.day.replace(day=1) if passing and passing.told else None,
    )


def _held(keys: Sequence[str]) -> dict[int, Claim]:
    query = select(Claim).where(Claim.id.in_([int(key) for key in keys])).order_by(Claim.id)
    held = query.with_for_update(of=Claim).execution_options(populate_existing=True)
    return {one.id: one for one in db.session.scalars(held)}


def _left(claims: Sequence[Claim]) -> dict[int, Money]:
    paid, nothing = member_payment.paid_for_claims([one.id for one in claims]), Money.zero()
    return {
        one.id: one.amount - paid.get(one.id, nothing) if one.state == ClaimState.APPROVED else nothing
        for one in claims
    }
