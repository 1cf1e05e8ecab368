"""The answer to what if: the facts of twelve months over a million entries in five years, and every lever moved.

Against the one raw query over the kept totals, and as a share of 200 ms. The answer is all there is to compute:
the facts from the database, the year under the changes, the lines beside today's and the chance. The books are
full here; the tables of hours and invoices are not.
Run: .venv/bin/python -m bench.what_if [--database sqlite|postgresql] [--entries 1000000]
"""

import statistics
from datetime import date

from bench.books import OBJECTS, fill
from bench.house import arguments, house
from bench.ratio import in_turn, ratio, tell
from coop import clock
from coop.database import db
from coop.money import Money
from invoicing.forecast import forecast
from invoicing.revenue_model.gather import gather_for_what_if
from invoicing.revenue_model.stretch import twelve_months
from invoicing.scenario.changes import Changes, Contract
from invoicing.scenario.luck import chance, deviations, forget
from invoicing.scenario.outcome import outcome

RAW = """
SELECT account_id, cost_object_id, sum(debit - credit) FROM ledger_total JOIN ledger_account ON id = account_id
WHERE kind = 'P' AND month >= '2024-12-01' AND month < '2025-12-01' GROUP BY 1, 2
"""
MOST = 0.2
"""Seconds."""
KEYS = range(1, OBJECTS + 1)
CHANGES = Changes(
    price=dict.fromkeys(KEYS, 500),
    volume=dict.fromkeys(KEYS, -300),
    wage=250,
    overhead=100,
    volunteers=1000,
    contract=Contract(Money(1_200_000), 300, begins=4),
)


def main() -> None:
    """Fill five years and print how long an answer takes."""
    asked = arguments(__doc__, entries=1_000_000)
    with house(asked.database) as bench, clock.at(date(2025, 12, 15)):
        fill(bench, asked.entries // 5, range(2021, 2026))
        driver = bench.driver()

        def facts() -> object:
            return gather_for_what_if(twelve_months(clock.today()))

        known = gather_for_what_if(twelve_months(clock.today()))
        assert len(known.services) == OBJECTS

        luck = deviations(2026)

        def worked_out() -> object:
            made = outcome(known, CHANGES)
            return made, chance(luck, made.result.then)

        def first() -> object:
            forget()
            forecast.forget()
            return answer()

        def answer() -> object:
            made = outcome(gather_for_what_if(twelve_months(clock.today())), CHANGES)
            return made, chance(deviations(2026), made.result.then)

        works = {
            "raw": lambda: driver.execute(RAW).fetchall(),
            "facts": facts,
            "worked": worked_out,
            "answer": answer,
            "first": first,
        }
        took = in_turn(works, clock=bench.clock)
        db.session.rollback()
        tell("what if, worked out from known facts / 200 ms", statistics.median(took["worked"]) / MOST, 1)
        tell("what if, an answer while the sliders move / 200 ms", _most(took["answer"]) / MOST, 1)
        tell("what if, the first answer after something was booked / 200 ms", _most(took["first"]) / MOST, 1)
        tell("what if, its facts / the raw query over kept totals", ratio(took["facts"], took["raw"]))
        tell(
            "what if, an answer while the sliders move / the raw query over kept totals",
            ratio(took["answer"], took["raw"]),
        )


def _most(took: list[float]) -> float:
    """What nineteen of twenty stay under."""
    return sorted(took)[len(took) * 19 // 20]


if __name__ == "__main__":
    main()
