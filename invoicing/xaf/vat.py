"""VAT in the audit file: the marks of a year as its codes, and the VAT that belongs to each line."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.chart import VAT_INPUT
from coop.ledger.transaction import Entry
from coop.money import Money
from coop.period import DateRange
from coop.rules import book
from coop.rules.book import NoFigure

VAT_ACCOUNTS = "BSchBep"
"""The group of the Referentie Grootboekschema in which VAT stands."""
NO_RATE = "0.000"
_SOLD = re.compile(r"[A-Z]+(\d+)")


def marks(year: DateRange) -> dict[str, set[str]]:
    """Every mark of VAT on the entries of a year, with the VAT accounts it stands on."""
    rows = db.session.execute(
        select(Entry.vat, Account.number, Account.rgs)
        .join(Account, Account.id == Entry.account_id)
        .where(Entry.vat.is_not(None), Entry.date >= year.begin, Entry.date < year.end)
        .order_by(Entry.vat)
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for mark, number, rgs in rows:
        found.setdefault(mark or "", set()).update({number} if rgs.startswith(VAT_ACCOUNTS) else ())
    return found


def described(mark: str) -> str:
    """A mark in words: sold at a rate, or bought under a rule of the book; another one as it is."""
    rate = _SOLD.fullmatch(mark)
    if rate:
        return str(gettext("Verkocht, %(percent)s %%", percent=f"{int(rate[1]) / 100:g}"))
    if not is_input(mark):
        return mark
    rule = mark.partition(":")[2]
    try:
        return str(gettext("Gekocht, %(rule)s", rule=book.vat_rule(rule).label))
    except NoFigure:
        return str(gettext("Gekocht, %(rule)s", rule=rule or gettext("voorbelasting")))


def is_input(mark: str) -> bool:
    """Whether it marks what we buy."""
    return mark.partition(":")[0] == "in"


@lru_cache(maxsize=4096)
def percent(mark: str, on: date) -> str | None:
    """The rate behind a mark, with three decimals; None where it has none that we know."""
    rate = _SOLD.fullmatch(mark)
    if rate:
        return f"{int(rate[1]) / 100:.3f}"
    try:
        return f"{book.vat_rate(mark.partition(':')[2], on).basis_points / 100:.3f}"
    except NoFigure:
        return None


def shares(rows: Sequence[Any], on: date) -> dict[int, tuple[str, str, int]]:
    """By position of a line: its mark, rate and cents of VAT; the VAT of a mark is given away over its lines.

    What is divided is the VAT that was booked, so the lines add up to the VAT account to the cent.
    """
    found: dict[int, tuple[str, str, int]] = {}
    for mark in {row.vat for row in rows if row.vat}:
        rate = percent(mark, on)
        marked = [row for row in rows if row.vat == mark]
        base = [row for row in marked if not row.rgs.startswith(VAT_ACCOUNTS)]
        booked = [row for row in marked if row.rgs.startswith(VAT_ACCOUNTS)]
        weights = [abs(row.cents) for row in base]
        if rate is None or not any(weights) or (not booked and rate != NO_RATE):
            continue
        # Of VAT that is reversed to us, the two sides cancel out: what is deducted is the VAT of the line.
        vat = sum(row.cents for row in booked if row.account == VAT_INPUT or not is_input(mark))
        parts = Money(vat).split(weights) if len(base) > 1 else [Money(vat)]
        for row, part in zip(base, parts, strict=True):
            found[row.position] = (mark, rate, part.cents)
    return found
