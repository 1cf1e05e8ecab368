"""The one clock of the house: UTC for what is kept, Europe/Amsterdam for what is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This moment, aware and in UTC."""
    return _set_to.get() or datetime.now(UTC)


def today() -> date:
    """The date on the calendar in the neighbourhood."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """A kept moment as the clock on the wall shows it."""
    return moment.astimezone(AMSTERDAM)


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Stop the clock at a moment (a bare date means nine in the morning); for tests and the demo."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(9), AMSTERDAM)
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
