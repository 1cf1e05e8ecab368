"""What can always be proved of collections: each item that stands was booked, and none that does not stand is."""

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import aliased

from coop.database import db
from coop.ledger.control import proof
from invoicing.direct_debit.collection import CollectionItem
from invoicing.payment import Payment


@proof
def items_are_booked() -> list[str]:
    """The items whose payment says something else than they do."""
    undone = aliased(Payment)
    query = (
        select(CollectionItem, Payment.amount, Payment.invoice_number, undone.id)
        .join(Payment, Payment.id == CollectionItem.payment_id)
        .outerjoin(undone, undone.reversal_of == Payment.id)
        .order_by(CollectionItem.id)
    )
    return [
        gettext("incasso %(number)s van factuur %(invoice)s klopt niet met de betaling", **_named(item))
        for item, amount, number, mirror in db.session.execute(query)
        if amount != item.amount or number != item.invoice_number or (not item.stands and mirror is None)
    ]


def _named(item: CollectionItem) -> dict[str, object]:
    return {"number": item.collection_id, "invoice": item.invoice_number}
