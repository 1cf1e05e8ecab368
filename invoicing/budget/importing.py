"""A budget from a file: all of it goes into the draft, or nothing does."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.ledger.account import Account
from coop.money import Money
from coop.spreadsheet import Unreadable
from invoicing.budget import history, line, table
from invoicing.budget.actuals import booked
from invoicing.budget.entering import set_months
from invoicing.budget.line import Place
from invoicing.budget.sheet import YEAR, SheetRow, rows_of
from invoicing.budget.spread import spread
from invoicing.budget.version import held


def bring_in(year: int, content: bytes, name: str, seen: int, *, by_season: bool = False) -> int:
    """Let the draft hold what a file says, and return how many lines that are; others stay as they are.

    Where the file only says the year, the months that are there keep their seasons; a new line goes evenly, or by
    the season of the years before. Raises Unreadable, BadRows, BudgetChanged, BudgetAdopted.
    """
    filled = table.read(content, name, year)
    if not filled:
        raise Unreadable(gettext("In %(file)s staat geen enkel bedrag.", file=name))
    version = held(year, seen)
    there = line.by_month(version.id)
    places = {
        place: parts if isinstance(parts, list) else _spread(year, place, parts, there.get(place), by_season)
        for place, parts in filled.items()
    }
    set_months(version, places, there)
    return len(places)


def to_fill_in(year: int, rows: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows of the file to fill in: those of the budget, else last year's, else every account there is."""
    if rows:
        return list(rows)
    every = select(Account.id).where(Account.kind == "P", Account.active)
    places = list(booked(year - 1)) or [(key, 0) for key in db.session.scalars(every)]
    return rows_of(dict.fromkeys(places, YEAR))


def _spread(year: int, place: Place, amount: Money, so_far: list[Money] | None, by_season: bool) -> list[Money]:
    if so_far is None and by_season and (weights := history.of_place(year, place)):
        return amount.split(weights)
    return spread(amount, so_far or ())
