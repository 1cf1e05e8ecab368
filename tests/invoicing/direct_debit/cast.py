"""What the tests of direct debit begin with: an invoice that is due, and a mandate of its customer."""

import itertools
from datetime import date

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing.bank.account import find_or_make
from invoicing.bank.line import BankLine
from invoicing.bank.statement import BankStatement
from invoicing.direct_debit import making, signing
from invoicing.direct_debit.collection import Collection
from invoicing.direct_debit.mandate import Mandate
from invoicing.direct_debit.signing import Signed
from invoicing.invoice import Invoice
from members.party import Party
from tests.invoicing.cast import draft_line, issued
from tests.members.cast import person

MONDAY = date(2026, 3, 2)
DUE = date(2026, 3, 16)
"""The first day on which what is made on Monday can be taken."""
IBAN = "NL20INGB0001234567"
_numbers = itertools.count(1)


def invoiced(customer: Party, cents: int = 5000, on: date = date(2026, 2, 2)) -> Invoice:
    """An invoice of a month ago, of this amount."""
    with clock.at(on):
        return issued(customer, [draft_line(cents, day=on)])


def customer(name: str = "Fatima Haddad", cents: int = 5000, **facts: object) -> Party:
    """A resident with one invoice that is due."""
    made = person(name, **facts)
    invoiced(made, cents)
    return made


def signed(party: Party, iban: str = IBAN, invoice_number: str | None = None) -> Mandate:
    """A mandate of a customer, signed with the name."""
    return signing.sign(party, Signed(party.name, iban, party.name, invoice_number))


def collected(*names: str, due_on: date = DUE) -> Collection:
    """A collection with an invoice of € 50,00 of each of these customers."""
    for name in names or ("Fatima Haddad",):
        signed(customer(name))
    return making.make(due_on)


def clearing() -> Money:
    """What stands on the clearing account of direct debits."""
    return balance(chart.COLLECTING)


def debtors() -> Money:
    """What stands on Debiteuren."""
    return balance(chart.DEBTORS)


def bank_line(day: date, cents: int) -> BankLine:
    """A line of the bank, which somebody read in."""
    account, _new = find_or_make("NL91ABNA0417164300")
    statement = BankStatement(
        account_id=account.id,
        key=f"{next(_numbers)}",
        form="camt",
        number="1",
        file_sha="0" * 64,
        imported_at=clock.now(),
        imported_by="test",
    )
    db.session.add(statement)
    db.session.flush()
    told = dict.fromkeys(
        ("iban", "name", "description", "end_to_end", "mandate", "reference", "bank_reference"), ""
    )
    made = BankLine(
        account_id=account.id,
        statement_id=statement.id,
        key=statement.key,
        occurrence=1,
        booked_on=day,
        amount=Money(cents),
        **told,
    )
    db.session.add(made)
    db.session.flush()
    return made
