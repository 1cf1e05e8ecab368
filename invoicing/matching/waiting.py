"""The lines that wait for the treasurer, each with its three best proposals."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from coop import wijk
from coop.database import db
from coop.errors import Stale
from coop.ledger import period
from coop.money import Money
from invoicing.bank.account import BankAccount
from invoicing.bank.line import BankLine
from invoicing.bank.line_list import with_words
from invoicing.matching import open_money, weighing
from invoicing.matching.booking import hold
from invoicing.matching.proposal import Proposal
from invoicing.matching.running import unbooked


class NoLongerSo(Stale):
    """What was proposed is booked only while it still holds."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line, what it may be for, and whether its day lies in a closed period."""

    line: BankLine
    proposals: list[Proposal]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Left:
    """How many lines wait, and what came in and went out with them."""

    count: int
    came: Money
    went: Money


def lines(limit: int, after: int | None = None, words: str = "") -> list[Waiting]:
    """The lines that wait, the oldest first, from the one after a number on."""
    query = select(BankLine).where(_waits()).order_by(BankLine.booked_on, BankLine.id).limit(limit)
    if after is not None:
        there = db.session.get(BankLine, after)
        if there is not None:
            day, id_ = there.booked_on, there.id
            query = query.where((BankLine.booked_on > day) | ((BankLine.booked_on == day) & (BankLine.id > id_)))
    found = db.session.scalars(with_words(query, words)).all()
    if not found:
        return []
    money, tolerance = open_money.read(found[0].booked_on), wijk.current().small_difference
    until = period.closed_until()
    return [
        Waiting(line, weighing.best(line, money, tolerance), until is not None and line.booked_on < until)
        for line in found
    ]


def unbooked_lines(words: str = "") -> list[BankLine]:
    """All lines that wait, the oldest first, without what they may be for."""
    query = select(BankLine).where(_waits()).order_by(BankLine.booked_on, BankLine.id)
    return list(db.session.scalars(with_words(query, words)))


def left() -> Left:
    """What there is to do."""
    sums = (
        select(
            func.count(),
            func.sum(BankLine.amount).filter(BankLine.amount > Money.zero()),
            func.sum(BankLine.amount).filter(BankLine.amount < Money.zero()),
        )
        .select_from(BankLine)
        .where(_waits())
    )
    count, came, went = db.session.execute(sums).one()
    return Left(count, came or Money.zero(), -(went or Money.zero()))


def mark_of(proposal: Proposal) -> str:
    """What a form says to name a proposal, so that nothing else is booked than was shown."""
    facts = [(part.goes, part.key, part.amount.cents, part.difference.cents) for part in proposal.parts]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:24]


def by_mark(line: BankLine, mark: str, refusal: str) -> Proposal:
    """The proposal that was shown, as it still holds while nobody else can pay what it is for.

    Raises NoLongerSo with the given sentence.
    """
    hold([_proposed(line, mark, refusal)])
    return _proposed(line, mark, refusal)


def _proposed(line: BankLine, mark: str, refusal: str) -> Proposal:
    money = open_money.read(line.booked_on)
    for proposal in weighing.best(line, money, wijk.current().small_difference):
        if mark_of(proposal) == mark:
            return proposal
    raise NoLongerSo(refusal)


def _waits() -> ColumnElement[bool]:
    ours = select(BankAccount.id).where(BankAccount.ledger_account.is_not(None))
    return unbooked() & BankLine.account_id.in_(ours)
