"""Making a payment order of what somebody saw and chose, and taking it back before it is approved."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import force_locale, gettext

from coop import audit, clock, identifiers, sequence, wijk
from coop.database import db
from coop.errors import Refusal, Stale
from invoicing.paying_out.order import (
    SERIES,
    OrderState,
    PaymentOrder,
    Payout,
    PayoutItem,
    PayoutState,
)
from invoicing.paying_out.payable import Payable, payables


class NothingToPay(Refusal):
    """An order pays somebody."""


class NoAccount(Refusal):
    """A bank pays from an account of ours."""


class StillInDoubt(Refusal):
    """What is in doubt is not paid."""


class ChangedMeanwhile(Stale):
    """What is ordered is what was seen: something was booked, or a colleague was first."""


class PayInThePast(Refusal):
    """A bank pays today or later."""


class NotWaiting(Stale):
    """Only an order that nobody approved yet is changed."""


class NoReason(Refusal):
    """Who takes something back says why, for a colleague has to know it."""


def ready(until: date) -> list[Payable]:
    """What could be ordered at once: everything up to a day that is in no doubt."""
    return [one for one in payables(until) if not one.doubts]


def make(until: date, pay_on: date, seen: Mapping[str, str] | None = None) -> PaymentOrder:
    """Order what is ready, or of it what was seen and chosen, by key and fingerprint.

    Who orders holds the series until the commit, so two who order at once do not order the same.
    Raises NothingToPay, StillInDoubt, ChangedMeanwhile, PayInThePast, NoAccount, NotANumber.
    """
    if pay_on < clock.today():
        raise PayInThePast(gettext("Kies vandaag of een dag daarna."), "pay_on")
    if not wijk.current().iban:
        raise NoAccount(gettext("Vul eerst bij Instellingen in van welke rekening we betalen."))
    ours = identifiers.iban(wijk.current().iban)
    number = sequence.next_number(SERIES)
    with force_locale("nl"):  # whoever orders, the bank shows the words to a neighbour
        chosen = payables(until) if seen is not None else ready(until)
    if seen is not None:
        chosen = [one for one in chosen if one.key in seen]
        if {one.key: one.fingerprint for one in chosen} != dict(seen):
            raise ChangedMeanwhile(
                gettext("Er is net iets veranderd: er is iets geboekt, of een collega was je voor. Kijk het na.")
            )
    if not chosen:
        raise NothingToPay(gettext("Er is niets gekozen om te betalen."))
    if doubtful := [one for one in chosen if one.doubts]:
        raise StillInDoubt(
            gettext(
                "Over de betaling aan %(name)s is nog twijfel. Kijk onder Nog niet te betalen waarom.",
                name=doubtful[0].party.name,
            )
        )
    made = PaymentOrder(id=number, pay_on=pay_on, iban=ours, made_at=clock.now(), made_by=audit.who())
    made.payouts = [_payout(made, place, one) for place, one in enumerate(chosen, 1)]
    db.session.add(made)
    db.session.flush()
    return made


def take_out(payout: Payout, reason: str) -> None:
    """Take one transfer out of an order that waits; raises NotWaiting, NoReason, NothingToPay for the last one."""
    must_wait(payout.order)
    if len(payout.order.standing) == 1 and payout.state == PayoutState.WAITING:
        raise NothingToPay(gettext("Dit is de laatste betaling. Trek de hele opdracht in."))
    if payout.state != PayoutState.WAITING:
        raise NotWaiting(gettext("Deze betaling is er al uit."))
    _drop([payout], reason)


def withdraw(order: PaymentOrder, reason: str) -> None:
    """Take back a whole order that waits; raises NotWaiting, NoReason."""
    must_wait(order)
    _drop([one for one in order.payouts if one.state == PayoutState.WAITING], reason)
    order.reason, order.state = reason.strip(), OrderState.WITHDRAWN
    db.session.flush()


def must_wait(order: PaymentOrder) -> None:
    """Raise NotWaiting unless nobody decided on the order yet."""
    if order.state == OrderState.APPROVED:
        raise NotWaiting(gettext("Deze betaalopdracht is al goedgekeurd."))
    if order.state == OrderState.WITHDRAWN:
        raise NotWaiting(gettext("Deze betaalopdracht is ingetrokken."))


def must_say(reason: str) -> str:
    """The reason without blanks around it; raises NoReason."""
    if not reason.strip():
        raise NoReason(gettext("Schrijf in een paar woorden waarom."), "reason")
    return reason.strip()


def _drop(payouts: Sequence[Payout], reason: str) -> None:
    said = must_say(reason)
    for payout in payouts:
        payout.state, payout.reason = PayoutState.DROPPED, said
        for item in payout.items:
            item.waits = False
    db.session.flush()


def _payout(order: PaymentOrder, place: int, one: Payable) -> Payout:
    assert one.payee is not None  # noqa: S101 - without one there is a doubt
    return Payout(
        position=place,
        party_id=one.party.id,
        payee_id=one.payee.id,
        amount=one.amount,
        text=one.what[:140],
        end_to_end=f"{order.code}-{place}",
        items=[PayoutItem(about=due.about, amount=due.amount) for due in one.dues],
    )
