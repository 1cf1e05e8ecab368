"""Verifying finds whatever somebody changes behind the back of the ledger, and names it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from coop.database import db
from coop.ledger import control as control_module
from coop.ledger.balance import balance
from coop.ledger.chart import DEBTORS
from coop.ledger.posting import post, reverse
from coop.ledger.verify import verify
from tests.coop.ledger.cast import receipt, sale


@pytest.fixture(autouse=True)
def _posted(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few facts, and no sub-ledgers but those of the test."""
    monkeypatch.setattr(control_module, "_controls", {})
    post([sale(1), sale(2, day=date(2026, 4, 2)), receipt(1), sale(3)])
    reverse(31, date(2026, 5, 1), "reversal:31", "Dubbel")
    session.commit()


@pytest.fixture
def unguarded(session: Session) -> Iterator[Callable[..., None]]:
    """Change the books as somebody with the keys of the database could: with the guards put aside."""

    def change(*statements: str) -> None:
        if db.engine.dialect.name == "postgresql":
            session.execute(text("SET session_replication_role = replica"))
            for statement in statements:
                session.execute(text(statement))
            session.execute(text("SET session_replication_role = origin"))
        else:
            triggers = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _ in triggers:
                session.execute(text(f"DROP TRIGGER {name}"))
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
            for statement in statements:
                session.execute(text(statement))
            for _, sql in triggers:
                session.connection().exec_driver_sql(sql)
        session.flush()

    yield change
    session.rollback()


def test_sound_books_have_no_fault(session: Session) -> None:
    findings = verify()
    assert findings.first_fault is None
    assert {j.journal.code: (j.transactions, j.entries) for j in findings.journals} == {
        "VK": (4, 12),
        "IK": (0, 0),
        "BK": (1, 2),
        "KA": (0, 0),
        "ME": (0, 0),
    }


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["UPDATE ledger_entry SET cents = cents + 1 WHERE transaction_id = 21 AND position = 1"], "VK-2"),
        (
            [
                "UPDATE ledger_entry SET cents = cents + 1 WHERE transaction_id = 21 AND position = 1",
                "UPDATE ledger_entry SET cents = cents - 1 WHERE transaction_id = 21 AND position = 2",
            ],
            "VK-2: de keten is verbroken",
        ),
        (["UPDATE ledger_entry SET party = 'party:9' WHERE transaction_id = 11 AND position = 1"], "VK-1"),
        (["UPDATE ledger_transaction SET description = 'Anders' WHERE id = 31"], "VK-3: de keten"),
        (["UPDATE ledger_transaction SET date = '2026-03-01' WHERE id = 31"], "VK-3: een regel"),
        (["DELETE FROM ledger_entry WHERE transaction_id = 21 AND position = 3"], "VK-2: er ontbreken"),
        (
            ["DELETE FROM ledger_entry WHERE transaction_id = 21", "DELETE FROM ledger_transaction WHERE id = 21"],
            "VK-3",
        ),
        (
            ["DELETE FROM ledger_entry WHERE transaction_id = 41", "DELETE FROM ledger_transaction WHERE id = 41"],
            "VK: de laatste",
        ),
        (["UPDATE ledger_journal SET last_hash = 'x' WHERE id = 1"], "VK: de laatste"),
        (["UPDATE ledger_account SET number = '99999' WHERE number = '80501'"], "VK-1: de keten"),
        (["UPDATE ledger_total SET debit = debit + 5 WHERE month = '2026-04-01'"], "2026-04"),
        (["DELETE FROM ledger_total WHERE month = '2026-03-01'"], "2026-03"),
        (
            [
                "INSERT INTO ledger_closing (until, closed_at, closed_by)"
                " VALUES ('2026-04-01', '2026-04-01 00:00:00+00', '')"
            ],
            "gesloten periode",
        ),
    ],
)
def test_a_change_behind_our_back_is_found_and_named(
    session: Session, unguarded: Callable[..., None], statements: list[str], fault: str
) -> None:
    unguarded(*statements)
    assert fault in (verify().first_fault or "")


def test_a_guard_that_was_taken_away_is_named(session: Session) -> None:
    on = "" if db.engine.dialect.name == "sqlite" else " ON ledger_entry"
    session.execute(text(f"DROP TRIGGER ledger_entry_open{on}"))
    assert "ledger_entry_open" in (verify().first_fault or "")
    session.rollback()


def test_a_sub_ledger_that_disagrees_is_named(session: Session) -> None:
    control_module.control(DEBTORS, "Debiteuren")(lambda: balance(DEBTORS).cents)
    assert verify().first_fault is None
    control_module.control(DEBTORS, "Debiteuren")(lambda: 1)
    fault: Any = verify().first_fault
    assert "Debiteuren" in fault
    assert "€ 0,01" in fault
