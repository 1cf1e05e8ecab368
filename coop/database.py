"""The database: one session, typed columns for money and moments, and SQLite made strict and durable."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    Integer,
    MetaData,
    event,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from coop.money import Money

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_READING = "coop_reading"

_UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    "25006",  # PostgreSQL's read_only_sql_transaction
    "53100",  # and its disk_full
}


class MoneyColumn(TypeDecorator[Money]):
    """Money kept as whole cents; SUM() over it stays whole and comes back as Money."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        """Money (or cents already) to a whole number."""
        return value.cents if isinstance(value, Money) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Money | None:
        """A whole number of cents to Money; PostgreSQL sums to Decimal, still whole."""
        return None if value is None else Money(int(value))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment kept in UTC and always read back aware; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; raises ValueError for a moment without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone; what is kept is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class _Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=_NAMES),
        type_annotation_map={Money: MoneyColumn, datetime: UtcDateTime},
    )


db = SQLAlchemy(model_class=_Base, disable_autonaming=True)

# Flask-SQLAlchemy makes its base at run time, which no type checker can see.
if TYPE_CHECKING:
    Model = _Base
else:
    Model = db.Model


def pk() -> Mapped[int]:
    """The plain integer key of a row."""
    return mapped_column(Integer, primary_key=True)


def rows(statement: Executable, parameters: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
    """What a statement of plain columns finds, as the session sees it.

    A session asks the same with more care: it looks in every row for things to keep, which takes longer than a
    short answer.
    """
    db.session.flush()
    return db.session.connection().execute(statement, parameters)


def insert_unless_there(model: type[Model], **values: Any) -> None:
    """Write a row unless its key is taken; who comes at the same moment waits, and both succeed."""
    insert = postgresql_insert if db.session.get_bind().dialect.name == "postgresql" else sqlite_insert
    db.session.execute(insert(model).values(**values).on_conflict_do_nothing())


def cannot_be_written(trouble: DBAPIError) -> bool:
    """Whether the database says that its disk is full or that it may only be read."""
    code = getattr(trouble.orig, "sqlite_errorcode", None)  # its lowest byte is the kind, the rest says more
    return (getattr(trouble.orig, "sqlstate", None) if code is None else code & 0xFF) in _UNWRITABLE


def connect(app: Flask) -> None:
    """Bind the database to the app."""
    db.init_app(app)


def one_moment() -> None:
    """Read one moment of the database from here on, whatever others commit; what was not committed is let go.

    Nothing can be written after it, and on SQLite nobody has to wait for who only reads.
    """
    db.session.rollback()
    one = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {_READING: True}
    db.session.connection(execution_options=one)


@event.listens_for(Engine, "connect")
def _make_sqlite_strict(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # NORMAL loses the last commits at a power cut
        "foreign_keys=ON",
        "recursive_triggers=ON",  # otherwise INSERT OR REPLACE slips past the delete triggers
        "busy_timeout=15000",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    # A writer takes the lock at once: a read that later turns into a write could not wait for it.
    reading = _READING in connection.get_execution_options() or (
        has_request_context() and request.method in SAFE_METHODS
    )
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
