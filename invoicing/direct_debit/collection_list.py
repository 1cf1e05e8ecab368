"""Lists of collections: the latest, one with all that is shown of it, and where an invoice or a mandate was in."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from coop.database import db
from coop.errors import NotFound
from invoicing.direct_debit.collection import Collection, CollectionItem


def whole(collection_id: int) -> Collection:
    """A collection with the invoice and the mandate of each item; raises NotFound."""
    items = selectinload(Collection.items)
    query = select(Collection).where(Collection.id == collection_id)
    loaded = query.options(items.joinedload(CollectionItem.invoice), items.joinedload(CollectionItem.mandate))
    found = db.session.scalar(loaded)
    if found is None:
        raise NotFound(gettext("Deze incasso is er niet."))
    return found


def latest(limit: int) -> list[Collection]:
    """The latest collections, newest first."""
    query = select(Collection).options(selectinload(Collection.items))
    return list(db.session.scalars(query.order_by(Collection.id.desc()).limit(limit)))


def waiting(today: date) -> list[Collection]:
    """The collections of which the day is to come and nobody said yet that the bank has them, the latest first."""
    query = select(Collection).where(
        Collection.sent_on.is_(None), Collection.withdrawn_on.is_(None), Collection.due_on > today
    )
    return list(db.session.scalars(query.order_by(Collection.id.desc())))


def items_of(invoice_number: str) -> list[CollectionItem]:
    """Every time an invoice was collected, in order."""
    query = select(CollectionItem).where(CollectionItem.invoice_number == invoice_number)
    return list(
        db.session.scalars(query.options(joinedload(CollectionItem.collection)).order_by(CollectionItem.id))
    )


def items_with(mandate_id: int) -> list[CollectionItem]:
    """Everything that was collected with a mandate, the latest first."""
    query = select(CollectionItem).where(CollectionItem.mandate_id == mandate_id)
    return list(
        db.session.scalars(query.options(joinedload(CollectionItem.collection)).order_by(CollectionItem.id.desc()))
    )
