"""Closing the books: what lies before a closed day stays as it was reported."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import Refusal
from coop.period import DateRange


class AlreadyClosed(Refusal):
    """A closed period is never opened again: a mistake in it is put right in the period that is open."""


class StillRunning(Refusal):
    """Only whole months that are over can be closed."""


class Closing(Model):
    """The decision that everything dated before a day is final; it is never taken back."""

    __tablename__ = "ledger_closing"
    __table_args__ = (CheckConstraint("id > 0", name="id"),)

    id: Mapped[int] = pk()
    until: Mapped[date] = mapped_column(unique=True)
    """The first day that is still open."""
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(String(60))


def closed_until() -> date | None:
    """The first day that is still open, None while nothing was closed."""
    return db.session.scalar(select(func.max(Closing.until)))


def is_closed(stretch: DateRange) -> bool:
    """Whether nothing can be booked any more in a whole stretch; never of one without an end."""
    until = closed_until()
    return until is not None and stretch.end is not None and stretch.end <= until


def closings() -> Sequence[Closing]:
    """Every closing, the latest first."""
    return db.session.scalars(select(Closing).order_by(Closing.until.desc())).all()


def close(until: date) -> Closing:
    """Close everything before the first day of a month.

    Raises StillRunning when that month has not begun yet or it is no first of a month, AlreadyClosed when the
    books were closed up to there before.
    """
    if until.day != 1 or until > clock.today():
        raise StillRunning(gettext("Sluit alleen hele maanden die voorbij zijn."), field="until")
    so_far = closed_until()
    if so_far is not None and until <= so_far:
        raise AlreadyClosed(
            gettext("Deze periode is al gesloten. Zet een fout recht met een boeking van nu."), field="until"
        )
    closing = Closing(until=until, closed_at=clock.now(), closed_by=audit.who())
    db.session.add(closing)
    db.session.flush()
    audit.record("ledger", "closed_until", so_far, until)
    return closing
