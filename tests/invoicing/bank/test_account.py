"""A bank account is found again however a file writes its number."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coop import clock
from coop.database import db
from coop.ledger import chart
from coop.money import Money
from invoicing.bank import account
from invoicing.bank.line import BankLine
from invoicing.bank.statement import BankStatement
from tests.invoicing.bank.cast import MONDAY, OURS
from tests.invoicing.cast import wijk


@pytest.mark.parametrize(
    "told",
    [OURS, "NL91 ABNA 0417 1643 00", "NL91ABNA0417164300EUR", "417164300", "0417164300 EUR", "ABNANL2A/417164300"],
)
def test_our_own_account_stands_on_the_bank_of_the_ledger(app: Flask, told: str) -> None:
    wijk()
    ours, is_strange = account.find_or_make(told)
    assert (ours.iban, ours.ledger_account, is_strange) == (OURS, chart.BANK, False)
    assert account.find_or_make(OURS)[0] is ours


def test_an_account_nobody_knows_has_no_place_in_the_ledger(app: Flask) -> None:
    wijk()
    other, is_strange = account.find_or_make("NL20INGB0001234567")
    assert (other.ledger_account, is_strange) == (None, True)
    assert account.find_or_make("0001234567")[0] is other
    assert account.find_or_make("0000000000")[0] is not other


def test_an_account_becomes_ours_when_the_settings_say_so(app: Flask) -> None:
    house = wijk(iban="")
    ours, is_strange = account.find_or_make("417164300")
    assert (ours.ledger_account, is_strange) == (None, True)
    house.iban = OURS
    assert account.find_or_make(OURS)[0].ledger_account == chart.BANK


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE bank_line SET amount = 1",
        "DELETE FROM bank_line",
        "UPDATE bank_statement SET closing = 1",
        "DELETE FROM bank_statement",
    ],
)
def test_what_the_bank_told_never_changes(app: Flask, change: str) -> None:
    wijk()
    ours, _ = account.find_or_make(OURS)
    told = BankStatement(
        account=ours,
        key="a",
        form="camt",
        number="1",
        file_sha="b",
        imported_at=clock.now(),
        imported_by="demo",
    )
    db.session.add(told)
    db.session.flush()
    words = ("iban", "name", "description", "end_to_end", "mandate", "reference", "bank_reference")
    of = {"account_id": ours.id, "statement_id": told.id, "key": "k", "occurrence": 1}
    db.session.add(BankLine(**of, booked_on=MONDAY, amount=Money(4000), **dict.fromkeys(words, "")))
    db.session.commit()
    with pytest.raises(DBAPIError, match="bank:kept"):
        db.session.execute(text(change))
    db.session.rollback()
