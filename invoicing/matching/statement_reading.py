"""Reading large bank files in the background: file by file, then matching; whoever comes back sees how far it is.

A year of a busy account takes longer to read and match than somebody waits for a page. Each file is one
transaction and the same file twice adds nothing, so a worker that is killed goes on where it was.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock, files, outbox
from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.files import StoredFile
from invoicing.bank import importing
from invoicing.bank.importing import Outcome
from invoicing.matching import running

READ = "bank.read"
"""The outbox task that goes on with one."""

SMALL = 200_000
"""Bytes: so much, some five hundred lines, is read while one waits."""


class StatementReading(Model):
    """Files to read, how many of them were, and how it went."""

    __tablename__ = "statement_reading"
    __table_args__ = (CheckConstraint("read >= 0", name="read"),)

    id: Mapped[int] = pk()
    begun_at: Mapped[datetime]
    begun_by: Mapped[str] = mapped_column(String(60))
    read: Mapped[int] = mapped_column(default=0)
    outcomes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Of each file, and of each within a zip, in the words for the treasurer."""
    booked: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]

    files: Mapped[list["ReadFile"]] = relationship(order_by="ReadFile.position")

    @property
    def steps(self) -> int:
        """How many steps it takes: a file each, and the matching."""
        return len(self.files) + 1

    @property
    def steps_done(self) -> int:
        """How many of them are over."""
        return self.read + (self.done_at is not None)


class ReadFile(Model):
    """One of the files, kept as it came from the bank."""

    __tablename__ = "statement_reading_file"

    reading_id: Mapped[int] = mapped_column(ForeignKey("statement_reading.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))

    stored: Mapped[StoredFile] = relationship()


def begin(given: Sequence[tuple[str, bytes]]) -> StatementReading:
    """Have these files read, each by its name and content."""
    kept = [(name[:200], files.keep(content, name, "application/octet-stream").sha256) for name, content in given]
    made = StatementReading(
        begun_at=clock.now(),
        begun_by=audit.who(),
        files=[ReadFile(position=place, name=name, sha256=sha) for place, (name, sha) in enumerate(kept, 1)],
    )
    db.session.add(made)
    db.session.flush()
    outbox.put(READ, {"reading": made.id}, key=f"{READ}:{made.id}", priority=2)
    return made


def find(reading_id: int) -> StatementReading:
    """The reading with this number; raises NotFound."""
    found = db.session.get(StatementReading, reading_id)
    if found is None:
        raise NotFound(gettext("Deze bestanden zijn er niet."))
    return found


@outbox.handler(READ)
def go_on(payload: dict[str, Any]) -> None:
    """Read what was not read yet, each file in a transaction of its own, and match at the end."""
    reading = db.session.get(StatementReading, payload["reading"])
    if reading is None or reading.done_at is not None:
        return
    with audit.actor(reading.begun_by):
        for file in reading.files[reading.read :]:
            outcomes = importing.take_in(file.name, io.BytesIO(file.stored.content))
            reading.outcomes = [*reading.outcomes, *map(_as_told, outcomes)]
            reading.read += 1
            db.session.commit()
        ran = running.run()
        reading.booked, reading.waiting, reading.done_at = ran.booked, ran.waiting, clock.now()
        db.session.flush()


def _as_told(outcome: Outcome) -> dict[str, Any]:
    facts = {name: getattr(outcome, name) for name in ("name", "statements", "new", "known", "unread")}
    return {**facts, "sentences": list(outcome.sentences)}
