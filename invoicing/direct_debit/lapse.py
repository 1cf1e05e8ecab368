"""Lapse: a mandate with which nothing was taken for too long stands no longer (36 months, not read)."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from coop.rules import direct_debit
from invoicing.direct_debit.collection import last_used
from invoicing.direct_debit.mandate import Mandate


def lapse_of_each(mandates: Iterable[Mandate]) -> dict[int, date]:
    """The first day on which each of these mandates has lapsed, by its key, if it is not used before."""
    given = list(mandates)
    used = last_used(mandate.id for mandate in given)
    return {mandate.id: _after(used.get(mandate.id, mandate.signed_on)) for mandate in given}


def lapses_on(mandate: Mandate) -> date:
    """The first day on which a mandate has lapsed, if it is not used before."""
    return lapse_of_each([mandate])[mandate.id]


def _after(day: date) -> date:
    years, month = divmod(day.month - 1 + direct_debit.terms(day).unused_months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
