"""A wijk with a bank account, a few customers with invoices, and lines of the bank as a test wants them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from flask import Flask

from coop import clock, wijk
from coop.database import db
from coop.ledger.verify import verify
from coop.money import Money
from invoicing.bank.account import BankAccount, find_or_make
from invoicing.bank.line import BankLine
from invoicing.bank.statement import BankStatement
from invoicing.invoice import Invoice
from invoicing.matching import open_money, running, weighing
from invoicing.matching.match import standing
from invoicing.matching.proposal import Proposal
from members.party import Party
from tests.invoicing.bank.cast import OURS
from tests.invoicing.cast import draft_line, issued
from tests.invoicing.cast import wijk as the_wijk
from tests.members.cast import person

TODAY = date(2026, 3, 20)
FATIMA, JAN, SHOP = "NL20INGB0001234567", "NL69INGB0123456789", "NL02ABNA0123456789"


@dataclass
class Bank:
    """What a test does: have invoices, let money come, and see what it was taken for."""

    account: BankAccount
    statement: BankStatement
    lines: list[BankLine] = field(default_factory=list)

    def invoice(self, customer: Party, cents: int, on: date = date(2026, 3, 2)) -> Invoice:
        """An invoice of so much with VAT."""
        with clock.at(on):
            return issued(customer, [draft_line(cents)])

    def line(
        self, cents: int, text: str = "", iban: str = FATIMA, name: str = "", day: date = TODAY, **facts: str
    ) -> BankLine:
        """A line that the bank told."""
        told = {"end_to_end": "", "mandate": "", "reference": "", "bank_reference": "", **facts}
        made = BankLine(
            account_id=self.account.id,
            statement_id=self.statement.id,
            key=f"k{len(self.lines)}",
            occurrence=1,
            booked_on=day,
            value_on=day,
            amount=Money(cents),
            iban=iban,
            name=name,
            description=text,
            **told,
        )
        db.session.add(made)
        db.session.flush()
        self.lines.append(made)
        return made

    def statement_says(self, cents: int) -> None:
        """The bank's balance at the end of today, by a statement of its own."""
        facts = {"key": "t", "form": "camt", "number": "2", "begins": TODAY, "ends": TODAY, "file_sha": ""}
        facts |= {"opening": Money.zero(), "closing": Money(cents), "imported_at": clock.now(), "imported_by": "x"}
        db.session.add(BankStatement(account=self.account, **facts))
        db.session.flush()

    def run(self) -> running.Ran:
        """Match what is certain."""
        return running.run()

    def booked(self, line: BankLine) -> bool:
        """Whether something stands for it."""
        return standing(line.id) is not None

    def best(self, line: BankLine) -> list[Proposal]:
        """The three best proposals."""
        return weighing.best(line, open_money.read(line.booked_on), wijk.current().small_difference)


@pytest.fixture
def bank(app: Flask) -> Iterator[Bank]:
    with clock.at(TODAY):
        the_wijk()
        yield opened()
        db.session.commit()
        assert verify().first_fault is None


def opened() -> Bank:
    """The account of the wijk, with a statement of today to which lines are added."""
    account, _ = find_or_make(OURS)
    statement = BankStatement(
        account=account,
        key="s",
        form="camt",
        number="1",
        begins=clock.today(),
        ends=clock.today(),
        opening=Money.zero(),
        closing=Money.zero(),
        file_sha="",
        imported_at=clock.now(),
        imported_by="test",
    )
    db.session.add(statement)
    db.session.flush()
    return Bank(account, statement)


@pytest.fixture
def fatima() -> Party:
    return person("Fatima Haddad")


@pytest.fixture
def jan() -> Party:
    return person("Jan de Vries")
