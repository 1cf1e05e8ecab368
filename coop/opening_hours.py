"""When somebody is there: on which days of the week one can call or walk in, and from when until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from flask_babel import gettext
from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock
from coop.database import Model, db
from coop.errors import Refusal

WEEK = range(7)
"""Monday is 0, as in Python."""


class NoOpening(Refusal):
    """Who opens closes later on the same day; a day has both times, or neither when it stays closed."""


class OpeningHours(Model):
    """One day of the week on which we are there; the other days have no row."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("closes > opens", name="closes_later"),
    )

    weekday: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opens: Mapped[time]
    closes: Mapped[time]


@dataclass(frozen=True)
class Stretch:
    """Days in a row, first and last, that open and close at the same times."""

    first: int
    last: int
    opens: time
    closes: time


def week() -> dict[int, OpeningHours]:
    """The days on which we are there, by weekday."""
    rows = db.session.scalars(select(OpeningHours).order_by(OpeningHours.weekday))
    return {row.weekday: row for row in rows}


def stretches() -> list[Stretch]:
    """The same days as people say them: Monday to Wednesday from nine to twelve."""
    said: list[Stretch] = []
    for day in week().values():
        last = said[-1] if said else None
        if last and (last.last + 1, last.opens, last.closes) == (day.weekday, day.opens, day.closes):
            said[-1] = Stretch(last.first, day.weekday, day.opens, day.closes)
        else:
            said.append(Stretch(day.weekday, day.weekday, day.opens, day.closes))
    return said


def is_open(moment: datetime | None = None) -> bool:
    """Whether somebody is there at this moment, now when none is given."""
    here = clock.local(moment or clock.now())
    today = db.session.get(OpeningHours, here.weekday())
    return today is not None and today.opens <= here.time() < today.closes


def change(hours: Mapping[int, tuple[time | None, time | None]]) -> None:
    """Take other hours for the whole week, (None, None) for a day on which nobody is there; raises NoOpening."""
    now = week()
    for weekday in WEEK:
        opens, closes = hours.get(weekday, (None, None))
        if (opens is None) != (closes is None):
            sentence = gettext("Vul in van wanneer tot wanneer, of laat allebei leeg als er niemand is.")
            raise NoOpening(sentence, f"opens_{weekday}")
        if opens is not None and closes is not None and closes <= opens:
            raise NoOpening(gettext("Het einde komt na het begin."), f"closes_{weekday}")
        _set(weekday, now.get(weekday), opens, closes)
    db.session.flush()


def _set(weekday: int, row: OpeningHours | None, opens: time | None, closes: time | None) -> None:
    was = f"{row.opens:%H:%M}-{row.closes:%H:%M}" if row else None
    now = f"{opens:%H:%M}-{closes:%H:%M}" if opens and closes else None
    if was == now:
        return
    audit.record(f"opening_hours:{weekday}", "opening_hours", was, now)
    if opens is None or closes is None:
        db.session.delete(row)
    elif row is None:
        db.session.add(OpeningHours(weekday=weekday, opens=opens, closes=closes))
    else:
        row.opens, row.closes = opens, closes
