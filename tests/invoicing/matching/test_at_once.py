"""Matching from several sides at once, beside a treasurer who books by hand: each line and invoice has it once."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing import payment
from invoicing.invoice import by_number
from invoicing.matching import running
from invoicing.matching.match import BankMatch
from invoicing.open_items import open_items
from members.party import Party
from tests.invoicing.matching.conftest import TODAY, Bank

INVOICES = 40


def test_four_runs_and_a_hand_pay_each_invoice_once(app: Flask, bank: Bank, fatima: Party) -> None:
    for number in range(1, INVOICES + 1):
        bank.invoice(fatima, 1000 + number)
        bank.line(1000 + number, f"2026-{number:04d}")
    db.session.commit()

    def match(_side: int) -> int:
        with app.app_context(), clock.at(TODAY):
            try:
                ran = running.run()
                db.session.commit()
                return ran.booked
            finally:
                db.session.remove()

    def by_hand(_side: int) -> int:
        with app.app_context(), clock.at(TODAY):
            try:
                invoice = by_number("2026-0020", lock=True)
                payment.book(invoice, TODAY, Money(1020), seen=Money(1020))
                db.session.commit()
                return 1
            except Refusal:
                db.session.rollback()
                return 0
            finally:
                db.session.remove()

    with ThreadPoolExecutor(5) as pool:
        sides = [pool.submit(side, n) for n, side in enumerate((match, match, by_hand, match, match))]
        for side in sides:
            side.result()
    db.session.rollback()
    running.run()  # the line of what was booked by hand meanwhile
    assert open_items() == []
    assert db.session.scalar(select(func.count()).select_from(BankMatch)) == INVOICES
    assert balance(chart.BANK) == Money(sum(1000 + number for number in range(1, INVOICES + 1)))
