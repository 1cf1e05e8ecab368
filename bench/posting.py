"""Posting three-line transactions: the house against raw SQL of the same rows, interleaved in one run.

Raw: the driver itself, the same tables and indexes without triggers, keys and hashes ready made, no checks.
Run: .venv/bin/python -m bench.posting [--database sqlite|postgresql]
"""

import itertools
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench.house import Bench, arguments, house
from coop import clock
from coop.database import db
from coop.ledger.chart import DEBTORS, REVENUE_HIGH, VAT_HIGH
from coop.ledger.posting import Line, Posting, post

DAY = clock.today()
"""As most are; what is dated in an earlier month also asks whether its VAT was filed."""
HASH = "0" * 64
MOMENT = "2026-03-14 12:00:00.000000"
TRANSACTION = ("id", "journal_id", "number", "date", "source", "description", "entry_count", "posted_at", "hash")
ENTRY = ("transaction_id", "position", "account_id", "date", "cents", "party", "vat")
_numbers = itertools.count(1)


def sale() -> Posting:
    """An invoice of 121 euros."""
    number = next(_numbers)
    return Posting(
        "VK",
        DAY,
        f"invoice:2026-{number:06d}",
        "Tuinonderhoud Bentismaheerd",
        [
            Line(DEBTORS, 12100, party="party:1"),
            Line(REVENUE_HIGH, -10000, vat="high"),
            Line(VAT_HIGH, -2100, vat="high"),
        ],
    )


class Raw:
    """The same rows by the driver alone, in copies of the tables without triggers."""

    def __init__(self, bench: Bench) -> None:
        """Make the copies and connect."""
        self.sqlite = bench.dialect == "sqlite"
        mark = "?" if self.sqlite else "%s"
        self.transaction = _insert("raw_transaction", TRANSACTION, mark)
        self.entry = _insert("raw_entry", ENTRY, mark)
        _copies(bench)
        self.connection: Any = bench.driver()
        self.numbers = itertools.count(1)

    def rows(self, count: int) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """The rows of so many sales."""
        heads, entries = [], []
        for number in itertools.islice(self.numbers, count):
            id_ = number * 10 + 1
            heads.append(
                (
                    id_,
                    1,
                    number,
                    DAY.isoformat(),
                    f"invoice:2026-{number:06d}",
                    "Tuinonderhoud Bentismaheerd",
                    3,
                    MOMENT,
                    HASH,
                )
            )
            entries += [
                (id_, 1, 20, DAY.isoformat(), 12100, "party:1", None),
                (id_, 2, 90, DAY.isoformat(), -10000, None, "high"),
                (id_, 3, 40, DAY.isoformat(), -2100, None, "high"),
            ]
        return heads, entries

    def write(self, count: int) -> None:
        """Write them and commit."""
        heads, entries = self.rows(count)
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
        cursor.executemany(self.transaction, heads)
        cursor.executemany(self.entry, entries)
        cursor.execute("COMMIT")


def _insert(table: str, columns: tuple[str, ...], mark: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})"


def _copies(bench: Bench) -> None:
    # The same columns, checks, keys and indexes; no triggers.
    with db.engine.begin() as connection:
        for name in ("transaction", "entry"):
            if bench.dialect == "postgresql":
                connection.exec_driver_sql(f"CREATE TABLE raw_{name} (LIKE ledger_{name} INCLUDING ALL)")
                continue
            made = connection.exec_driver_sql(
                f"SELECT sql FROM sqlite_master WHERE tbl_name = 'ledger_{name}'"
                " AND type <> 'trigger' AND sql > ''"
            ).scalars()
            for statement in made.all():
                connection.exec_driver_sql(
                    statement.replace("ledger_transaction", "raw_transaction").replace("ledger_entry", "raw_entry")
                )
        if bench.dialect == "postgresql":
            for statement in _KEYS:
                connection.exec_driver_sql(statement)


_KEYS = (
    "ALTER TABLE raw_transaction ADD FOREIGN KEY (journal_id) REFERENCES ledger_journal",
    "ALTER TABLE raw_transaction ADD FOREIGN KEY (reversal_of) REFERENCES raw_transaction",
    "ALTER TABLE raw_entry ADD FOREIGN KEY (account_id) REFERENCES ledger_account",
    "ALTER TABLE raw_entry ADD FOREIGN KEY (cost_object_id) REFERENCES cost_object",
    "ALTER TABLE raw_entry ADD FOREIGN KEY (transaction_id) REFERENCES raw_transaction"
    " DEFERRABLE INITIALLY DEFERRED",
)


def ours(count: int) -> None:
    """Post and commit."""
    post([sale() for _ in range(count)])
    db.session.commit()


def timed(work: Callable[[], None], times: int) -> float:
    """Seconds it takes to do a piece of work so many times."""
    begin = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - begin


def compare(label: str, rounds: int, each: int, count: int, raw: Raw, aim: float) -> None:
    """Print how many transactions a second each does, and the ratio of the medians."""
    figures: dict[str, list[float]] = {"raw": [], "house": []}
    for turn in range(rounds + 1):
        for name, work in (("raw", lambda: raw.write(count)), ("house", lambda: ours(count))):
            spent = timed(work, each)
            if turn:  # the first warms up
                figures[name].append(each * count / spent)
    raw_rate, our_rate = (statistics.median(figures[name]) for name in ("raw", "house"))
    ratio = our_rate / raw_rate
    print(f"{label:<34} raw {raw_rate:8.0f}/s   house {our_rate:8.0f}/s   ratio {ratio:.2f}   aim {aim}")


def main() -> None:
    """Compare one at a time, and in bulk."""
    with house(arguments(__doc__).database) as bench:
        raw = Raw(bench)
        compare("one 3-line transaction, committed", 60, 20, 1, raw, 0.5)
        compare("1,000 of them in one go", 15, 1, 1000, raw, 0.3)


if __name__ == "__main__":
    main()
