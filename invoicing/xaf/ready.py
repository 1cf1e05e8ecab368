"""Whether an audit file can be made: what the tax administration asks of it must be known first."""

from flask_babel import gettext
from sqlalchemy import select

from coop import wijk
from coop.database import db
from coop.errors import Refusal
from coop.ledger.account import Account
from coop.ledger.balance import trial_balance
from coop.period import DateRange


class NotReady(Refusal):
    """An audit file names the VAT number of the house and one code of the RGS for each account in it."""


def accounts_of(year: DateRange) -> list[Account]:
    """The accounts in the file of a year: those that were used, and the others that have a code of their own."""
    used = {line.number for line in trial_balance(year)}
    found = list(db.session.scalars(select(Account).order_by(Account.number)))
    taken = {account.rgs for account in found if account.number in used}
    return [
        account
        for account in found
        if account.number in used or (account.active and account.rgs and account.rgs not in taken)
    ]


def must_be_ready(accounts: list[Account]) -> None:
    """Raises NotReady with a sentence for each thing that is missing or double."""
    sentences = []
    if not wijk.current().vat_id:
        sentences.append(gettext("Vul bij de instellingen het btw-nummer van de coöperatie in."))
    by_code: dict[str, list[str]] = {}
    for account in accounts:
        by_code.setdefault(account.rgs, []).append(account.number)
    for code, numbers in sorted(by_code.items()):
        if not code:
            sentences += [gettext("Rekening %(number)s heeft geen RGS-code.", number=number) for number in numbers]
        elif len(numbers) > 1:
            sentences.append(
                gettext(
                    "RGS-code %(code)s hoort bij één rekening, maar staat bij %(numbers)s.",
                    code=code,
                    numbers=", ".join(numbers),
                )
            )
    if sentences:
        raise NotReady(" ".join([gettext("Het auditfile kan nog niet gemaakt worden."), *sentences]))
