"""Throttling: how often may be tried per account, per address and in all, counted in a table.

A table and not a process's memory, because several processes serve; a count and not a lock-out, because
otherwise anybody could keep anybody out.
"""

from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import String, case, delete, update
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock
from coop.database import Model, db, insert_unless_there
from coop.errors import Refusal

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 8
PER_ADDRESS = 40
IN_ALL = 1000


class TooManyTries(Refusal):
    """Who tries too often waits."""


class Throttle(Model):
    """How often a key was counted since its window began; keys are hashes, not addresses."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    since: Mapped[datetime]
    count: Mapped[int]


def count_try(what: str, account: str, address: str) -> None:
    """Count a try at something by the hashed account and address; raises TooManyTries.

    Counted before the try is judged, so that many at once do not slip through together, and always in the
    order account, address, all, so that two never wait for each other.
    """
    limits = ((f"{what}:account:{account}", PER_ACCOUNT), (f"{what}:address:{address}", PER_ADDRESS))
    for key, limit in (*limits, (f"{what}:all", IN_ALL)):
        if _count(key) > limit:
            raise TooManyTries(gettext("Er is te vaak geprobeerd. Wacht een kwartier en probeer het dan weer."))


def forgive(what: str, account: str) -> None:
    """Begin an account's count anew, after it went well."""
    db.session.execute(delete(Throttle).where(Throttle.key == f"{what}:account:{account}"))


def forget_old() -> None:
    """Remove the counts whose window is over."""
    db.session.execute(delete(Throttle).where(Throttle.since <= clock.now() - WINDOW))


def _count(key: str) -> int:
    now = clock.now()
    over = Throttle.since <= now - WINDOW
    raise_it = (
        update(Throttle)
        .where(Throttle.key == key)
        .values(count=case((over, 1), else_=Throttle.count + 1), since=case((over, now), else_=Throttle.since))
        .returning(Throttle.count)
        .execution_options(synchronize_session=False)
    )
    count = db.session.scalar(raise_it)
    if count is None:
        insert_unless_there(Throttle, key=key, since=now, count=0)
        count = db.session.scalar(raise_it)
    return count or 0
