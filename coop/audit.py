"""The audit trail: every change of state leaves a line, written by the session itself so none is forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import Enum
from typing import Any

from flask import has_request_context
from sqlalchemy import Index, String, event, inspect
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from coop import clock
from coop.database import Model, db, pk
from coop.permission import current

_acting: ContextVar[str | None] = ContextVar("actor", default=None)


class AuditLine(Model):
    """Who changed what, when, from which state to which; never changed or removed by the code."""

    __tablename__ = "audit_line"
    __table_args__ = (Index("ix_audit_line_subject", "subject", "id"),)

    id: Mapped[int] = pk()
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(60))
    was: Mapped[str | None] = mapped_column(String(200))
    now: Mapped[str | None] = mapped_column(String(200))


@contextmanager
def actor(name: str) -> Iterator[None]:
    """Act under this name outside a request: `worker`, `command`, `demo`."""
    token = _acting.set(name)
    try:
        yield
    finally:
        _acting.reset(token)


def who() -> str:
    """The name under which things are done now; `public` for somebody who did not sign in."""
    named = _acting.get()
    if named is not None:
        return named
    if not has_request_context():
        return "command"
    person = current()
    return person.audit_name if person.is_authenticated else "public"


def record(subject: str, what: str, was: object = None, now: object = None) -> None:
    """Write a line by hand, for a change that is no column of an audited row."""
    db.session.add(AuditLine(**facts(subject, what, was, now)))


def subject_of(row: Any) -> str:
    """The name of a row in the trail: its table and key, such as `orders:12`."""
    return f"{row.__tablename__}:{inspect(row).identity[0] if inspect(row).identity else row.id}"


def facts(subject: str, what: str, was: object = None, now: object = None) -> dict[str, Any]:
    """A line as its columns, for whoever writes many in one statement."""
    return {
        "at": clock.now(),
        "actor": who(),
        "subject": subject,
        "what": what,
        "was": _text(was),
        "now": _text(now),
    }


def _text(value: object) -> str | None:
    if value is None:
        return None
    return str(value.value if isinstance(value, Enum) else value)[:200]


@event.listens_for(Mapper, "after_configured")
def _know_what_was() -> None:
    # After a commit a row is reread only when asked: without this a change would not know its old value.
    for mapper in Model.registry.mappers:
        for column in getattr(mapper.class_, "__audited__", ()):
            event.listen(getattr(mapper.class_, column), "set", _look_first, active_history=True)


def _look_first(*_change: object) -> None:
    pass


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: Any) -> None:
    # A new row has its key only now, and of a changed one it is still known what it was. The lines go straight
    # into the same transaction, all in one statement.
    lines = [*_changes(session), *_beginnings(session)]
    if lines:
        session.execute(Model.metadata.tables["audit_line"].insert(), lines)


def _changes(session: Session) -> Iterator[dict[str, Any]]:
    for row in session.dirty:
        for column in getattr(row, "__audited__", ()):
            history = get_history(row, column, PASSIVE_NO_INITIALIZE)
            if history.has_changes():
                was = history.deleted[0] if history.deleted else None
                yield facts(subject_of(row), column, was, history.added[0] if history.added else None)


def _beginnings(session: Session) -> Iterator[dict[str, Any]]:
    for row in session.new:
        columns = getattr(row, "__audited__", ())
        if columns:
            key = inspect(row).mapper.primary_key_from_instance(row)[0]
            for column in columns:
                yield facts(f"{row.__tablename__}:{key}", column, None, getattr(row, column))
