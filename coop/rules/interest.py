"""The interest of the law on what is paid too late (BW 6:119 for consumers, 6:119a between businesses)."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from flask_babel import gettext

from coop.money import Money, half_up
from coop.rules import book, confirmation

DAYS = 365
"""A year is counted as so many days, also a longer one."""


class Kind(StrEnum):
    """Of whom it is asked."""

    CONSUMER = "consumer"
    TRADE = "trade"


def interest(claim: Money, begin: date, end: date, kind: Kind) -> Money:
    """What a claim bears in the days of [begin, end), each at the rate that held; added to it after every year.

    Raises NoFigure where a rate is not in the book, or nobody looked after the rates: then nothing is computed.
    """
    if not confirmation.is_confirmed(f"interest:{kind}"):
        raise book.NoFigure(
            gettext("Niemand heeft het percentage van de wettelijke rente nagekeken. We rekenen geen rente.")
        )
    grown = claim.cents
    while begin < end:
        year_on = min(_a_year_after(begin), end)
        grown += half_up(grown * sum(rate * days for rate, days in _rates(begin, year_on, kind)), 10_000 * DAYS)
        begin = year_on
    return Money(grown) - claim


def _rates(begin: date, end: date, kind: Kind) -> Iterator[tuple[int, int]]:
    """The rates that held, each with its number of days."""
    rows = book.read("interest")[kind.value]
    while begin < end:
        held = next((row for row in rows if row["from"] <= begin < row["until"]), None)
        if held is None:
            sentence = gettext(
                "Het percentage van de wettelijke rente op %(day)s is niet bekend. We rekenen geen rente.",
                day=f"{begin:%d-%m-%Y}",
            )
            raise book.NoFigure(sentence)
        until = min(held["until"], end)
        yield held["basis_points"], (until - begin).days
        begin = until


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)
