"""Finding transactions and accounts of the ledger."""

import re
from collections.abc import Sequence

from flask_babel import lazy_gettext
from sqlalchemy import and_, or_, select

from coop.database import db
from coop.filters import day
from coop.ledger.account import Account
from coop.ledger.journal import Journal
from coop.ledger.transaction import Entry, Transaction
from coop.permission import Permission
from coop.search import Asked, Finder, Hit

_LABEL = re.compile(r"([A-Z]{2})[-\s]?(\d{1,9})", re.IGNORECASE)


def transactions(asked: Asked, limit: int) -> Sequence[Hit]:
    """By label (VK-12), description or the amount of one of their entries, the latest first."""
    which = [and_(*(Transaction.description.icontains(word, autoescape=True) for word in asked.words))]
    label = _LABEL.fullmatch(asked.text)
    if label is not None:
        which.append(and_(Journal.code == label[1].upper(), Transaction.number == int(label[2])))
    if asked.amount is not None:
        moved = select(Entry.transaction_id).where(Entry.cents.in_([asked.amount, -asked.amount]))
        which.append(Transaction.id.in_(moved))
    query = (
        select(Transaction.id, Journal.code, Transaction.number, Transaction.description, Transaction.date)
        .join(Journal, Journal.id == Transaction.journal_id)
        .where(or_(*which))
        .order_by(Transaction.date.desc(), Transaction.id.desc())
        .limit(limit)
    )
    return [
        Hit(f"{code}-{number}", f"{description} · {day(on)}", "ledger.transaction", {"transaction_id": id_})
        for id_, code, number, description, on in db.session.execute(query)
    ]


def accounts(asked: Asked, limit: int) -> Sequence[Hit]:
    """By number or name."""
    named = (
        Account.name.icontains(word, autoescape=True) | Account.number.startswith(word, autoescape=True)
        for word in asked.words
    )
    query = (
        select(Account.number, Account.name).where(Account.active, *named).order_by(Account.number).limit(limit)
    )
    return [
        Hit(f"{number} {name}", "", "ledger.account", {"number": number})
        for number, name in db.session.execute(query)
    ]


finders = [
    Finder(lazy_gettext("Boekingen"), Permission.LEDGER_READ, transactions, 50),
    Finder(lazy_gettext("Rekeningen"), Permission.LEDGER_READ, accounts, 70),
]
