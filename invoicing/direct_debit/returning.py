"""Returns (storno's): what the bank gave back, weeks later too, opens the invoice again and says why.

The line of the bank is booked against the clearing account by whoever matched it; here that account is cleared
against the claim.
"""

from contextlib import suppress

from flask_babel import gettext
from sqlalchemy import select

from coop import audit
from coop.database import db
from coop.errors import Stale
from invoicing import payment
from invoicing.bank.awaited import CameBack, came_back, return_undone
from invoicing.direct_debit.collection import CollectionItem, find
from invoicing.direct_debit.mandate import Ended, standing
from invoicing.direct_debit.mandate import find as find_mandate
from invoicing.direct_debit.return_reason import ENDING, in_words
from invoicing.invoice import by_number
from invoicing.payment import AlreadyUndone, Received, Way


class CollectedAgain(Stale):
    """What was collected a second time after a return did come back the first time."""


@came_back.subscribe
def take_back(told: CameBack) -> None:
    """Open an invoice again whose debit came back; heard twice, it happens once."""
    item = _item(told.source)
    if item is None or not item.stands:
        return
    item.returned_on, item.return_code, item.return_line_id = told.day, told.code[:4], told.line_id
    db.session.flush()
    with suppress(AlreadyUndone):  # by hand, before
        payment.undo(item.payment, told.day)
    why = in_words(told.code)
    audit.record(item.invoice.source, "returned", item.amount, why)
    audit.record(item.mandate.source, "returned", item.amount, why)
    if told.code in ENDING and item.mandate.ended_on is None:
        item.mandate.end(Ended.RETURNED, told.day)


@return_undone.subscribe
def was_none(told: CameBack) -> None:
    """Take a return back that was none: the invoice is paid as it was. Raises CollectedAgain."""
    item = _item(told.source)
    if item is None or item.return_line_id != told.line_id:
        return
    if _stands_elsewhere(item):
        raise CollectedAgain(
            gettext("Factuur %(number)s is intussen opnieuw geïncasseerd.", number=item.invoice_number)
        )
    item.returned_on, item.return_code, item.return_line_id = None, "", None
    received = Received(item.invoice, told.day, item.amount, Way.DEBIT, item.collection.message_id)
    item.payment_id = payment.book_each([received])[0].id
    db.session.flush()
    audit.record(item.invoice.source, "returned", in_words(told.code), None)
    mandate = item.mandate
    if mandate.ended_why == Ended.RETURNED and not _ended_by_another(item) and standing(mandate.party_id) is None:
        mandate.stand_again()


def _item(source: str) -> CollectionItem | None:
    kind, _, key = source.partition(":")
    if kind != "collected" or not key.isdigit():
        return None
    item = db.session.get(CollectionItem, int(key))
    if item is not None:  # in the order in which everybody holds them
        find_mandate(item.mandate_id, lock=True)
        find(item.collection_id, lock=True)
        by_number(item.invoice_number, lock=True)
        db.session.refresh(item)
    return item


def _stands_elsewhere(item: CollectionItem) -> bool:
    query = select(CollectionItem.id).where(
        CollectionItem.invoice_number == item.invoice_number,
        CollectionItem.withdrawn_on.is_(None),
        CollectionItem.returned_on.is_(None),
    )
    return db.session.scalar(query.limit(1)) is not None


def _ended_by_another(item: CollectionItem) -> bool:
    query = select(CollectionItem.id).where(
        CollectionItem.mandate_id == item.mandate_id,
        CollectionItem.id != item.id,
        CollectionItem.return_code.in_(ENDING),
    )
    return db.session.scalar(query.limit(1)) is not None
