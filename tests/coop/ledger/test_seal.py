"""The database itself keeps the ledger's truths: every test here goes past our own code, in raw SQL."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from coop.database import db
from coop.ledger.posting import post
from coop.ledger.refusals import refusal_of
from tests.coop.ledger.cast import receipt, sale

HASH = "0" * 64


@pytest.fixture(autouse=True)
def _posted(session: Session) -> Iterator[None]:
    """One sale and one receipt stand in the books."""
    post([sale(), receipt()])
    session.commit()
    yield
    session.rollback()


def run(session: Session, statement: str, **values: Any) -> None:
    session.execute(text(statement), values)


def commit(session: Session, statement: str, **values: Any) -> None:
    run(session, statement, **values)
    session.commit()


def refused(session: Session, statement: str, **values: Any) -> str:
    """The database's own words, after it refused a statement or the commit of it."""
    with pytest.raises(DatabaseError) as caught:
        commit(session, statement, **values)
    session.rollback()
    return str(caught.value.orig)


def entry(session: Session, transaction: int, position: int, cents: int, **changed: Any) -> None:
    run(
        session,
        "INSERT INTO ledger_entry (transaction_id, position, account_id, date, cents)"
        " VALUES (:transaction, :position, :account, :day, :cents)",
        **{
            "transaction": transaction,
            "position": position,
            "account": 20,
            "day": "2026-03-14",
            "cents": cents,
            **changed,
        },
    )


SEAL = (
    "INSERT INTO ledger_transaction"
    " (id, journal_id, number, date, source, description, entry_count, posted_at, hash, reversal_of)"
    " VALUES (:id, 5, :number, :day, :source, '', :count, '2026-03-14 12:00:00+00', :hash, :reversal_of)"
)


def seal(number: int = 1, **changed: Any) -> dict[str, Any]:
    values = {
        "id": number * 10 + 5,
        "number": number,
        "day": "2026-03-14",
        "source": f"by hand:{number}",
        "count": 2,
        "hash": HASH,
        "reversal_of": None,
    }
    return {**values, **changed}


def test_a_balanced_transaction_can_be_sealed_by_hand(session: Session) -> None:
    entry(session, 15, 1, 500)
    entry(session, 15, 2, -500)
    run(session, SEAL, **seal())
    session.commit()


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        ([], "ledger:entries"),
        ([500], "ledger:entries"),
        ([500, -499], "ledger:unbalanced"),
        ([500, -500, 1], "ledger:entries"),
    ],
)
def test_what_does_not_balance_is_not_sealed(session: Session, cents: list[int], said: str) -> None:
    for i, amount in enumerate(cents, 1):
        entry(session, 15, i, amount)
    assert said in refused(session, SEAL, **seal())


def test_entries_carry_the_day_of_their_transaction(session: Session) -> None:
    entry(session, 15, 1, 500)
    entry(session, 15, 2, -500, day="2026-03-15")
    assert "ledger:date" in refused(session, SEAL, **seal())


@pytest.mark.parametrize("number", [2, 3])
def test_a_number_cannot_be_skipped_or_used_twice(session: Session, number: int) -> None:
    entry(session, number * 10 + 5, 1, 500)
    entry(session, number * 10 + 5, 2, -500)
    assert "ledger:number" in refused(session, SEAL, **seal(number))


def test_entries_without_their_transaction_cannot_be_committed(session: Session) -> None:
    entry(session, 15, 1, 500)
    entry(session, 15, 2, -500)
    with pytest.raises(DatabaseError):
        session.commit()


def test_nothing_is_added_behind_a_seal(session: Session) -> None:
    with pytest.raises(DatabaseError, match="ledger:sealed"):
        entry(session, 11, 4, 100)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET cents = cents",
        "UPDATE ledger_entry SET party = 'party:2' WHERE transaction_id = 11",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_transaction SET description = 'anders'",
        "DELETE FROM ledger_transaction WHERE id = 11",
        "UPDATE ledger_total SET debit = debit + 1",
        "DELETE FROM ledger_total",
        "INSERT INTO ledger_total (account_id, cost_object_id, month, debit, credit)"
        " VALUES (1, 0, '2026-03-01', 5, 5)",
        "UPDATE ledger_journal SET last_number = 0",
        "UPDATE ledger_journal SET last_number = last_number + 1",
        "UPDATE ledger_journal SET last_hash = ''",
        "DELETE FROM ledger_journal",
        "INSERT INTO ledger_journal (id, code, name, last_number, last_hash) VALUES (6, 'XX', 'X', 1, '')",
        "UPDATE ledger_account SET number = '1'",
        "UPDATE ledger_account SET kind = 'P' WHERE number = '13011'",
        "DELETE FROM ledger_account WHERE number = '13011'",
    ],
)
def test_what_is_posted_or_kept_cannot_be_changed(session: Session, statement: str) -> None:
    refused(session, statement)


