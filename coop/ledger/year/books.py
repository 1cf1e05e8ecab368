"""What the ledger itself doubts about a year: months not booked, money under way, a cash box below nothing."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext, ngettext
from sqlalchemy import ColumnElement, func, or_, select

from coop import clock
from coop.database import db
from coop.filters import day as shown
from coop.ledger.account import Account
from coop.ledger.balance import Balance, trial_balance
from coop.ledger.opening.books import FACT as OPENING
from coop.ledger.opening.item import still_open
from coop.ledger.period import closed_until
from coop.ledger.schedule.outlook import standings
from coop.ledger.transaction import Entry, Transaction
from coop.ledger.year.decision import to_decide
from coop.ledger.year.doubt import YearDoubt, asks
from coop.money import Money
from coop.period import DateRange

SUSPENSE = ("BLimKru", "BVorTus", "BVorDebTus", "BSchCreTus", "BSchTus")
"""Codes of the accounts that are empty when everything found its place."""
CASH = "BLimKas"


@asks
def books(year: DateRange) -> Iterator[YearDoubt]:
    """The doubts of the ledger."""
    lines = trial_balance(year)
    yield from _not_booked(year)
    yield from _undecided(year)
    yield from _open_before(year)
    yield from _suspense(year, lines)
    yield from _cash_below_nothing(year)
    yield from _old_books()


def _not_booked(year: DateRange) -> Iterator[YearDoubt]:
    so_far = min(year.end or date.max, clock.today())
    count = sum(len(one.overdue(so_far)) for one in standings())
    if count:
        sentence = ngettext(
            "%(num)d maand van de vaste boekingen staat nog niet in de boeken.",
            "%(num)d maanden van de vaste boekingen staan nog niet in de boeken.",
            count,
        )
        yield YearDoubt(sentence, "schedules.index", blocks=True)


def _undecided(year: DateRange) -> Iterator[YearDoubt]:
    before = year.begin.year - 1
    waiting = to_decide(before)
    if waiting:
        sentence = gettext(
            "Over het resultaat tot en met %(year)s (%(amount)s) is nog geen besluit geboekt.",
            year=before,
            amount=waiting,
        )
        yield YearDoubt(sentence, "year.show", {"number": before})


def _open_before(year: DateRange) -> Iterator[YearDoubt]:
    until = closed_until()
    if until is not None and until >= year.begin:
        return
    of_this_house = ~Transaction.source.startswith(OPENING)
    first = db.session.scalar(select(func.min(Transaction.date)).where(of_this_house))
    if first is not None and first < year.begin:
        before = year.begin.year - 1
        sentence = gettext("Het jaar %(year)s is nog niet afgesloten. Dat gaat dan meteen mee.", year=before)
        yield YearDoubt(sentence, "year.show", {"number": before})


def _suspense(year: DateRange, lines: list[Balance]) -> Iterator[YearDoubt]:
    numbers = set(db.session.scalars(select(Account.number).where(_coded(*SUSPENSE))))
    for line in lines:
        if line.number in numbers and line.after:
            sentence = gettext(
                "Op tussenrekening %(number)s %(name)s staat nog %(amount)s.",
                number=line.number,
                name=line.name,
                amount=line.after,
            )
            yield YearDoubt(sentence, "ledger.account", _card(line.number, year))


def _cash_below_nothing(year: DateRange) -> Iterator[YearDoubt]:
    rows = db.session.execute(
        select(Account.number, Entry.date, func.sum(Entry.cents))
        .join(Account, Account.id == Entry.account_id)
        .where(_coded(CASH), Entry.date < year.end)
        .group_by(Account.number, Entry.date)
        .order_by(Account.number, Entry.date)
    )
    left: dict[str, Money] = {}
    told: set[str] = set()
    for number, day, moved in rows:
        left[number] = left.get(number, Money.zero()) + moved
        if day >= year.begin and left[number].cents < 0 and number not in told:
            told.add(number)
            sentence = gettext(
                "De kas (%(number)s) stond op %(day)s onder nul: %(amount)s. Dat kan niet echt gebeurd zijn.",
                number=number,
                day=shown(day),
                amount=left[number],
            )
            yield YearDoubt(sentence, "ledger.account", _card(number, year))


def _old_books() -> Iterator[YearDoubt]:
    count = len(still_open())
    if count:
        sentence = ngettext(
            "Uit de oude boeken staat nog %(num)d post open.",
            "Uit de oude boeken staan nog %(num)d posten open.",
            count,
        )
        yield YearDoubt(sentence, "opening.show")


def _coded(*codes: str) -> ColumnElement[bool]:
    return or_(*(Account.rgs.startswith(code) for code in codes))


def _card(number: str, year: DateRange) -> dict[str, str]:
    return {"number": number, "from": year.begin.isoformat(), "to": f"{year.begin.year}-12-31"}
