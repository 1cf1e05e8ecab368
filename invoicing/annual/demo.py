"""The demo of the year: what is spread over months, closing it, and what the members decide on its result."""

from datetime import date
from random import Random

from coop import clock
from coop.ledger import chart, memorial, monthly
from coop.ledger.posting import Line
from coop.ledger.schedule.kind import Kind
from coop.ledger.schedule.outlook import plans_of
from coop.ledger.schedule.schedule import enter, schedules
from coop.ledger.year import decision
from coop.ledger.year.closing import close_year
from coop.money import Money

MACHINES, WEAR = "02151", "43220"
INSURANCE = "46305"
FIRST_YEAR, CLOSED_IN, DECIDED_IN = 2025, 3, 6
MOWER = Money(216_000)
PREMIUM = Money(42_500)


def settle(_random: Random) -> None:
    """Buy the mower second hand, to last five years."""
    _bought(MACHINES, MOWER, "Zitmaaier, tweedehands")
    enter(Kind.DEPRECIATION, "Afschrijving zitmaaier", WEAR, chart.WORN_MACHINES, MOWER, clock.today(), 60)


def live(_random: Random, month: date, until: date) -> None:
    """Pay the volunteers' insurance each January, and book what belongs to the months that are over."""
    if month.month == 1:
        name = f"Vrijwilligersverzekering {month.year}"
        _bought(chart.PAID_AHEAD, PREMIUM, name)
        enter(Kind.PREPAID, name, INSURANCE, chart.PAID_AHEAD, PREMIUM, month, 12)
    with clock.at(until):
        monthly.book(plans_of(schedules()), until)
    before = month.year - 1
    if month.month == CLOSED_IN and before >= FIRST_YEAR:
        close_year(before, looked=True)
    if month.month == DECIDED_IN and before >= FIRST_YEAR:
        decision.decide(before, month, [(chart.RESERVE, decision.to_decide(before))])


def summary() -> dict[str, object]:
    """How many amounts are spread."""
    return {"vaste boekingen": len(schedules())}


def _bought(account: str, amount: Money, name: str) -> None:
    memorial.post_by_hand(clock.today(), name, [Line(account, amount.cents), Line(chart.BANK, -amount.cents)])
