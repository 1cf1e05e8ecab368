"""How many statements a piece of work asks of the database at hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from coop.database import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """`with counted() as seen: …; assert len(seen) <= 8`; the BEGIN of SQLite is none of them."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
