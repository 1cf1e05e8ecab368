"""The figures of the small businesses' scheme (kleineondernemersregeling, KOR; Wet OB 1968 art. 25 and 25a)."""

from datetime import date, timedelta
from functools import cache

from flask_babel import gettext

from coop.money import Money
from coop.rules import book


def limit(on: date) -> Money:
    """What the turnover of a year may be at most, as it holds on a day; raises NoFigure."""
    for row in book.read("kor")["limit"]:
        if row["from"] <= on <= row.get("until", date.max):
            return Money(row["amount"])
    raise book.NoFigure(gettext("De grens van de kleineondernemersregeling is niet bekend op %(day)s.", day=on))


@cache
def counted() -> frozenset[str]:
    """The VAT categories whose net amounts are turnover for the limit, before the scheme is applied to them."""
    return frozenset(book.read("kor")["turnover"]["categories"])


def notice() -> timedelta:
    """How long before it begins or ends it must have been notified."""
    return timedelta(days=book.read("kor")["terms"]["notice_days"])


def open_again(ended_on: date) -> date:
    """The first day it can hold again: the rest of the year it ended in and the next are closed."""
    return date(ended_on.year + 2, 1, 1)


def warning() -> int:
    """From which part of the limit on we warn, in hundredths of a per cent."""
    part: int = book.read("kor")["warning"]["basis_points"]
    return part


@cache
def scheme() -> book.VatRule:
    """How VAT works while it holds; no rule of a service, for it holds for all of them."""
    return book.VatRule(**book.read("kor")["scheme"])
