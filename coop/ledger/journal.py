"""A journal: a row of transactions with its own numbers without gaps and its own chain of hashes."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db
from coop.errors import NotFound

SALES = "VK"
PURCHASES = "IK"
BANK = "BK"
CASH = "KA"
MEMORIAL = "ME"


class NoSuchJournal(NotFound):
    """The journals are fixed."""


class Journal(Model):
    """A book of one kind of facts; the database alone moves its last number and hash."""

    __tablename__ = "ledger_journal"
    __table_args__ = (CheckConstraint("id BETWEEN 1 AND 9", name="id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """One digit: it is the last digit of the key of the journal's transactions."""
    code: Mapped[str] = mapped_column(String(2), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    last_number: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str] = mapped_column(String(64), default="")


def journals() -> Sequence[Journal]:
    """The journals in their fixed order."""
    return db.session.scalars(select(Journal).order_by(Journal.id)).all()


def journal(code: str) -> Journal:
    """The journal with this code; raises NoSuchJournal."""
    found = db.session.scalar(select(Journal).where(Journal.code == code))
    if found is None:
        raise NoSuchJournal(gettext("Dit dagboek is er niet."))
    return found
