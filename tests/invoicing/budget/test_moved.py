"""A house that had a budget before there were versions keeps it as the first one, and can go back."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text

from coop.database import db
from coop.ledger.account import account
from coop.money import Money
from invoicing.budget import line
from invoicing.budget.version import draft
from tests.coop.command import runner
from tests.invoicing.budget.cast import RENT

BEFORE = "0042_statement_reading"


def test_a_budget_of_before_is_the_first_version(
    unshared_app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coop = runner(unshared_app, monkeypatch, capsys)
    rent = account(RENT).id
    db.session.remove()
    assert coop(f"db downgrade {BEFORE}").code == 0
    db.session.execute(text("INSERT INTO budget (year, version) VALUES (2026, 3)"))
    values = {"account": rent, "month": date(2026, 3, 1)}
    place = "INSERT INTO budget_line (year, account_id, month, amount) VALUES (2026, :account, :month, 500)"
    db.session.execute(text(place), values)
    db.session.commit()
    assert coop("db upgrade").code == 0
    found = draft(2026)
    assert found is not None
    assert (found.number, found.changes, found.why) == (1, 3, "")
    assert line.by_month(found.id) == {(rent, 0): [Money(500 * (month == 3)) for month in range(1, 13)]}
    db.session.remove()
    assert coop(f"db downgrade {BEFORE}").code == 0
    assert db.session.execute(text("SELECT year, amount FROM budget_line")).all() == [(2026, 500)]
