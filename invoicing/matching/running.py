"""Matching every line that is not booked yet: what is certain books itself, the rest waits for the treasurer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from coop import wijk
from coop.database import db
from coop.errors import Refusal
from coop.ledger import period
from coop.money import Money
from invoicing import open_items
from invoicing.bank.account import BankAccount
from invoicing.bank.line import BankLine
from invoicing.matching import open_money
from invoicing.matching.booking import book, hold
from invoicing.matching.drafted import Booking
from invoicing.matching.match import BankMatch
from invoicing.matching.open_money import OpenMoney
from invoicing.matching.proposal import Goes, Proposal
from invoicing.matching.weighing import certain

AT_ONCE = 500


@dataclass(slots=True)
class Ran:
    """How it went: lines that booked themselves, and lines that wait."""

    booked: int = 0
    waiting: int = 0


def run() -> Ran:
    """Book what is certain of every line on an account with a place in the ledger; a second run adds nothing.

    Who comes at the same moment waits for the accounts, and then finds these lines booked.
    """
    ours = select(BankAccount.id).where(BankAccount.ledger_account.is_not(None)).order_by(BankAccount.id)
    accounts = db.session.scalars(ours.with_for_update()).all()
    ran = Ran()
    money: OpenMoney | None = None
    until = period.closed_until()
    for lines in _chunks(accounts):
        money = money or open_money.read(lines[0].booked_on)
        booked = _book(_still_so(list(_certain(lines, money, until)), money))
        ran.booked += booked
        ran.waiting += len(lines) - booked
    return ran


def unbooked() -> ColumnElement[bool]:
    """The condition for lines that nothing stands for."""
    stands = select(BankMatch.line_id).where(BankMatch.line_id == BankLine.id, BankMatch.undone_at.is_(None))
    return ~stands.exists()


def _chunks(accounts: Sequence[int]) -> Iterator[Sequence[BankLine]]:
    last: tuple[date, int] | None = None
    while True:
        query = select(BankLine).where(BankLine.account_id.in_(accounts), unbooked())
        if last is not None:
            day, id_ = last
            query = query.where((BankLine.booked_on > day) | ((BankLine.booked_on == day) & (BankLine.id > id_)))
        lines = db.session.scalars(query.order_by(BankLine.booked_on, BankLine.id).limit(AT_ONCE)).all()
        if not lines:
            return
        last = lines[-1].booked_on, lines[-1].id
        yield lines
        for line in lines:
            db.session.expunge(line)


def _certain(lines: Sequence[BankLine], money: OpenMoney, closed_until: date | None) -> Iterator[Booking]:
    tolerance = wijk.current().small_difference
    for line in lines:
        found = certain(line, money, tolerance)
        if found is None or not _may_be_booked(found, line, closed_until):
            continue
        _take(line, found, money)
        yield Booking(line, found, by_itself=True)


def _may_be_booked(found: Proposal, line: BankLine, closed_until: date | None) -> bool:
    # In a closed period nothing is posted any more; what was booked by hand then still gets its line.
    is_open = closed_until is None or line.booked_on >= closed_until
    return is_open or all(part.goes == Goes.BOOKED for part in found.parts)


def _take(line: BankLine, found: Proposal, money: OpenMoney) -> None:
    parties = {money.party_of(part.goes, part.key) for part in found.parts}
    for part in found.parts:
        money.take(part.goes, part.key, part.amount + part.difference)
    [party] = parties if len(parties) == 1 else {None}
    if party is not None:
        money.learn(line.iban, party)


def _still_so(bookings: Sequence[Booking], money: OpenMoney) -> list[Booking]:
    """Hold the invoices, and leave out what somebody changed since they were read: it comes the next time."""
    taken: dict[str, Money] = defaultdict(Money.zero)
    for booking in bookings:
        for part in booking.proposal.parts:
            if part.goes == Goes.INVOICE:
                taken[part.key] += part.amount + part.difference
    if not taken:
        return list(bookings)
    hold(booking.proposal for booking in bookings)
    now = {item.number: item.open for item in open_items.of(taken)}
    changed = {
        number
        for number, amount in taken.items()
        if now[number] != money.items[Goes.INVOICE, number].open + amount
    }
    return [
        booking
        for booking in bookings
        if not changed.intersection(part.key for part in booking.proposal.parts if part.goes == Goes.INVOICE)
    ]


def _book(bookings: Sequence[Booking]) -> int:
    """Book them in one go; when one is refused, each on its own, and those that are refused wait."""
    try:
        with db.session.begin_nested():
            book(bookings)
        return len(bookings)
    except Refusal:
        return sum(map(_booked_alone, bookings))


def _booked_alone(booking: Booking) -> bool:
    try:
        with db.session.begin_nested():
            book([booking])
    except Refusal:
        return False
    return True
