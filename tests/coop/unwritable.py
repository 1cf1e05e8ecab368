"""Databases that cannot be written: one that may only be read, and one whose disk is full."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from coop.database import Model, db

# The disk under PostgreSQL cannot be filled from here: a trigger says what the server says when it is.
_SAY_FULL = """CREATE FUNCTION say_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"""
_AT_ONCE = "CREATE TRIGGER say_full BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION say_full()"
_AT_COMMIT = """CREATE CONSTRAINT TRIGGER say_full AFTER INSERT ON {} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION say_full()"""


def read_only(address: str) -> str:
    """The address under which the same database may only be read."""
    url = make_url(address)
    if url.drivername == "sqlite":
        return f"sqlite:///file:{url.database}?mode=ro&uri=true"
    only = url.update_query_dict({"options": "-c default_transaction_read_only=on"})
    return only.render_as_string(hide_password=False)


@contextmanager
def full(*, room: int = 0, at: str = "sequence", at_commit: bool = False) -> Iterator[None]:
    """Fill the disk: SQLite may grow by so many pages, PostgreSQL until a row comes into a table, or commits."""
    if db.engine.dialect.name == "sqlite":
        pages = db.session.scalar(text("PRAGMA page_count")) or 0
        with _connections_with(f"PRAGMA max_page_count={pages + room}"):
            yield
        return
    db.session.execute(text(_SAY_FULL))
    db.session.execute(text((_AT_COMMIT if at_commit else _AT_ONCE).format(at)))
    db.session.commit()
    yield
    db.session.execute(text("DROP FUNCTION say_full CASCADE"))
    db.session.commit()


@contextmanager
def closed_to_writing() -> Iterator[None]:
    """Let the database of the app only be read."""
    sqlite = db.engine.dialect.name == "sqlite"
    with _connections_with("PRAGMA query_only=1" if sqlite else "SET default_transaction_read_only = on"):
        yield


def contents() -> dict[str, list[Any]]:
    """Everything that is in the database, by table."""
    db.session.rollback()
    found = {
        table.name: sorted(map(tuple, db.session.execute(table.select())), key=repr)
        for table in Model.metadata.sorted_tables
    }
    db.session.rollback()
    return found


@contextmanager
def _connections_with(setting: str) -> Iterator[None]:
    def put(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(setting)
        cursor.close()
        connection.commit()

    _begin_anew()
    event.listen(db.engine, "connect", put)
    yield
    event.remove(db.engine, "connect", put)
    _begin_anew()


def _begin_anew() -> None:
    db.session.remove()
    db.engine.dispose()
