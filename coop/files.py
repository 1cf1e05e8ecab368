"""Files that are kept: by the hash of their content, in the database, so that they commit with the facts."""

import hashlib
from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, String, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock
from coop.database import Model, db, insert_unless_there


class StoredFile(Model):
    """A file as it was made; its SHA-256 is its name, so the same content is kept once."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size >= 0", name="size"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    kept_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def keep(content: bytes, name: str, content_type: str) -> StoredFile:
    """Keep a file and return its row; the same bytes twice are one row."""
    sha256 = hashlib.sha256(content).hexdigest()
    stored = db.session.get(StoredFile, sha256)
    if stored is None:
        insert_unless_there(
            StoredFile,
            sha256=sha256,
            name=name[:200],
            content_type=content_type,
            size=len(content),
            kept_at=clock.now(),
            content=content,
        )
        stored = db.session.get_one(StoredFile, sha256)
    return stored


def get(sha256: str) -> StoredFile | None:
    """The file with this hash, if it is kept."""
    return db.session.get(StoredFile, sha256)


def forget(sha256: str) -> None:
    """Remove a file for good, unless another fact still leans on the same content."""
    try:
        with db.session.begin_nested():
            db.session.execute(delete(StoredFile).where(StoredFile.sha256 == sha256))
    except IntegrityError:
        return
