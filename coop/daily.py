"""The daily round: what the house does by itself once a day, as a task of the worker."""

from datetime import date
from typing import Any

from coop import outbox
from coop.events import Event

ROUND = "daily_round"

new_day: Event[date] = Event("coop.new_day")
"""Told for each day, after midnight and when a worker starts; what listens must be repeatable."""


def begin(day: date) -> None:
    """Ask for the round of a day. It is a task, so that a round that fails is tried again."""
    outbox.put(ROUND, {"day": day.isoformat()}, priority=1)


@outbox.handler(ROUND)
def _go_round(payload: dict[str, Any]) -> None:
    new_day.tell(date.fromisoformat(payload["day"]))
