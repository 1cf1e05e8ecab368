"""Gaps between the statements of an account: the next one does not begin where the one before ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from invoicing.bank.account import BankAccount
from invoicing.bank.statement import BankStatement


@dataclass(frozen=True, slots=True)
class Gap:
    """Something is missing between two statements."""

    before: BankStatement
    after: BankStatement

    @property
    def sentence(self) -> str:
        """What is missing, in words."""
        before, after = self.before, self.after
        return str(
            gettext(
                "Er ontbreekt een afschrift van %(iban)s tussen %(end)s en %(begin)s: het saldo was %(was)s en "
                "begint daarna op %(now)s.",
                iban=before.account.iban,
                end=f"{before.ends:%d-%m-%Y}",
                begin=f"{after.begins:%d-%m-%Y}",
                was=before.closing,
                now=after.opening,
            )
        )


def gaps_of(account: BankAccount) -> list[Gap]:
    """The gaps of an account, the oldest first; statements that overlap leave none."""
    query = select(BankStatement).where(
        BankStatement.account_id == account.id,
        BankStatement.begins.is_not(None),
        BankStatement.ends.is_not(None),
        BankStatement.opening.is_not(None),
        BankStatement.closing.is_not(None),
    )
    ordered = query.order_by(BankStatement.ends, BankStatement.begins, BankStatement.id)
    return _gaps(db.session.scalars(ordered).all())


def _gaps(ordered: Sequence[BankStatement]) -> list[Gap]:
    found: list[Gap] = []
    latest: list[BankStatement] = []  # several may end on one day
    for statement in ordered:
        if latest and statement.opening not in {one.closing for one in latest} and _follows(statement, latest):
            found.append(Gap(latest[-1], statement))
        if latest and latest[-1].ends == statement.ends:
            latest.append(statement)
        else:
            latest = [statement]
    return found


def _follows(statement: BankStatement, latest: Sequence[BankStatement]) -> bool:
    begins, ended = statement.begins, latest[-1].ends
    if begins is None or ended is None or begins < ended:
        return False
    # On the day itself, one that begins with the same balance tells the same day once more, and later.
    return begins > ended or statement.opening not in {one.opening for one in latest}
