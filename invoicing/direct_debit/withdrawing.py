"""Withdrawing: a whole collection that the bank does not have yet, or one invoice out of it, before its day."""

from collections.abc import Sequence
from contextlib import suppress

from flask_babel import gettext

from coop import audit, clock
from coop.database import db
from coop.errors import Stale
from invoicing import payment
from invoicing.bank import awaited
from invoicing.direct_debit import announcing, message
from invoicing.direct_debit.collection import Collection, CollectionItem, find
from invoicing.direct_debit.collection_list import items_with
from invoicing.direct_debit.mandate import Ended, Mandate, standing
from invoicing.direct_debit.return_reason import ENDING, in_words
from invoicing.invoice import by_number
from invoicing.payment import AlreadyUndone


class TooLate(Stale):
    """What the bank has, or has taken, is no longer withdrawn here."""


class NotSent(Stale):
    """A bank refuses what it has."""


class AlreadyDone(Stale):
    """What was withdrawn, given back or told already stays so."""


def send(collection_id: int) -> Collection:
    """Note that the bank has it now; raises AlreadyDone."""
    found = find(collection_id, lock=True)
    if found.sent_on is not None or found.withdrawn_on is not None:
        raise AlreadyDone(gettext("Deze incasso is al ingediend of ingetrokken."))
    found.sent_on = clock.today()
    db.session.flush()
    audit.record(found.source, "sent_on", None, found.sent_on)
    return found


def withdraw(collection_id: int) -> Collection:
    """Withdraw all of it: every invoice is open again, and nobody is debited. Raises TooLate."""
    found = find(collection_id, lock=True)
    if not found.may_be_withdrawn:
        raise TooLate(gettext("Deze incasso is al ingediend of ingetrokken. Haal er losse regels uit."))
    found.withdrawn_on = clock.today()
    items = [item for item in found.items if item.stands]
    _take_out(items)
    announcing.call_off(items)
    message.keep(found)
    audit.record(found.source, "withdrawn_on", None, found.withdrawn_on)
    return found


def withdraw_item(item: CollectionItem) -> None:
    """Withdraw one invoice; the file is made anew without it. Raises TooLate, AlreadyDone.

    Whoever gave the file to the bank already withdraws it there too.
    """
    found = _held(item)
    if found.sent_on is not None and not found.is_ahead(clock.today()):
        raise TooLate(gettext("De dag van deze incasso is voorbij. Betaal het terug, of wacht op een storno."))
    _take_out([item])
    announcing.call_off([item])
    if found.sent_on is None:
        message.keep(found)
    if not found.standing and found.sent_on is None:
        found.withdrawn_on = clock.today()
    db.session.flush()


def refuse(item: CollectionItem, code: str) -> None:
    """Note that the bank refused one invoice before it took it, so that no line of the bank will tell.

    Raises NotSent, AlreadyDone.
    """
    found = _held(item)
    if found.sent_on is None:
        raise NotSent(gettext("De bank heeft deze incasso nog niet. Haal de regel eruit."))
    item.return_code = code[:4]
    _take_out([item])
    if code in ENDING and item.mandate.ended_on is None:
        item.mandate.end(Ended.RETURNED, clock.today())


def end_mandate(mandate: Mandate, why: Ended) -> None:
    """End a mandate from today on, and take out of collections that the bank does not have what was asked with it.

    Raises AlreadyEnded.
    """
    today = clock.today()
    mandate.end(why, today)
    for item in items_with(mandate.id):
        if item.stands and item.collection.sent_on is None and item.collection.is_ahead(today):
            withdraw_item(item)


def _take_out(items: Sequence[CollectionItem]) -> None:
    today = clock.today()
    for item in items:
        by_number(item.invoice_number, lock=True)
        item.withdrawn_on = today
        db.session.flush()
        with suppress(AlreadyUndone):  # by hand, before
            payment.undo(item.payment, today)
        awaited.drop(item.source, today)
        why = in_words(item.return_code) if item.return_code else gettext("ingetrokken")
        audit.record(item.invoice.source, "collection", item.amount, why)
        if item.mandate.ended_why == Ended.USED and standing(item.mandate.party_id) is None:
            item.mandate.stand_again()


def _held(item: CollectionItem) -> Collection:
    """The collection of an item that stands, held until the commit."""
    found = find(item.collection_id, lock=True)
    db.session.refresh(item)
    if not item.stands:
        raise AlreadyDone(gettext("Deze regel is al ingetrokken of teruggekomen."))
    return found
