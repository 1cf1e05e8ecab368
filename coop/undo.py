"""Undoing for a moment after the act, where undoing is honest: nothing followed that somebody could have seen.

What is offered: taking a member off a job or putting them on it, moving a job, letting a member off this year's
contribution, ending a pause of reminders, forgetting what the bank taught us, and removing a saved selection or a
scenario. What is not: approving hours (their cost is booked at once), answering an order or cancelling a visit
(somebody is told), anything that was posted or sent. That is put right by its own reversal, which leaves its
trace.

The means to undo travel in the page, signed, and hold for a short time and for who did it. A module offers
`undoings`, a dict of how each act is put back, by its name; see `coop.floors`.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from flask import current_app
from flask_babel import gettext
from itsdangerous import BadSignature, URLSafeSerializer

from coop import audit, clock, floors
from coop.errors import Stale
from coop.permission import Permission

SHOWN = 10
"""Seconds the button is there."""
ACCEPTED = timedelta(seconds=20)
"""So long it works: who presses at the last moment on a slow line was in time."""


class TooLate(Stale):
    """Undoing is for at once; afterwards things may have been built on it."""


class Undoing:
    """How an act is put back: who may, and the verb; it raises Stale or Refusal when something followed."""

    def __init__(self, permission: Permission, verb: Callable[..., None]) -> None:
        """Take the permission of the act itself."""
        self.permission, self.verb = permission, verb


def means(act: str, back: str, **facts: Any) -> str:
    """What a page carries to undo an act that was just done; `back` is where it leads to."""
    at = int(clock.now().timestamp())
    return _signer().dumps({"act": act, "facts": facts, "by": audit.who(), "at": at, "back": back})


def read(token: str) -> tuple[Undoing, dict[str, Any], str]:
    """How, on what, and where it leads to; raises TooLate for what who acts cannot undo, or no longer."""
    try:
        said = _signer().loads(token)
    except BadSignature as forged:
        raise _too_late() from forged
    age = clock.now().timestamp() - said["at"]
    if said["by"] != audit.who() or age > ACCEPTED.total_seconds():
        raise _too_late()
    return known()[said["act"]], said["facts"], said["back"]


@cache
def known() -> dict[str, Undoing]:
    """Every act that can be undone, by its name."""
    return {act: undoing for offered in floors.found("undoings", dict) for act, undoing in offered.items()}


def _too_late() -> TooLate:
    return TooLate(gettext("Ongedaan maken kan alleen meteen. Zet het nu op de gewone manier terug."))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="undo")
