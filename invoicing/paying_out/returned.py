"""A payout that the bank gave back: what was paid is open again, with the reason in words."""

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from coop.database import db
from invoicing.bank import awaited
from invoicing.bank.awaited import CameBack
from invoicing.paying_out import approving
from invoicing.paying_out.order import OrderState, Payout, PayoutState

REASONS = {
    "AC01": lazy_gettext("het rekeningnummer klopt niet"),
    "AC04": lazy_gettext("de rekening is opgeheven"),
    "AC06": lazy_gettext("de rekening is geblokkeerd"),
    "AG01": lazy_gettext("op deze rekening mag niet worden overgemaakt"),
    "AM05": lazy_gettext("de betaling was dubbel"),
    "BE04": lazy_gettext("het adres ontbreekt of klopt niet"),
    "FOCR": lazy_gettext("teruggevraagd door onze bank"),
    "MD07": lazy_gettext("de rekeninghouder is overleden"),
    "MS02": lazy_gettext("de ontvanger wil het niet"),
    "MS03": lazy_gettext("de bank noemt geen reden"),
    "RC01": lazy_gettext("de bank van de ontvanger is niet gevonden"),
}
"""What the codes of ISO 20022 (ExternalReturnReason1Code) say that a credit transfer may come back with."""


@awaited.came_back.subscribe
def give_back(told: CameBack) -> None:
    """Open again what a transfer paid; one that is not ours or came back already is left alone."""
    found = _payout(told.source)
    if found is not None and found.state == PayoutState.SENT:
        found.state, found.reason = PayoutState.RETURNED, why(told.code)
        approving.unbook(found.items, told.day)


@awaited.return_undone.subscribe
def pay_again(told: CameBack) -> None:
    """It did not come back after all; of an order that was withdrawn meanwhile nothing is paid again."""
    found = _payout(told.source)
    if found is None or found.order.state != OrderState.APPROVED:
        return
    if found.state == PayoutState.RETURNED:
        found.state, found.reason = PayoutState.SENT, ""
        approving.book([found], told.day)


def why(code: str) -> str:
    """The reason in words, also for a code that we do not know."""
    if code in REASONS:
        return str(REASONS[code])
    return str(gettext("code %(code)s van de bank", code=code) if code else REASONS["MS03"])


def _payout(source: str) -> Payout | None:
    query = select(Payout).where(Payout.end_to_end == source.removeprefix("payout:"))
    return db.session.scalar(query.with_for_update()) if source.startswith("payout:") else None
