"""On which days banks move money, and the first on which a collection can be (TARGET, the calendar of the ECB)."""

from datetime import date, timedelta
from functools import cache

from flask_babel import gettext

from coop.errors import Refusal
from coop.filters import day as shown
from coop.rules import direct_debit

DAY = timedelta(days=1)


class NotADayOfBanks(Refusal):
    """Banks take money on their working days, after who pays heard of it, and nothing too far ahead."""


def is_bank_day(day: date) -> bool:
    """Whether banks move money on this day."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def bank_day_from(day: date) -> date:
    """This day, or the first after it on which banks move money."""
    while not is_bank_day(day):
        day += DAY
    return day


def first_due(today: date) -> date:
    """The first day for a collection that is made today: whoever pays hears of it in time."""
    return bank_day_from(today + direct_debit.terms(today).notice)


def must_be_due(due_on: date, today: date) -> None:
    """Raise NotADayOfBanks for a day on which nothing can be collected that is made today."""
    first, last = first_due(today), today + direct_debit.ahead()
    if due_on < first:
        days = direct_debit.terms(today).notice.days
        sentence = gettext(
            "Klanten horen het %(days)s dagen van tevoren. Kies %(first)s of later.", days=days, first=shown(first)
        )
    elif due_on > last:
        sentence = gettext("Dat is te ver weg. Kies %(last)s of eerder.", last=shown(last))
    elif not is_bank_day(due_on):
        next_ = bank_day_from(due_on)
        sentence = gettext("Op deze dag werken de banken niet. Kies %(next)s.", next=shown(next_))
    else:
        return
    raise NotADayOfBanks(sentence, "due")


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # here, for it takes long to read and is wanted now and then

    return frozenset(holidays.financial_holidays("XECB", years=year))
