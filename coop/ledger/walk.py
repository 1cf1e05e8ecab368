"""Walking a journal from its first transaction to its last, proving every link of the chain."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask_babel import gettext
from sqlalchemy import BigInteger, select, type_coerce

from coop.database import Model, db
from coop.ledger.account import Account
from coop.ledger.chain import digest
from coop.ledger.journal import Journal
from coop.ledger.transaction import Entry, Transaction

Totals = dict[tuple[int, int, date], tuple[int, int]]
"""Debit and credit in cents by account, cost object and month, counted along the way."""

_account, _entry, _transaction = (
    Model.metadata.tables[row.__tablename__] for row in (Account, Entry, Transaction)
)


@dataclass
class Walked:
    """What was met in one journal: its transactions, entries and the cents on the debit side."""

    journal: Journal
    transactions: int = 0
    entries: int = 0
    cents: int = 0
    last_hash: str = ""
    fault: str | None = None


def walk(journal: Journal, totals: Totals) -> Walked:
    """Walk a journal until its end or its first fault, adding what is met to the totals."""
    walked = Walked(journal)
    with closing(_transactions(journal)) as transactions:
        for row, entries in transactions:
            walked.transactions += 1
            wrong = _wrong(walked, row, entries)
            if wrong:
                walked.fault = str(
                    gettext("boeking %(journal)s-%(number)s: ", journal=journal.code, number=row.number) + wrong
                )
                return walked
            walked.entries += len(entries)
            walked.last_hash = row.hash
            for entry in entries:
                key = (entry.account_id, entry.cost_object_id or 0, entry.date.replace(day=1))
                debit, credit = totals.get(key, (0, 0))
                totals[key] = (debit + max(entry.cents, 0), credit + max(-entry.cents, 0))
                walked.cents += max(entry.cents, 0)
    if (journal.last_number, journal.last_hash) != (walked.transactions, walked.last_hash):
        walked.fault = str(
            gettext("dagboek %(journal)s: de laatste boeking is niet die van de keten", journal=journal.code)
        )
    return walked


def _wrong(walked: Walked, row: Any, entries: list[Any]) -> str | None:
    wrong = None
    if row.number != walked.transactions:
        wrong = gettext("het nummer volgt niet op het vorige")
    elif len(entries) < 2 or [entry.position for entry in entries] != list(range(1, row.entry_count + 1)):
        wrong = gettext("er ontbreken regels of er zijn er te veel")
    elif sum(entry.cents for entry in entries) != 0:
        wrong = gettext("debet en credit zijn niet gelijk")
    elif any(entry.date != row.date for entry in entries):
        wrong = gettext("een regel heeft een andere datum")
    elif row.hash != _recomputed(walked, row, entries):
        wrong = gettext("de keten is verbroken: de boeking is achteraf veranderd")
    return wrong


def _recomputed(walked: Walked, row: Any, entries: list[Any]) -> str:
    return digest(
        walked.last_hash,
        journal=walked.journal.code,
        number=row.number,
        day=row.date,
        source=row.source,
        description=row.description,
        reversal_of=row.reversal_of,
        posted_at=row.posted_at,
        entries=[(e.position, e.account, e.date, e.cents, e.cost_object_id, e.party, e.vat) for e in entries],
    )


def _transactions(journal: Journal) -> Generator[tuple[Any, list[Any]]]:
    """Every transaction of a journal with its entries, in order; read in a stream, so that memory stays flat."""
    heads = select(_transaction).where(_transaction.c.journal_id == journal.id).order_by(_transaction.c.id)
    lines = (
        select(
            _entry.c.transaction_id,
            _entry.c.position,
            _entry.c.account_id,
            _account.c.number.label("account"),
            _entry.c.date,
            # The bare cents: a million objects of Money would double the time.
            type_coerce(_entry.c.cents, BigInteger).label("cents"),
            _entry.c.cost_object_id,
            _entry.c.party,
            _entry.c.vat,
        )
        .join(_transaction, _transaction.c.id == _entry.c.transaction_id)
        .join(_account, _account.c.id == _entry.c.account_id)
        .where(_transaction.c.journal_id == journal.id)
        .order_by(_entry.c.transaction_id, _entry.c.position)
    )
    connection = db.session.connection()
    with (
        connection.execute(lines.execution_options(yield_per=5000)) as read,
        connection.execute(heads.execution_options(yield_per=2000)) as rows,
    ):
        grouped = groupby(read, lambda entry: entry.transaction_id)
        waiting = next(grouped, None)
        for row in rows:
            entries: list[Any] = []
            while waiting is not None and waiting[0] <= row.id:
                if waiting[0] == row.id:
                    entries = list(waiting[1])
                waiting = next(grouped, None)
            yield row, entries
