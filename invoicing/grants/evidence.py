"""The evidence list: every cost that was charged to a grant, with the paper it rests on and no name of a person.

A supplier is named when it is an organisation. Hours are told together by month and engagement: who worked them is
in our own books, and no business of the giver.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.files import StoredFile
from coop.filters import minutes as in_words
from coop.filters import month
from coop.ledger.account import Account
from coop.ledger.journal import Journal
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from invoicing.grants.charging import Charge
from invoicing.purchase import Purchase
from members.engagement import KIND_NAMES, EngagementKind
from members.party import Party
from orders.hours import HourEntry

NOTHING = Money(0)
_ASKED = 500


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of the list; `source` and `transaction_id` lead to it, where it is one booking."""

    day: date
    number: str
    description: str
    account: str
    activity_id: int | None
    amount: Money
    entry_id: int | None = None
    transaction_id: int | None = None
    source: str = ""
    whole: Money = NOTHING
    attachment: str = ""
    sha256: str = ""


def evidence(charges: Sequence[Charge], *, each_hour: bool = False) -> list[Evidence]:
    """What these charges rest on, by day; with `each_hour` every entry of hours on a line of its own."""
    rows = list(_booked({one.entry_id: one for one in charges}))
    purchases, hours = _purchases(rows), _hours(rows)
    found = [
        _line(charge, row, purchases.get(_key(row, "purchase")))
        for charge, row in rows
        if _hour(row, hours) is None
    ]
    together: dict[tuple[date, str, int | None, str, int], list[tuple[Charge, Any, Any]]] = {}
    for charge, row in rows:
        told = _hour(row, hours)
        if told is not None:
            apart = row.id if each_hour else 0
            at = (row.date.replace(day=1), told.engagement, charge.activity_id, row.account, apart)
            together.setdefault(at, []).append((charge, row, told))
    found += [_hours_line(*at[:4], group) for at, group in together.items()]
    return sorted(found, key=lambda one: (one.day, one.number))


def _booked(charges: dict[int, Charge]) -> Iterator[tuple[Charge, Any]]:
    keys = sorted(charges)
    for first in range(0, len(keys), _ASKED):
        query = (
            select(
                Entry.id,
                Entry.date,
                Entry.cents,
                Entry.transaction_id,
                Transaction.source,
                Transaction.number,
                Journal.code,
                Journal.name.label("journal"),
                Account.name.label("account"),
            )
            .join(Transaction, Transaction.id == Entry.transaction_id)
            .join(Journal, Journal.id == Transaction.journal_id)
            .join(Account, Account.id == Entry.account_id)
            .where(Entry.id.in_(keys[first : first + _ASKED]))
        )
        yield from ((charges[row.id], row) for row in db.session.execute(query))


def _line(charge: Charge, row: Any, purchase: Any) -> Evidence:
    # A file of a person may be called as they are.
    named = purchase is not None and purchase.kind == "organisation"
    said = gettext("Declaratie van een lid") if _key(row, "claim") is not None else row.journal
    if named:
        said = gettext("Inkoopfactuur %(number)s van %(name)s", number=purchase.number, name=purchase.supplier)
    elif purchase is not None:
        said = gettext("Inkoopfactuur %(number)s", number=purchase.number)
    return Evidence(
        row.date,
        f"{row.code}-{row.number}",
        said,
        row.account,
        charge.activity_id,
        charge.amount,
        row.id,
        row.transaction_id,
        row.source,
        row.cents,
        (purchase.file or "") if named else "",
        (purchase.sha256 or "") if named else "",
    )


def _hours_line(
    first: date, engagement: str, activity_id: int | None, account: str, group: Sequence[tuple[Charge, Any, Any]]
) -> Evidence:
    said = gettext(
        "%(time)s gewerkt in %(month)s, %(kind)s",
        time=in_words(sum(told.minutes for _, _, told in group)),
        month=month(first),
        kind=str(KIND_NAMES[EngagementKind(engagement)]).lower(),
    )
    alone = group[0][1] if len(group) == 1 else None
    number = "{}-{}".format(*min((row.code, row.number) for _, row, _ in group))
    if alone is None:
        number = gettext("%(number)s en %(more)s meer", number=number, more=len(group) - 1)
    return Evidence(
        max(row.date for _, row, _ in group),
        number,
        said,
        account,
        activity_id,
        sum((charge.amount for charge, _, _ in group), Money.zero()),
        entry_id=alone.id if alone is not None else None,
        transaction_id=alone.transaction_id if alone is not None else None,
        source=alone.source if alone is not None else "",
        whole=sum((row.cents for _, row, _ in group), Money.zero()),
    )


def _key(row: Any, kind: str) -> int | None:
    word, _, key = row.source.partition(":")
    return int(key) if word == kind and key.isdecimal() else None


def _hour(row: Any, hours: dict[int, Any]) -> Any:
    key = _key(row, "hours")
    return hours.get(key) if key is not None else None


def _purchases(rows: Sequence[tuple[Charge, Any]]) -> dict[int | None, Any]:
    query = (
        select(
            Purchase.id,
            Purchase.number,
            Party.name.label("supplier"),
            Party.kind,
            StoredFile.name.label("file"),
            StoredFile.sha256,
        )
        .join(Party, Party.id == Purchase.supplier_id)
        .outerjoin(StoredFile, StoredFile.sha256 == Purchase.attachment_sha)
    )
    return _by_id(rows, "purchase", query, Purchase.id)


def _hours(rows: Sequence[tuple[Charge, Any]]) -> dict[Any, Any]:
    return _by_id(rows, "hours", select(HourEntry.id, HourEntry.engagement, HourEntry.minutes), HourEntry.id)


def _by_id(rows: Sequence[tuple[Charge, Any]], kind: str, query: Any, column: Any) -> dict[Any, Any]:
    keys = sorted({key for _, row in rows if (key := _key(row, kind)) is not None})
    found: dict[Any, Any] = {}
    for first in range(0, len(keys), _ASKED):
        found |= {row.id: row for row in db.session.execute(query.where(column.in_(keys[first : first + _ASKED])))}
    return found
