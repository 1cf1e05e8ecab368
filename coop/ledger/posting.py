"""Posting: the one door through which facts enter the ledger, many at once, in Core only."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from coop import clock
from coop.database import Model, db
from coop.events import Event
from coop.ledger.account import Account
from coop.ledger.chain import digest
from coop.ledger.journal import Journal
from coop.ledger.period import Closing
from coop.ledger.refusals import already_posted, period_closed, refusal_of, unbalanced, unknown_account
from coop.ledger.transaction import Entry, Transaction, transaction
from coop.ledger.unfold import insert_unfolded, unfolded

# Tables, not classes: the posting path passes the ORM by.
_account, _journal, _closing, _transaction, _entry = (
    Model.metadata.tables[row.__tablename__] for row in (Account, Journal, Closing, Transaction, Entry)
)

_CLOSED_UNTIL = select(func.max(_closing.c.until)).scalar_subquery()
_TWICE = (
    select(_transaction.c.source).where(_transaction.c.source.in_(unfolded("sources"))).limit(1).scalar_subquery()
)
# The one look before the leap, and the one lock of the ledger: taken when everything else is ready, and in the
# same order by everybody.
_LOCK = (
    select(_journal.c.id, _journal.c.code, _journal.c.last_number, _journal.c.last_hash)
    .add_columns(_account.c.id, _account.c.number, _account.c.active, _CLOSED_UNTIL, _TWICE)
    .join_from(_journal, _account, _account.c.number.in_(unfolded("accounts")))
    .where(_journal.c.code.in_(unfolded("journals")))
    .order_by(_journal.c.id)
    .with_for_update(of=_journal)
)
_ENTRIES = insert_unfolded(
    _entry, ("transaction_id", "position", "account_id", "date", "cents", "cost_object_id", "party", "vat")
)
_TRANSACTIONS = insert_unfolded(
    _transaction,
    ("id", "journal_id", "number", "date", "source", "description", "reversal_of", "entry_count", "hash"),
    "posted_at",
)

_Row = tuple[int | str | None, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry to be: cents above zero are debit, below zero credit; a line of nothing is left out."""

    account: str
    cents: int
    cost_object: int | None = None
    party: str | None = None
    vat: str | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """One transaction to be; the source names the fact it stands for and can be used once."""

    journal: str
    date: date
    source: str
    description: str
    lines: Sequence[Line]
    reversal_of: int | None = None


about_to_post: Event[Sequence[Posting]] = Event("ledger.about_to_post")
"""Told before anything is written; a floor above refuses here what the database would refuse below."""

_Draft = tuple[Posting, Sequence[Line]]
"""A posting with the lines that count."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a posting ended: its key, its journal and its number there."""

    id: int
    journal: str
    number: int


def post(postings: Sequence[Posting]) -> list[Posted]:
    """Write the postings in the current transaction of the session, numbered in the order given.

    Post last: the journals stay locked until the commit. Raises Unbalanced, UnknownAccount, PeriodClosed and
    AlreadyPosted before anything is written; only when somebody else was first in between does one of these
    come from the database itself, and then the session can only be rolled back.
    """
    if not postings:
        return []
    about_to_post.tell(postings)
    db.session.flush()
    drafts = [(posting, [line for line in posting.lines if line.cents]) for posting in postings]
    for _, lines in drafts:
        if len(lines) < 2 or sum(line.cents for line in lines) != 0:
            raise unbalanced()
    connection = db.session.connection()
    journals, accounts = _locked(connection, drafts)
    moment = clock.now()
    posted: list[Posted] = []
    rows: list[_Row] = []
    entries: list[_Row] = []
    for posting, lines in drafts:
        journal = journals[posting.journal]
        made = journal.next(posting, lines, moment)
        posted.append(made)
        day = posting.date.isoformat()
        rows.append(
            (
                made.id,
                journal.id,
                made.number,
                day,
                posting.source,
                posting.description,
                posting.reversal_of,
                len(lines),
                journal.hash,
            )
        )
        entries += [
            (made.id, place, accounts[line.account], day, line.cents, line.cost_object, line.party, line.vat)
            for place, line in enumerate(lines, 1)
        ]
    try:
        connection.execute(_ENTRIES, {"rows": json.dumps(entries)})
        connection.execute(_TRANSACTIONS, {"rows": json.dumps(rows), "posted_at": moment})
    except DBAPIError as trouble:
        refusal = refusal_of(trouble)
        if refusal is None:
            raise
        raise refusal from trouble
    return posted


