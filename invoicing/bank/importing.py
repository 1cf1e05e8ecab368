"""Taking in what a bank file tells: what is new is kept, what is known adds nothing, what is in doubt is told."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import IO

from flask_babel import gettext
from sqlalchemy import insert, select

from coop import audit, clock
from coop.database import db
from coop.money import Money
from invoicing.bank import gap, opening
from invoicing.bank.account import BankAccount, find_or_make
from invoicing.bank.line import BankLine
from invoicing.bank.statement import BankStatement
from invoicing.bank.told import Doubt, Entry, Heading

_NOTHING = Money.zero()
_AT_ONCE = 500
_MOST_TOLD = 20
"""Sentences of one file; who gets more has another problem."""


@dataclass(slots=True)
class Outcome:
    """How it went with one file."""

    name: str
    statements: int = 0
    entries: int = 0
    new: int = 0
    known: int = 0
    unread: int = 0
    credit: Money = _NOTHING
    debit: Money = _NOTHING
    told: list[str] = field(default_factory=list)
    untold: int = 0

    def tell(self, sentence: str) -> None:
        """Add a sentence for the treasurer."""
        if sentence and sentence not in self.told:
            if len(self.told) < _MOST_TOLD:
                self.told.append(sentence)
            else:
                self.untold += 1

    @property
    def sentences(self) -> list[str]:
        """Everything there is to tell."""
        return (
            [*self.told, gettext("En nog %(number)s meldingen.", number=self.untold)] if self.untold else self.told
        )


def take_in(name: str, stream: IO[bytes]) -> Iterator[Outcome]:
    """Take in a file, or each in a zip, and tell how it went; nothing that a file holds raises."""
    for file in opening.opened(name, stream):
        taking = _Taking(file.name, file.sha256)
        for part in file.parts:
            taking.take(part)
        yield taking.done()


class _Taking:
    """Takes in one file, a few hundred lines at a time."""

    def __init__(self, name: str, sha256: str) -> None:
        self.outcome = Outcome(name)
        self.sha256 = sha256
        self.accounts: dict[int, BankAccount] = {}
        self.statement: BankStatement | None = None
        self.before: frozenset[int] = frozenset()
        self.seen: Counter[str] = Counter()
        self.moved = _NOTHING
        self.added = 0
        self.waiting: list[Entry] = []

    def take(self, part: Heading | Entry | Doubt) -> None:
        if isinstance(part, Heading):
            self._begin(part)
        elif isinstance(part, Entry):
            self._count(part.amount)
            if self.statement is None:
                self.outcome.unread += 1
                return
            self.moved += part.amount
            self.waiting.append(part)
            if len(self.waiting) >= _AT_ONCE:
                self._keep()
        else:
            self.outcome.tell(part.sentence)
            if part.is_entry:
                self.outcome.entries += 1
                self.outcome.unread += 1
                self.outcome.credit += part.credit
                self.outcome.debit += part.debit

    def done(self) -> Outcome:
        self._end()
        for account in self.accounts.values():
            for found in gap.gaps_of(account):
                self.outcome.tell(found.sentence)
        return self.outcome

    def _count(self, amount: Money) -> None:
        self.outcome.entries += 1
        if amount < Money.zero():
            self.outcome.debit -= amount
        else:
            self.outcome.credit += amount

    def _begin(self, heading: Heading) -> None:
        self._end()
        self.outcome.statements += 1
        account, is_strange = find_or_make(heading.account, lock=True)
        self.accounts[account.id] = account
        if is_strange:
            self.outcome.tell(
                gettext(
                    "Rekening %(iban)s kenden we nog niet. Ze staat niet in de instellingen en heeft nog geen "
                    "grootboekrekening.",
                    iban=account.iban,
                )
            )
        self.statement = _find(account, heading)
        if self.statement is None:
            if _told_in_other_form(account, heading):
                self.outcome.tell(
                    gettext(
                        "Afschrift %(number)s is niet gelezen: deze periode is al ingelezen uit een ander soort "
                        "bestand. Gebruik voor één periode altijd dezelfde soort.",
                        number=heading.number,
                    )
                )
                return
            self.statement = _new(account, heading, self.sha256)
        self.before = _just_before(self.statement)

    def _end(self) -> None:
        self._keep()
        statement = self.statement
        if statement is not None:
            if statement.moved is None or self.added:
                statement.moved = self.moved
                db.session.flush()
            if statement.missing:
                self.outcome.tell(
                    gettext(
                        "Afschrift %(number)s klopt niet: het beginsaldo en de boekingen komen %(missing)s anders "
                        "uit dan het eindsaldo.",
                        number=statement.number,
                        missing=statement.missing,
                    )
                )
        self.statement, self.before, self.moved, self.added = None, frozenset(), Money.zero(), 0
        self.seen.clear()

    def _keep(self) -> None:
        if self.statement is None or not self.waiting:
            return
        keys = [_key_of(entry) for entry in self.waiting]
        query = select(BankLine.key, BankLine.occurrence, BankLine.statement_id).where(
            BankLine.account_id == self.statement.account_id, BankLine.key.in_(set(keys))
        )
        there = {(key, occurrence): of for key, occurrence, of in db.session.execute(query)}
        rows = []
        for key, entry in zip(keys, self.waiting, strict=True):
            self.seen[key] += 1
            # What the statement just before this one told cannot be in this one: an equal line here is another.
            while there.get((key, self.seen[key])) in self.before:
                self.seen[key] += 1
            if (key, self.seen[key]) in there:
                self.outcome.known += 1
            else:
                rows.append(self._row(key, entry))
        if rows:
            db.session.execute(insert(BankLine), rows)
        self.added += len(rows)
        self.outcome.new += len(rows)
        self.waiting.clear()

    def _row(self, key: str, entry: Entry) -> dict[str, object]:
        statement = self.statement
        assert statement is not None  # noqa: S101 - lines are kept within a statement
        facts = {name: getattr(entry, name) for name in Entry.__slots__}
        own = {"account_id": statement.account_id, "statement_id": statement.id, "key": key}
        return {**facts, **own, "occurrence": self.seen[key]}


def _find(account: BankAccount, heading: Heading) -> BankStatement | None:
    return db.session.scalar(
        select(BankStatement).where(BankStatement.account_id == account.id, BankStatement.key == _key(heading))
    )


def _new(account: BankAccount, heading: Heading, sha256: str) -> BankStatement:
    made = BankStatement(
        account=account,
        key=_key(heading),
        form=heading.form,
        number=heading.number,
        begins=heading.begins,
        ends=heading.ends,
        opening=heading.opening,
        closing=heading.closing,
        file_sha=sha256,
        imported_at=clock.now(),
        imported_by=audit.who(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def _told_in_other_form(account: BankAccount, heading: Heading) -> bool:
    # Each format words a line in its own way, so across the two nobody can tell that a line is the same.
    if heading.begins is None or heading.ends is None:
        return False
    query = select(BankStatement.id).where(
        BankStatement.account_id == account.id,
        BankStatement.form != heading.form,
        BankStatement.begins <= heading.ends,
        BankStatement.ends >= heading.begins,
    )
    return db.session.scalar(query.limit(1)) is not None


def _just_before(statement: BankStatement) -> frozenset[int]:
    if statement.begins is None or statement.opening is None:
        return frozenset()
    query = select(BankStatement.id).where(
        BankStatement.account_id == statement.account_id,
        BankStatement.id != statement.id,
        BankStatement.closing == statement.opening,
        BankStatement.opening != BankStatement.closing,
        BankStatement.ends.between(statement.begins - timedelta(days=1), statement.begins),
    )
    return frozenset(db.session.scalars(query))


def _key(heading: Heading) -> str:
    return _hash(*(getattr(heading, name) for name in Heading.__slots__ if name != "account"))


def _key_of(entry: Entry) -> str:
    return _hash(*(getattr(entry, name) for name in Entry.__slots__))


def _hash(*facts: object) -> str:
    return hashlib.blake2b("\x1f".join(map(str, facts)).encode(), digest_size=16).hexdigest()
