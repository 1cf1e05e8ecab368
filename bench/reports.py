"""Trial balance, balance sheet with last year beside it, and profit and loss per month over a million entries.

Each against the query over the kept totals that says the same, by the bare driver.
Run: .venv/bin/python -m bench.reports [--database sqlite|postgresql] [--entries 1000000]
"""

from bench.books import fill
from bench.house import arguments, house
from bench.ratio import in_turn, ratio, tell
from coop.database import db
from coop.ledger.annual.figures import figures
from coop.ledger.annual.statement import build
from coop.ledger.balance import movements, trial_balance
from coop.period import year

TRIAL_BALANCE = """
SELECT number, name, kind, side, before, debit, credit FROM (
  SELECT account_id, sum(CASE WHEN month < '2025-01-01' THEN debit - credit ELSE 0 END) AS before,
    sum(CASE WHEN month >= '2025-01-01' THEN debit ELSE 0 END) AS debit,
    sum(CASE WHEN month >= '2025-01-01' THEN credit ELSE 0 END) AS credit
  FROM ledger_total WHERE month < '2026-01-01' GROUP BY account_id) AS sums
JOIN ledger_account ON id = account_id ORDER BY number
"""
ANNUAL = """
SELECT number, name, kind, side, rgs, before, last, this FROM (
  SELECT account_id, sum(CASE WHEN month < '2024-01-01' THEN debit - credit ELSE 0 END) AS before,
    sum(CASE WHEN month >= '2024-01-01' AND month < '2025-01-01' THEN debit - credit ELSE 0 END) AS last,
    sum(CASE WHEN month >= '2025-01-01' THEN debit - credit ELSE 0 END) AS this
  FROM ledger_total WHERE month < '2026-01-01' GROUP BY account_id) AS sums
JOIN ledger_account ON id = account_id ORDER BY number
"""
BY_MONTH = """
SELECT number, month, sum(debit), sum(credit) FROM ledger_total JOIN ledger_account ON id = account_id
WHERE kind = 'P' AND month >= '2025-01-01' AND month < '2026-01-01' GROUP BY number, month ORDER BY number, month
"""
GOAL = 1.5


def main() -> None:
    """Fill five years and print the ratios."""
    asked = arguments(__doc__, entries=1_000_000)
    with house(asked.database) as bench:
        fill(bench, asked.entries // 5, range(2021, 2026))
        driver = bench.driver()

        def by_month() -> int:
            return len(movements(year(2025), by_month=True, kind="P"))

        assert len(trial_balance(year(2025))) == len(driver.execute(TRIAL_BALANCE).fetchall())
        assert figures(2025)
        assert by_month() == len(driver.execute(BY_MONTH).fetchall())
        db.session.rollback()
        took = in_turn(
            {
                "kept totals": lambda: driver.execute(TRIAL_BALANCE).fetchall(),
                "trial balance": lambda: trial_balance(year(2025)),
                "kept totals of two years": lambda: driver.execute(ANNUAL).fetchall(),
                "balance sheet": lambda: build(2025, figures(2025)),
                "kept totals by month": lambda: driver.execute(BY_MONTH).fetchall(),
                "profit and loss": by_month,
            },
            clock=bench.clock,
        )
        tell("trial balance / its query over kept totals", ratio(took["trial balance"], took["kept totals"]), GOAL)
        of_two = ratio(took["balance sheet"], took["kept totals of two years"])
        tell("balance sheet and result of two years / their query over kept totals", of_two, GOAL)
        by_query = ratio(took["profit and loss"], took["kept totals by month"])
        tell("profit and loss per month / its query over kept totals", by_query, GOAL)


if __name__ == "__main__":
    main()
