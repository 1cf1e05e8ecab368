"""The transactions of a year as a stream: in the order of their journal, with the papers they point to."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from sqlalchemy import BigInteger, select, type_coerce

from coop.database import Model, db
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.ledger.journal import Journal
from coop.ledger.transaction import Entry, Transaction
from coop.period import DateRange
from invoicing.payment import Payment
from invoicing.purchase import Purchase
from invoicing.purchase_payment import PurchasePayment

CHUNK = 1000
"""So many transactions are held at a time, to look up what they point to."""

# Tables, not classes: two hundred thousand lines pass here and none of them is an object.
_account, _cost, _entry, _transaction = (
    Model.metadata.tables[row.__tablename__] for row in (Account, CostObject, Entry, Transaction)
)


@dataclass(frozen=True, slots=True)
class Booked:
    """A transaction with its rows, and the number of the invoice it is about, ours or a supplier's."""

    head: Any
    rows: Sequence[Any]
    invoice: str


def booked(journal: Journal, year: DateRange) -> Iterator[Booked]:
    """Every transaction of a journal in a year, never more than a chunk of them in memory."""
    query = (
        select(
            _transaction.c.id,
            _transaction.c.number,
            _transaction.c.date,
            _transaction.c.source,
            _transaction.c.description,
            _entry.c.position,
            _account.c.number.label("account"),
            _account.c.rgs,
            # The bare cents: an object of Money for each line would double the time.
            type_coerce(_entry.c.cents, BigInteger).label("cents"),
            _entry.c.party,
            _entry.c.vat,
            _cost.c.code.label("cost"),
        )
        .join_from(_transaction, _entry, _entry.c.transaction_id == _transaction.c.id)
        .join(_account, _account.c.id == _entry.c.account_id)
        .outerjoin(_cost, _cost.c.id == _entry.c.cost_object_id)
        .where(
            _transaction.c.journal_id == journal.id,
            _transaction.c.date >= year.begin,
            _transaction.c.date < year.end,
        )
        .order_by(_transaction.c.id, _entry.c.position)
        .execution_options(yield_per=5000)
    )
    with closing(db.session.connection().execute(query)) as rows:
        grouped = (list(group) for _, group in groupby(rows, lambda row: row.id))
        while chunk := list(islice(grouped, CHUNK)):
            invoices = _invoices([group[0].source for group in chunk])
            for group in chunk:
                yield Booked(group[0], group, invoices.get(group[0].source, ""))


def _invoices(sources: Sequence[str]) -> dict[str, str]:
    """The invoice that each source is about: itself, or what was paid."""
    found = {source: source.partition(":")[2] for source in sources if source.startswith("invoice:")}
    for prefix, query in _BEHIND.items():
        keys = {int(key) for source in sources if (key := _key(source, prefix))}
        if keys:
            rows = db.session.execute(query.where(query.selected_columns[0].in_(keys)))
            found |= {f"{prefix}:{id_}": number for id_, number in rows}
    return found


def _key(source: str, prefix: str) -> str:
    kind, _, key = source.partition(":")
    return key if kind == prefix and key.isdecimal() else ""


_BEHIND: dict[str, Any] = {
    "payment": select(Payment.id, Payment.invoice_number),
    "purchase": select(Purchase.id, Purchase.number),
    "purchase_payment": select(PurchasePayment.id, Purchase.number).join(
        Purchase, Purchase.id == PurchasePayment.purchase_id
    ),
}
