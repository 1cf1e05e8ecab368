"""Whether an invoice will be collected: then nobody is asked to transfer it, or reminded."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from coop import clock
from coop.database import db
from invoicing.direct_debit.collection import CollectionItem
from invoicing.direct_debit.lapse import lapse_of_each
from invoicing.direct_debit.mandate import Mandate, latest_of
from invoicing.direct_debit.message import is_offered
from invoicing.invoice import Invoice
from invoicing.open_items import OpenItem


def mandate_for(invoice: Invoice) -> Mandate | None:
    """The mandate with which an invoice will be collected, None when its customer pays otherwise."""
    found = {} if invoice.is_credit else _usable([invoice.party_id])
    mandate = found.get(invoice.party_id)
    return mandate if mandate is not None and mandate.covers(invoice.number) else None


def covered(items: Sequence[OpenItem]) -> set[str]:
    """Which of these invoices will be collected; one that came back once is not counted on."""
    found = _usable({item.party_id for item in items})
    numbers = {
        item.number for item in items if item.party_id in found and found[item.party_id].covers(item.number)
    }
    earlier = db.session.scalars(select(CollectionItem).where(CollectionItem.invoice_number.in_(numbers)))
    return numbers - {item.invoice_number for item in earlier if item.came_back}


def _usable(party_ids: Iterable[int]) -> dict[int, Mandate]:
    """The mandates of these customers with which can be collected, by the key of the customer."""
    standing = [one for one in latest_of(party_ids).values() if one.ended_on is None and one.party.email]
    if not standing or not is_offered():
        return {}
    lapse, today = lapse_of_each(standing), clock.today()
    return {one.party_id: one for one in standing if lapse[one.id] > today}
