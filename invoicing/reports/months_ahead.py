"""What stands on our accounts at the end of the months ahead: the weeks of the liquidity, taken together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coop.money import Money
from invoicing.liquidity.weeks import Week


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """The weeks that end in a month: what comes in, what goes out, and what is left after the last of them."""

    month: date
    came: Money
    went: Money
    balance: Money


def months_ahead(weeks: Iterable[Week], year: int) -> list[MonthAhead]:
    """The months of a year that the weeks reach, the first first."""
    found: dict[date, MonthAhead] = {}
    for week in weeks:
        month = week.last.replace(day=1)
        if month.year != year:
            continue
        so_far = found.get(month, MonthAhead(month, Money.zero(), Money.zero(), Money.zero()))
        found[month] = MonthAhead(month, so_far.came + week.came, so_far.went + week.went, week.balance)
    return list(found.values())
