"""The maxima of the allowance by hour, month and year, and each that is passed in a sentence."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from flask_babel import gettext

from coop.filters import month as shown_month
from coop.money import Money
from coop.period import next_month
from coop.rules import book


def passed(months: Mapping[date, Money], touched: Iterable[date], rates: list[tuple[date, Money]]) -> list[str]:
    """Which maxima are passed in these months, as what is said of a person: "komt in …".

    The year counts up to and including the last of these months. Where the book has no figures of a year, or none
    by the hour, that is no reason to guess: the first is said here, the second by `remarks`.
    """
    told: list[str] = []
    for month in sorted(set(touched)):
        try:
            limit = book.allowance(month.year)
        except book.NoFigure as unknown:
            told.append(unknown.sentence)
            continue
        told += _by_hour(month, limit, rates)
        amount = months.get(month, Money.zero())
        if amount > limit.month:
            told.append(
                gettext(
                    "komt in %(month)s op %(amount)s; het maximum is %(most)s per maand.",
                    month=shown_month(month),
                    amount=amount,
                    most=limit.month,
                )
            )
        year = sum((one for day, one in months.items() if day.year == month.year and day <= month), Money.zero())
        if year > limit.year_total:
            told.append(
                gettext(
                    "komt in %(year)s op %(amount)s; het maximum is %(most)s per jaar.",
                    year=month.year,
                    amount=year,
                    most=limit.year_total,
                )
            )
    return told


def remarks(month: date, rates: list[tuple[date, Money]]) -> Iterator[str]:
    """What could not be tested for a month, each in a sentence."""
    try:
        limit = book.allowance(month.year)
    except book.NoFigure:
        return
    if limit.hour_adult is None:
        yield gettext("Het maximum per uur van %(year)s is niet bekend en niet getoetst.", year=month.year)
    elif limit.hour_under21 is not None and _highest(month, rates) > limit.hour_under21:
        yield gettext(
            "Jonger dan 21? Dan is het maximum %(most)s per uur. We weten geen leeftijd: kijk het na.",
            most=limit.hour_under21,
        )


def _by_hour(month: date, limit: book.AllowanceLimit, rates: list[tuple[date, Money]]) -> Iterator[str]:
    highest = _highest(month, rates)
    if limit.hour_adult is not None and highest > limit.hour_adult:
        yield gettext("krijgt %(amount)s per uur; het maximum is %(most)s.", amount=highest, most=limit.hour_adult)


def _highest(month: date, rates: list[tuple[date, Money]]) -> Money:
    # Every rate that held on some day of the month: those that began in it, and the last before.
    highest = Money.zero()
    for begin, amount in rates:  # the latest first
        if begin < next_month(month):
            highest = max(highest, amount)
        if begin <= month:
            break
    return highest