def test_the_same_source_and_the_same_reversal_come_once(session: Session) -> None:
    entry(session, 15, 1, 500)
    entry(session, 15, 2, -500)
    refused(session, SEAL, **seal(source="invoice:2026-0001"))


@pytest.mark.parametrize("amounts", [(12100, -10000, -2100), (-12100, 12100)])
def test_a_reversal_must_be_the_negated_copy(session: Session, amounts: tuple[int, ...]) -> None:
    for i, amount in enumerate(amounts, 1):
        entry(session, 15, i, amount)
    said = refused(session, SEAL, **seal(count=len(amounts), reversal_of=11))
    assert "ledger:reversal" in said


def test_a_closing_is_not_taken_back(session: Session) -> None:
    closing = "INSERT INTO ledger_closing (until, closed_at, closed_by) VALUES (:until, :at, 'x')"
    run(session, closing, until="2026-04-01", at="2026-04-02 12:00:00+00")
    session.commit()
    assert "ledger:closed" in refused(session, closing, until="2026-03-01", at="2026-04-02 12:00:00+00")
    assert "ledger:closed" in refused(session, "DELETE FROM ledger_closing")
    assert "ledger:closed" in refused(session, "UPDATE ledger_closing SET until = '2026-01-01'")
    entry(session, 15, 1, 500)
    entry(session, 15, 2, -500)
    assert "ledger:closed" in refused(session, SEAL, **seal())


def test_every_rule_of_the_database_has_its_sentence(session: Session) -> None:
    with pytest.raises(DatabaseError) as caught:
        run(session, "DELETE FROM ledger_entry")
    refusal = refusal_of(caught.value)
    assert refusal is not None
    assert "terug" in refusal.sentence


def test_sqlite_refuses_or_replace_also_without_our_settings(session: Session) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    columns = ", ".join(column.name for column in db.metadata.tables["ledger_entry"].columns)
    with sqlite3.connect(str(db.engine.url.database), isolation_level=None) as plain:
        for statement in (
            f"INSERT OR REPLACE INTO ledger_entry ({columns}) SELECT {columns.replace('cents', 'cents * 2')}"
            " FROM ledger_entry WHERE id = 1",
            "INSERT OR REPLACE INTO ledger_entry (transaction_id, position, account_id, date, cents)"
            " VALUES (11, 1, 5, '2026-03-14', 1)",
            "INSERT OR IGNORE INTO ledger_entry (transaction_id, position, account_id, date, cents)"
            " VALUES (11, 9, 5, '2026-03-14', 1)",
            "INSERT OR REPLACE INTO ledger_transaction SELECT * FROM ledger_transaction WHERE id = 11",
            "UPDATE OR REPLACE ledger_entry SET id = 2 WHERE id = 1",
            "REPLACE INTO ledger_journal SELECT id, code, name, 0, '' FROM ledger_journal WHERE id = 1",
            "REPLACE INTO ledger_total SELECT account_id, cost_object_id, month, 0, 0 FROM ledger_total",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                plain.execute(statement)
    plain.close()


def test_sqlite_keeps_the_totals_also_under_or_replace(session: Session) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    before = session.execute(text("SELECT sum(debit) FROM ledger_total")).scalar_one()
    for number in (1, 2):
        entry(session, number * 10 + 5, 1, 500)
        entry(session, number * 10 + 5, 2, -500)
        run(session, SEAL.replace("INSERT", "INSERT OR REPLACE"), **seal(number))
        session.commit()
    assert session.execute(text("SELECT sum(debit) FROM ledger_total")).scalar_one() == before + 1000


def test_sqlite_takes_only_whole_cents(session: Session) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's column holds whole numbers only")
    entry(session, 15, 1, 0.5)  # type: ignore[arg-type]
    entry(session, 15, 2, -0.5)  # type: ignore[arg-type]
    assert "ledger:cents" in refused(session, SEAL, **seal())


def test_postgresql_refuses_to_truncate(session: Session) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    for table in ("ledger_entry", "ledger_transaction", "ledger_total", "ledger_closing", "ledger_journal"):
        assert "ledger:" in refused(session, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("first", ["entry", "seal"])
def test_postgresql_sees_an_entry_that_another_connection_held_back(session: Session, first: str) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    session.rollback()
    hidden = text(
        "INSERT INTO ledger_entry (transaction_id, position, account_id, date, cents)"
        " VALUES (21, 4, 1, '2026-03-14', 100)"
    )
    with db.engine.connect() as other:
        other.execute(text("SELECT 1"))
        if first == "entry":
            other.execute(hidden)
        post([sale(2)])
        session.flush()
        if first == "seal":
            other.execute(hidden)
        session.commit()
        with pytest.raises(DatabaseError, match="ledger:sealed"):
            other.commit()
