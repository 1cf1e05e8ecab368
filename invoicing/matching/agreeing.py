"""Whether the bank and the books say the same of an account, and what explains it where they do not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from coop.database import db
from coop.ledger.balance import balance
from coop.money import Money
from invoicing.bank.account import BankAccount
from invoicing.bank.line import BankLine
from invoicing.bank.statement import BankStatement
from invoicing.matching import open_money
from invoicing.matching.match import Kind, MatchPart
from invoicing.matching.running import unbooked


@dataclass(frozen=True, slots=True)
class Agreement:
    """An account on the last day that the bank told of."""

    account: BankAccount
    day: date
    bank: Money
    books: Money
    unbooked: Money
    """On the statements and not in the books yet."""
    by_hand: Money
    """In the books by hand since the first statement, and with no line that stands for it."""
    aside: Money
    """Lines of which somebody said that they are in the books in another way."""

    @property
    def under_way(self) -> Money:
        """What was booked by hand and is on no statement yet; nothing where bank and books agree without it."""
        return self.by_hand - self.aside if self._apart else Money.zero()

    @property
    def unexplained(self) -> Money:
        """What somebody has to look for: nothing when all is well."""
        return self._apart + self.under_way

    @property
    def _apart(self) -> Money:
        return self.bank - self.unbooked - self.books


def agreements(accounts: Iterable[BankAccount]) -> Iterator[Agreement]:
    """Each account with a place in the ledger of which the bank told a balance."""
    for account in accounts:
        told = _told(account)
        if account.ledger_account is None or told is None:
            continue
        first, last, closing = told
        # Before the first statement there is no line on which a booking could be found.
        by_hand = open_money.by_hand(first, account)
        yield Agreement(
            account,
            last,
            closing,
            balance(account.ledger_account, last + timedelta(days=1)),
            _unbooked(account, last),
            sum((one.amount for one in by_hand if one.day <= last), Money.zero()),
            _aside(account),
        )


def _told(account: BankAccount) -> tuple[date, date, Money] | None:
    """The first day of the statements, the last, and the balance then."""
    first = select(func.min(BankStatement.begins)).where(BankStatement.account_id == account.id)
    query = (
        select(
            func.coalesce(first.scalar_subquery(), BankStatement.ends), BankStatement.ends, BankStatement.closing
        )
        .where(BankStatement.account_id == account.id)
        .where(BankStatement.closing.is_not(None), BankStatement.ends.is_not(None))
        .order_by(BankStatement.ends.desc(), BankStatement.id.desc())
        .limit(1)
    )
    found = db.session.execute(query).first()
    if found is None or found[1] is None or found[2] is None:
        return None
    return found[0] or found[1], found[1], found[2]


def _unbooked(account: BankAccount, until: date) -> Money:
    waiting = select(func.sum(BankLine.amount)).where(
        BankLine.account_id == account.id, BankLine.booked_on <= until, unbooked()
    )
    return db.session.scalar(waiting) or Money.zero()


def _aside(account: BankAccount) -> Money:
    query = (
        select(func.sum(MatchPart.amount))
        .join(BankLine, BankLine.id == MatchPart.line_id)
        .where(BankLine.account_id == account.id, MatchPart.kind == Kind.ASIDE, MatchPart.stands)
    )
    return db.session.scalar(query) or Money.zero()
