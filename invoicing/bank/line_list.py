"""The lines of the bank as a list: found by name, number, text or amount, the latest by the page."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import ColumnElement, Select, and_, or_, select

from coop.database import db
from coop.money import Money, NotAnAmount
from coop.report import Report
from invoicing.bank.line import BankLine

_SEARCHED = (
    BankLine.name,
    BankLine.iban,
    BankLine.description,
    BankLine.reference,
    BankLine.end_to_end,
    BankLine.mandate,
    BankLine.bank_reference,
)


def latest(
    limit: int | None = None, before: int | None = None, words: str = "", statement_id: int | None = None
) -> list[BankLine]:
    """The lines with these words, newest first, from the one before a number on."""
    query = select(BankLine).order_by(BankLine.booked_on.desc(), BankLine.id.desc()).limit(limit)
    if before is not None:
        day = select(BankLine.booked_on).where(BankLine.id == before).scalar_subquery()
        query = query.where(or_(BankLine.booked_on < day, and_(BankLine.booked_on == day, BankLine.id < before)))
    if statement_id is not None:
        query = query.where(BankLine.statement_id == statement_id)
    return list(db.session.scalars(with_words(query, words)))


def with_words(query: Select[BankLine], words: str) -> Select[BankLine]:
    """Only the lines with all of these words."""
    for word in words.split():
        query = query.where(_matches(word))
    return query


def as_report(lines: Sequence[BankLine]) -> Report:
    """The list for a spreadsheet."""
    columns = (
        ("booked_on", gettext("Datum")),
        ("value_on", gettext("Rentedatum")),
        ("amount", gettext("Bedrag")),
        ("name", gettext("Naam")),
        ("iban", gettext("Rekening")),
        ("description", gettext("Omschrijving")),
        ("reference", gettext("Betalingskenmerk")),
        ("end_to_end", gettext("Kenmerk van de betaler")),
        ("mandate", gettext("Machtiging")),
        ("bank_reference", gettext("Kenmerk van de bank")),
    )
    return Report(columns, [{key: getattr(line, key) for key, _ in columns} for line in lines])


def _matches(word: str) -> ColumnElement[bool]:
    found = [column.icontains(word, autoescape=True) for column in _SEARCHED]
    try:
        amount = Money.parse(word)
    except NotAnAmount:
        return or_(*found, *_on(word))
    return or_(*found, BankLine.amount.in_([amount, -amount]))


def _on(word: str) -> list[ColumnElement[bool]]:
    try:
        return [BankLine.booked_on == date.fromisoformat(word)]
    except ValueError:
        return []
