"""The lists of the ledger as files."""

from datetime import date, timedelta

from flask_babel import lazy_gettext

from coop import clock
from coop.export import Asked, Export, day, text, whole
from coop.ledger.account import account as find_account
from coop.ledger.balance import trial_balance
from coop.ledger.entry_report import entries_report
from coop.ledger.journal import journal as find_journal
from coop.ledger.opening import item
from coop.ledger.schedule.kind import KIND_NAMES, Kind
from coop.ledger.schedule.outlook import standings
from coop.ledger.trial_balance_report import as_report
from coop.period import DateRange, year
from coop.report import Report, listed

_DAY = timedelta(days=1)
_AMOUNT = lazy_gettext("Bedrag")


def balances(asked: Asked) -> Report:
    """The trial balance of a year."""
    return as_report(trial_balance(year(_year(asked))))


def of_account(asked: Asked) -> Report:
    """The entries on an account in the days at hand."""
    return entries_report(_days(asked), account=find_account(text(asked, "number")).number)


def of_journal(asked: Asked) -> Report:
    """Every entry of a journal."""
    return entries_report(DateRange(date(1990, 1, 1)), journal=find_journal(text(asked, "code")).code)


def of_year(asked: Asked) -> Report:
    """Every entry of a year."""
    return entries_report(year(_year(asked)))


def schedules(_asked: Asked) -> Report:
    """What books itself every month."""
    return listed(
        standings(),
        (lazy_gettext("Omschrijving"), lambda one: one.schedule.name),
        (lazy_gettext("Soort"), lambda one: KIND_NAMES[Kind(one.schedule.kind)]),
        (_AMOUNT, lambda one: one.schedule.amount),
        (lazy_gettext("Geboekt"), lambda one: one.booked),
        (lazy_gettext("Komt nog"), lambda one: one.to_come),
    )


def opening_items(_asked: Asked) -> Report:
    """What the old books left open, and is open still."""
    return listed(
        item.still_open(),
        (lazy_gettext("Rekening"), lambda one: one.account),
        (lazy_gettext("Wat"), lambda one: one.label),
        (_AMOUNT, lambda one: one.amount),
        (lazy_gettext("Nog open"), lambda one: one.remaining),
    )


def _year(asked: Asked) -> int:
    number = whole(asked, "year") or clock.today().year
    return number if 1990 <= number < 2200 else clock.today().year


def _days(asked: Asked) -> DateRange:
    begin = day(asked, "from") or clock.today().replace(month=1, day=1)
    return DateRange(begin, max(day(asked, "to") or begin.replace(month=12, day=31), begin) + _DAY)


exports = [
    Export("ledger.index", "proefbalans", balances, lazy_gettext("Proefbalans")),
    Export("ledger.index", "boekingen", of_year, lazy_gettext("Alle boekingen van dit jaar")),
    Export("ledger.account", "rekening", of_account),
    Export("ledger.journal", "dagboek", of_journal),
    Export("schedules.index", "vaste-boekingen", schedules),
    Export("opening.show", "beginbalans-posten", opening_items, lazy_gettext("Open posten")),
]
