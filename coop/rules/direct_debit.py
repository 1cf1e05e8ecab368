"""The terms of SEPA direct debit: how long a debit can be taken back, when it is told, how long a mandate lasts.

Nobody here read them (nl-rules, `unverified`): they are used as they stand, and asked about in the settings.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext

from coop.rules import book, confirmation

QUESTIONS = ("debit:refund", "debit:notice", "debit:unused")


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds on a day."""

    refund_weeks: int
    notice: timedelta
    unused_months: int


def terms(on: date) -> Terms:
    """The terms that hold on a day; raises NoFigure when the book has none for it."""
    for row in reversed(book.read("direct_debit")["terms"]):
        if row.get("from", date.min) <= on:
            notice = timedelta(days=row["pre_notification_days"])
            return Terms(row["refund_weeks"], notice, row["unused_months"])
    raise book.NoFigure(gettext("De termijnen van incasso zijn niet bekend op %(day)s.", day=on))


def ahead() -> timedelta:
    """How far ahead a collection may be made; our own choice."""
    return timedelta(days=book.read("direct_debit")["ahead"]["days"])


def is_confirmed() -> bool:
    """Whether somebody looked after all of these terms."""
    return set(QUESTIONS) <= confirmation.confirmations().keys()
