"""The outbox: effects outside the database, written in the commit that causes them and carried out after it.

The table is the queue. A task is leased, done in a transaction of its own and marked; a worker that dies
leaves its lease to run out, and the next one does the task again. So a handler runs at least once and has
to be such that twice is the same as once.
"""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask_babel import gettext
from sqlalchemy import CheckConstraint, Index, String, Text, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock
from coop.database import Model, db, insert_unless_there, pk
from coop.errors import NotFound, Stale

LEASE = timedelta(minutes=5)
TRIES = 20
"""So often in nine hours: time for somebody to make room on a disk or start a mail server."""
LONGEST_WAIT = timedelta(hours=1)
SHOWN = 200
"""So many tasks that were given up are listed: more of them have one cause."""

Handler = Callable[[dict[str, Any]], None]

_handlers: dict[str, Handler] = {}
_log = structlog.get_logger()


class OutboxTask(Model):
    """One effect to carry out: what kind, with which facts, and how far it is."""

    __tablename__ = "outbox_task"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),
        Index("ix_outbox_task_due", "state", "priority", "due_at", "id"),
    )

    id: Mapped[int] = pk()
    kind: Mapped[str] = mapped_column(String(60))
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    priority: Mapped[int] = mapped_column(default=5)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(String(200))


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that carries out a kind of task."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def put(kind: str, payload: dict[str, Any], key: str | None = None, priority: int = 5) -> None:
    """Ask for an effect; it happens only if this transaction commits, and once for each key.

    A lower priority number goes first.
    """
    insert_unless_there(
        OutboxTask, kind=kind, key=key, payload=json.dumps(payload), due_at=clock.now(), priority=priority
    )


class NotFailed(Stale):
    """Only what was given up is tried anew; what waits is tried by itself."""


def given_up() -> list[OutboxTask]:
    """The tasks that were tried as often as we try, the latest first."""
    found = select(OutboxTask).where(OutboxTask.state == "failed").order_by(OutboxTask.id.desc())
    return list(db.session.scalars(found.limit(SHOWN)))


def try_again(task_id: int) -> None:
    """Try a task anew that was given up, from the first try on; raises NotFound, NotFailed."""
    task = db.session.get(OutboxTask, task_id, with_for_update=True, populate_existing=True)
    if task is None:
        raise NotFound(gettext("Deze taak is er niet."))
    if task.state != "failed":
        raise NotFailed(gettext("Dit wordt al opnieuw geprobeerd."))
    task.state, task.tries, task.due_at, task.trouble = "waiting", 0, clock.now(), None
    audit.record(audit.subject_of(task), "tried_again")
    db.session.flush()


def work(limit: int | None = None) -> int:
    """Carry out what is due, each task in its own transaction, and return how many were taken up."""
    taken = 0
    while limit is None or taken < limit:
        task = _lease()
        if task is None:
            break
        taken += 1
        _carry_out(*task)
    return taken


def serve(stop: Callable[[], bool], rest: float = 0.5) -> None:
    """Carry out tasks as they come, until told to stop; an empty outbox is looked at twice a second.

    A full disk or a database that starts anew is waited for: who watches the worker would stop the house with it.
    """
    while not stop():
        try:
            if not work(limit=1):
                time.sleep(rest)
        except DBAPIError as trouble:
            db.session.rollback()
            _log.warning("outbox waits for the database", trouble=type(trouble.orig).__name__)
            time.sleep(10 * rest)


def _lease() -> tuple[int, str, dict[str, Any], int] | None:
    now = clock.now()
    free = (OutboxTask.leased_until.is_(None)) | (OutboxTask.leased_until < now)
    due = (OutboxTask.state == "waiting", OutboxTask.due_at <= now, free)
    first = (
        select(OutboxTask.id).where(*due).order_by(OutboxTask.priority, OutboxTask.due_at, OutboxTask.id).limit(1)
    )
    if db.session.scalar(first) is None:  # a look without the writer's lock would be a second way; this is cheap
        db.session.rollback()
        return None
    row = db.session.execute(
        update(OutboxTask)
        .where(OutboxTask.id == first.with_for_update(skip_locked=True).scalar_subquery(), *due)
        .values(leased_until=now + LEASE, tries=OutboxTask.tries + 1)
        .returning(OutboxTask.id, OutboxTask.kind, OutboxTask.payload, OutboxTask.tries)
        .execution_options(synchronize_session=False)
    ).first()
    db.session.commit()
    return (row.id, row.kind, json.loads(row.payload), row.tries) if row else None


def _carry_out(task_id: int, kind: str, payload: dict[str, Any], tries: int) -> None:
    try:
        with audit.actor("worker"):
            _handlers[kind](payload)
            _mark(task_id, state="done", done_at=clock.now(), leased_until=None, trouble=None)
            db.session.commit()
    except Exception as trouble:
        db.session.rollback()
        # The kind of trouble only: a message may hold somebody's name or address.
        _log.warning("outbox task failed", task=task_id, kind=kind, tries=tries, trouble=type(trouble).__name__)
        _mark(
            task_id,
            state="failed" if tries >= TRIES else "waiting",
            due_at=clock.now() + min(timedelta(seconds=2**tries), LONGEST_WAIT),
            leased_until=None,
            trouble=type(trouble).__name__,
        )
        db.session.commit()


def _mark(task_id: int, **values: Any) -> None:
    db.session.execute(
        update(OutboxTask)
        .where(OutboxTask.id == task_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
