"""What stands on the accounts that say something of money: our own, and those of what is under way or owed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart
from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.money import Money
from invoicing.bank.account import BankAccount

AT_HAND = (chart.BANK, chart.SAVINGS, chart.CASH)
BESIDE = (
    chart.PAYMENT_PROVIDER,
    chart.UNDER_WAY,
    chart.WAGES_DUE,
    chart.WAGE_TAX_DUE,
    chart.ALLOWANCES_DUE,
    chart.VAT_RETURN,
)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Each account by its number, debit above zero."""

    beside: Mapping[str, Money]
    at_hand: Money
    """On our bank and savings accounts and in the till together."""

    def of(self, number: str) -> Money:
        """What stands on one of those beside."""
        return self.beside.get(number, Money.zero())


def read() -> Accounts:
    """All of them, as the books have it, in one statement."""
    own = select(BankAccount.ledger_account).where(BankAccount.ledger_account.is_not(None))
    query = (
        select(Account.number, func.sum(Total.debit), func.sum(Total.credit))
        .join(Account, Account.id == Total.account_id)
        .where(Account.number.in_([*AT_HAND, *BESIDE]) | Account.number.in_(own))
        .group_by(Account.number)
    )
    found = {number: debit - credit for number, debit, credit in db.session.execute(query)}
    at_hand = sum((amount for number, amount in found.items() if number not in BESIDE), Money.zero())
    return Accounts(found, at_hand)
