"""`coop worker`: the process that carries out the outbox and the daily rounds."""

import signal
from collections.abc import Callable
from datetime import date
from types import FrameType

import click
import structlog
from sqlalchemy.exc import DBAPIError

from coop import clock, daily, outbox
from coop.database import db

_log = structlog.get_logger()


@click.command("worker")
@click.option("--once", is_flag=True, help="Doe wat er nu ligt en stop.")
def command(once: bool) -> None:
    """Voer uit wat klaarligt: mail, facturen, terugkerende klussen."""
    if once:
        _round(set())
        return
    stopping = _stop_on_signals()
    rounds: set[date] = set()

    def stop() -> bool:
        _begin_day(rounds)
        return stopping()

    outbox.serve(stop)


def _round(rounds: set[date]) -> None:
    _begin_day(rounds)
    outbox.work()


def _begin_day(rounds: set[date]) -> None:
    day = clock.today()
    if day in rounds:
        return
    try:
        daily.begin(day)
        db.session.commit()
    except DBAPIError as trouble:  # a full disk: the outbox waits for it as well
        db.session.rollback()
        _log.warning("the day waits for the database", trouble=type(trouble.orig).__name__)
    else:
        rounds.add(day)


def _stop_on_signals() -> Callable[[], bool]:
    told: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    signal.signal(signal.SIGTERM, note)
    signal.signal(signal.SIGINT, note)
    return lambda: bool(told)
