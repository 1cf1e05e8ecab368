"""Five years of books for benchmarks that read them: written past the guards, so this is no ledger."""

from collections.abc import Iterator
from typing import Any

from bench.house import Bench

Row = tuple[Any, ...]

OBJECTS = 14
"""So many services and projects: every account of income and costs moves for each of them in every month."""

_ACCOUNTS = "SELECT id FROM ledger_account WHERE kind = '{}' ORDER BY id"
_OBJECT = "INSERT INTO cost_object (id, code, name, kind) VALUES ({0}, 'service:{0}', 'Dienst {0}', 'service')"
_ENTRY = "ledger_entry (transaction_id, position, account_id, date, cents, cost_object_id)"
_TOTAL = """
INSERT INTO ledger_total (account_id, cost_object_id, month, debit, credit)
SELECT account_id, coalesce(cost_object_id, 0), {month}, sum(CASE WHEN cents > 0 THEN cents ELSE 0 END),
  sum(CASE WHEN cents < 0 THEN -cents ELSE 0 END)
FROM ledger_entry GROUP BY 1, 2, 3
"""


def fill(bench: Bench, entries: int, years: range) -> None:
    """Add so many entries to each of these years, and keep the totals of all there are."""
    connection = bench.driver()
    cursor = connection.cursor()
    _take_the_guards_off(bench, cursor)
    accounts = {kind: [row[0] for row in cursor.execute(_ACCOUNTS.format(kind)).fetchall()] for kind in "BP"}
    (first,) = cursor.execute("SELECT coalesce(max(transaction_id), 0) + 1 FROM ledger_entry").fetchone()
    rows = (
        row
        for place, year in enumerate(years)
        for row in _entries(first + place * entries, year, entries, accounts["B"], accounts["P"])
    )
    cursor.execute("BEGIN")
    if first == 1:
        for number in range(1, OBJECTS + 1):
            cursor.execute(_OBJECT.format(number))
    if bench.dialect == "sqlite":
        cursor.executemany(f"INSERT INTO {_ENTRY} VALUES (?, ?, ?, ?, ?, ?)", rows)
    else:
        with cursor.copy(f"COPY {_ENTRY} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    cursor.execute("DELETE FROM ledger_total")
    month = "date(date, 'start of month')" if bench.dialect == "sqlite" else "date_trunc('month', date)::date"
    cursor.execute(_TOTAL.format(month=month))
    cursor.execute("COMMIT")
    if bench.dialect == "postgresql":  # as its own housekeeping does after a while
        cursor.execute("VACUUM ANALYZE")
    connection.close()


def _entries(first: int, year: int, count: int, balance: list[int], result: list[int]) -> Iterator[Row]:
    # Each fact is one amount from an account of the balance sheet to one of income or costs.
    for fact in range(count // 2):
        day, cents = f"{year}-{fact % 12 + 1:02d}-{fact % 28 + 1:02d}", 1000 + fact % 90_000
        yield first + fact, 1, balance[fact // 7 % len(balance)], day, cents, None
        service, account = fact // 12 % OBJECTS + 1, result[fact // (12 * OBJECTS) % len(result)]
        yield first + fact, 2, account, day, -cents, service


def _take_the_guards_off(bench: Bench, cursor: Any) -> None:
    if bench.dialect == "postgresql":
        cursor.execute("SET session_replication_role = replica")
        return
    cursor.execute("PRAGMA foreign_keys = OFF")
    for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        cursor.execute(f"DROP TRIGGER {name}")
