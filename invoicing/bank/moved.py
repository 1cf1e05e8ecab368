"""What lines of the bank moved on an account of the ledger: what was on its way and is there now."""

from sqlalchemy import func, select

from coop.database import db
from coop.ledger import journal
from coop.ledger.account import Account
from coop.ledger.journal import Journal
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money


def taken_by_bank(account: str) -> Money:
    """What the bank took from a clearing account, above zero."""
    moved = db.session.scalar(
        select(func.sum(Entry.cents))
        .join(Account, Account.id == Entry.account_id)
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .join(Journal, Journal.id == Transaction.journal_id)
        .where(Account.number == account, Journal.code == journal.BANK)
    )
    return -(moved or Money.zero())
