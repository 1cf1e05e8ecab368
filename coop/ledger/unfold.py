"""Many rows as one parameter: a JSON array of arrays, which the database itself unfolds.

So an insert is one statement and one pass of its guards, and costs the driver the same, however many rows it has.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Insert,
    Select,
    String,
    Table,
    bindparam,
    cast,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


def insert_unfolded(table: Table, names: Sequence[str], *same: str) -> Insert:
    """An insert of the rows in the parameter `rows`, whose cells have these names, in their order.

    What is the same in every row is a parameter of its own.
    """
    rows = _Unfolded(bindparam("rows")).table_valued("value")
    cells = [_typed(_cell(rows.c.value, place), table.c[name].type) for place, name in enumerate(names)]
    cells += [bindparam(name, type_=table.c[name].type) for name in same]
    return insert(table).from_select([*names, *same], select(*cells))


def unfolded(parameter: str) -> Select[Any]:
    """The texts in a parameter that holds rows of one cell."""
    rows = _Unfolded(bindparam(parameter)).table_valued("value")
    return select(_cell(rows.c.value, 0))


class _Unfolded(FunctionElement[Any]):
    """The rows of a JSON array, each as a column called value."""

    name = "unfolded"
    inherit_cache = True


@compiles(_Unfolded, "sqlite")
def _on_sqlite(rows: _Unfolded, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(rows.clauses, **options)})"


@compiles(_Unfolded, "postgresql")
def _on_postgresql(rows: _Unfolded, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements(CAST({compiler.process(rows.clauses, **options)} AS json))"


def _cell(row: ColumnElement[Any], place: int) -> ColumnElement[Any]:
    return row.op("->>", return_type=String())(literal_column(str(place)))


def _typed(cell: ColumnElement[Any], kind: TypeEngine[Any]) -> ColumnElement[Any]:
    if isinstance(kind, String):
        return cell
    # Not cast: to SQLite a date is a number, and 2026-03-14 would become 2026.
    return func.date(cell) if isinstance(kind, Date) else cast(cell, kind)
