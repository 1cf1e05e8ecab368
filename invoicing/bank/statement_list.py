"""The statements of the bank as a list, the latest by the page."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, literal, or_, select

from coop.database import db
from invoicing.bank import gap
from invoicing.bank.account import BankAccount, accounts
from invoicing.bank.line import BankLine
from invoicing.bank.statement import BankStatement


@dataclass(frozen=True, slots=True)
class Listed:
    """A statement as the list shows it."""

    statement: BankStatement
    account: BankAccount
    lines: int
    """That this statement told first."""


def latest(limit: int, before: int | None = None) -> list[Listed]:
    """The statements, newest first, from the one before a number on."""
    day = func.coalesce(BankStatement.ends, BankStatement.begins, literal(date(1990, 1, 1)))
    count = select(func.count()).where(BankLine.statement_id == BankStatement.id).scalar_subquery()
    query = select(BankStatement, BankAccount, count).join(BankAccount, BankAccount.id == BankStatement.account_id)
    if before is not None:
        from_ = select(day).where(BankStatement.id == before).scalar_subquery()
        query = query.where(or_(day < from_, and_(day == from_, BankStatement.id < before)))
    rows = db.session.execute(query.order_by(day.desc(), BankStatement.id.desc()).limit(limit))
    return [Listed(*row) for row in rows]


def gaps() -> list[gap.Gap]:
    """What is missing between the statements of each account, the latest first."""
    return [found for account in accounts() for found in reversed(gap.gaps_of(account))]
