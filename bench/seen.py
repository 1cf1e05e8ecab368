"""What a piece of work asks of the database."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from coop.database import db


def statements_of(work: Callable[[], object]) -> list[tuple[str, Any]]:
    """Every statement with its parameters, word for word, but the BEGIN of SQLite."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, *_rest: Any) -> None:
        if not sql.startswith("BEGIN"):
            seen.append((sql, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return seen