def posted(source: str) -> Posted | None:
    """The transaction that stands for a fact, None while it was not posted."""
    found = db.session.execute(
        select(Transaction.id, Journal.code, Transaction.number)
        .join(Journal, Journal.id == Transaction.journal_id)
        .where(Transaction.source == source)
    ).first()
    return None if found is None else Posted(*found)


def reverse(transaction_id: int, on: date, source: str, description: str) -> Posted:
    """Undo a transaction by its negated copy, which points back to it; each can be reversed once.

    Raises NoSuchTransaction, and AlreadyPosted when it was reversed before.
    """
    wrong = transaction(transaction_id)
    if db.session.scalar(select(Transaction.id).where(Transaction.reversal_of == transaction_id)):
        raise already_posted(source)
    lines = [
        Line(number, -cents.cents, cost_object, party, vat)
        for number, cents, cost_object, party, vat in db.session.execute(
            select(Account.number, Entry.cents, Entry.cost_object_id, Entry.party, Entry.vat)
            .join(Account, Account.id == Entry.account_id)
            .where(Entry.transaction_id == transaction_id)
            .order_by(Entry.position)
        )
    ]
    [made] = post([Posting(wrong.journal.code, on, source, description, lines, reversal_of=transaction_id)])
    return made


class _Numbering:
    """A journal while it is locked: the number and hash that the next transaction follows."""

    __slots__ = ("code", "hash", "id", "number")

    def __init__(self, id_: int, code: str, number: int, hash_: str) -> None:
        self.id = id_
        self.code = code
        self.number = number
        self.hash = hash_

    def next(self, posting: Posting, lines: Sequence[Line], moment: datetime) -> Posted:
        self.number += 1
        self.hash = digest(
            self.hash,
            journal=self.code,
            number=self.number,
            day=posting.date,
            source=posting.source,
            description=posting.description,
            reversal_of=posting.reversal_of,
            posted_at=moment,
            entries=[
                (i, line.account, posting.date, line.cents, line.cost_object, line.party, line.vat)
                for i, line in enumerate(lines, 1)
            ],
        )
        return Posted(self.number * 10 + self.id, self.code, self.number)


def _locked(connection: Connection, drafts: Sequence[_Draft]) -> tuple[dict[str, _Numbering], dict[str, int]]:
    """Lock the journals and find the accounts; raises what would be refused, while nothing is written yet."""
    sources = {posting.source for posting, _ in drafts}
    used = {line.account for _, lines in drafts for line in lines}
    # An account out of use can still be cleared of a mistake.
    new = {line.account for posting, lines in drafts for line in lines if posting.reversal_of is None}
    found = connection.execute(
        _LOCK,
        {
            "journals": _column({posting.journal for posting, _ in drafts}),
            "accounts": _column(used),
            "sources": _column(sources),
        },
    )
    journals: dict[str, _Numbering] = {}
    accounts: dict[str, int] = {}
    until = twice = None
    for journal_id, code, last_number, last_hash, account_id, number, active, until, twice in found:  # noqa: B007
        if code not in journals:
            journals[code] = _Numbering(journal_id, code, last_number, last_hash)
        if active or number not in new:
            accounts[number] = account_id
    for number in used - accounts.keys():
        raise unknown_account(number)
    if twice is not None or len(sources) < len(drafts):
        raise already_posted(twice or "")
    if until is not None and any(posting.date < until for posting, _ in drafts):
        raise period_closed()
    return journals, accounts


def _column(texts: Iterable[str]) -> str:
    return json.dumps([[text] for text in texts])
