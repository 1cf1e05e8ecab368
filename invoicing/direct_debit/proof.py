"""What can always be proved of collections: what stands was booked, and its account holds what is under way."""

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from coop.database import db
from coop.ledger import chart
from coop.ledger.control import control, proof
from coop.money import Money
from invoicing.bank.moved import taken_by_bank
from invoicing.direct_debit.collection import CollectionItem
from invoicing.payment import Payment


@control(chart.COLLECTING, "incasso onderweg")
def under_way() -> int:
    """What stands to be collected, less what the bank took in of it and gave back."""
    stands = CollectionItem.withdrawn_on.is_(None), CollectionItem.returned_on.is_(None)
    asked = db.session.scalar(select(func.sum(CollectionItem.amount)).where(*stands)) or Money.zero()
    return (asked - taken_by_bank(chart.COLLECTING)).cents


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
