"""Everything the house keeps about somebody, found by the tables themselves, so that no new one is forgotten.

A row is about a person when it points at them; what points at such a row and at nobody comes along. Other people
in such a row are left out, as is whatever opens a door: hashes and the words of private links.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, or_, select

from coop.database import Model, db
from coop.money import Money

Own = Mapping[str, frozenset[int]]
"""The ids of somebody in each table whose rows are people."""

Found = dict[str, list[dict[str, Any]]]

_OPENS_A_DOOR = re.compile(r"(^|_)(token|hash|password|secret)(_|$)")
_ACTOR = re.compile(r"login:\d+|member:\d+")


def collect(own: Own) -> Found:
    """The rows about somebody by table, as plain values (amounts in euros, moments in UTC)."""
    rows = {table: list(db.session.execute(_about(table, own)).mappings()) for table in _of_people(own)}
    keys = {table: {_key(table, row) for row in found} for table, found in rows.items() if table.name not in own}
    for table in Model.metadata.sorted_tables:
        if table not in rows and (parts := _parts(table, keys)) is not None:
            rows[table] = list(db.session.execute(select(table).where(parts)).mappings())
    return {table.name: [_plain(table, row, own) for row in found] for table, found in rows.items() if found}


def _of_people(own: Own) -> Iterator[Table]:
    for table in Model.metadata.sorted_tables:
        if table.name in own or any(target in own for _, target in _points(table)):
            yield table


def _about(table: Table, own: Own) -> Any:
    which = [column.in_(own[target]) for column, target in _points(table) if target in own]
    if table.name in own:
        which = [table.c.id.in_(own[table.name])]
    return select(table).where(or_(*which))


def _parts(table: Table, keys: Mapping[Table, set[Any]]) -> Any:
    wanted = {table.name: found for table, found in keys.items() if found}
    which = [column.in_(wanted[target]) for column, target in _points(table) if target in wanted]
    return or_(*which) if which else None


def _points(table: Table) -> Iterator[tuple[Column[Any], str]]:
    for column in table.columns:
        for key in column.foreign_keys:
            yield column, key.column.table.name


def _key(table: Table, row: Mapping[Any, Any]) -> Any:
    return row[next(iter(table.primary_key.columns)).name]


def _plain(table: Table, row: Mapping[Any, Any], own: Own) -> dict[str, Any]:
    people = {column.name: target for column, target in _points(table) if target in own}
    told: dict[str, Any] = {}
    for column in table.columns:
        value = row[column.name]
        if isinstance(column.type, LargeBinary) or _OPENS_A_DOOR.search(column.name):
            continue
        if column.name in people and value not in own[people[column.name]]:
            continue
        if isinstance(value, str) and _ACTOR.fullmatch(value) and not _is_own(value, own):
            continue
        told[column.name] = _value(value)
    return told


def _is_own(actor: str, own: Own) -> bool:
    kind, _, number = actor.partition(":")
    return int(number) in own.get(kind, frozenset())


def _value(value: Any) -> Any:
    if isinstance(value, Money):
        return value.decimal().replace(",", ".")
    return value.isoformat() if isinstance(value, date | datetime | time) else value
