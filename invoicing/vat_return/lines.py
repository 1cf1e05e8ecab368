"""The lines behind a box: the transactions it was added up from, the latest first, fifty at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, case, func, or_, select, tuple_, type_coerce

from coop.database import MoneyColumn, db
from coop.ledger.account import Account
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from coop.rules.vat_return import box_rules
from invoicing.vat_period import by_code
from invoicing.vat_return.boxes import OWED_SUM, TOTAL
from invoicing.vat_return.filed import find
from invoicing.vat_return.ledger_sums import Which, behind, in_period
from invoicing.vat_return.place import EXEMPT, INPUT, OUTSIDE, SCHEME, Place
from invoicing.vat_return.proof import entries_of

PAGE = 50

_Pair = tuple[str | None, str, Place]
"""A mark, an account, and where entries with both stand."""


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A transaction behind a box, with what it adds to its turnover and its VAT."""

    transaction_id: int
    day: date
    description: str
    source: str
    turnover: Money
    vat: Money


@dataclass(frozen=True, slots=True)
class BoxLines:
    """A page of them, and where the next page begins."""

    rows: Sequence[BoxLine]
    older: str | None


def lines_of(code: str, box: str, before: str | None = None) -> BoxLines:
    """The lines behind a box of a return, or beside its boxes; raises NoSuchPeriod."""
    filed = find(code)
    which = entries_of(filed) if filed is not None else in_period(by_code(code).stretch)
    pairs = [pair for pair in behind(which) if _is_behind(box, pair[2])]
    if not pairs:
        return BoxLines((), None)
    query = _query(which, pairs, box)
    mark = _mark(before)
    if mark is not None:
        query = query.where(tuple_(Transaction.date, Transaction.id) < tuple_(*mark))
    found = [BoxLine(*row) for row in db.session.execute(query.limit(PAGE + 1))]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return BoxLines(found[:PAGE], f"{last.day.isoformat()}.{last.transaction_id}" if last else None)


def known(box: str) -> bool:
    """Whether there is such a box, or such a thing beside them."""
    return box in (EXEMPT, SCHEME, OUTSIDE, *(rule.code for rule in box_rules()))


def _is_behind(box: str, place: Place) -> bool:
    if box == TOTAL:
        return place.is_vat
    if box == OWED_SUM:
        return place.is_vat and place.box != INPUT
    return place.box == box


def _query(which: Which, pairs: Sequence[_Pair], box: str) -> Any:
    turnover = [pair for pair in pairs if not pair[2].is_vat]
    vat = [pair for pair in pairs if pair[2].is_vat]
    columns: tuple[Any, ...] = (Transaction.id, Transaction.date, Transaction.description, Transaction.source)
    return (
        select(*columns, _sum(turnover, box), _sum(vat, box))
        .join(Entry, Entry.transaction_id == Transaction.id)
        .join(Account, Account.id == Entry.account_id)
        .where(*which, or_(*(_is_of(pair) for pair in pairs)))
        .group_by(Transaction.id)
        .order_by(Transaction.date.desc(), Transaction.id.desc())
    )


def _sum(pairs: Sequence[_Pair], box: str) -> ColumnElement[Any]:
    cents = type_coerce(Entry.cents, BigInteger)
    signs = [(_is_of(pair), cents if _adds(pair[2], box) else -cents) for pair in pairs]
    return type_coerce(func.sum(case(*signs, else_=0) if signs else 0), MoneyColumn)


def _adds(place: Place, box: str) -> bool:
    """Whether debit adds to a box: what is bought does, but in what we pay in the end it takes off."""
    return place.is_bought and not (box == TOTAL and place.box == INPUT)


def _is_of(pair: _Pair) -> ColumnElement[bool]:
    mark, account, _ = pair
    return and_(Entry.vat.is_not_distinct_from(mark), Account.number == account)


def _mark(before: str | None) -> tuple[date, int] | None:
    day, _, id_ = (before or "").partition(".")
    try:
        return date.fromisoformat(day), int(id_)
    except ValueError:
        return None
