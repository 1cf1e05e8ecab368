"""Keys taken ahead for many new rows, so that they are written in one statement instead of one each.

SQLite gives back the keys of many new rows in no certain order, so SQLAlchemy inserts them one by one there
unless it knows the keys beforehand. PostgreSQL needs none of this.
"""

from functools import cache
from typing import Any

from sqlalchemy import Column, Table, event, func, select
from sqlalchemy.orm import Mapper, Session


@event.listens_for(Session, "before_flush")
def _take_ahead(session: Session, _context: Any, _instances: Any) -> None:
    if len(session.new) < 2 or session.get_bind().dialect.name != "sqlite":
        return
    waiting: dict[Column[Any], list[Any]] = {}
    for row in session.new:
        column = _numbered(row.__mapper__)
        if column is not None and row.id is None:
            waiting.setdefault(column, []).append(row)
    for column, rows in waiting.items():
        if len(rows) > 1:
            # The writer's lock is held from the first statement on, so nobody takes the same ones.
            last = session.scalar(select(func.max(column))) or 0
            for key, row in enumerate(rows, last + 1):
                row.id = key


@cache
def _numbered(mapper: Mapper[Any]) -> Column[Any] | None:
    """The column `id` of a table that numbers its own rows."""
    table = mapper.base_mapper.local_table
    return table.autoincrement_column if isinstance(table, Table) else None
