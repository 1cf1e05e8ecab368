"""The demo in this room: the members chose by what the overhead is shared."""

from datetime import date
from random import Random

from invoicing.revenue_model.choice import choose
from invoicing.revenue_model.overhead import KEY_NAMES, Key


def settle(_random: Random) -> None:
    """Share by hours from the first day on."""
    choose(Key.HOURS, 15, "Elk uur werk gebruikt de werkplaats en het gereedschap even veel.")


def live(_random: Random, _month: date, _until: date) -> None:
    """Nothing more is chosen."""


def summary() -> dict[str, object]:
    """How it is shared."""
    return {"overhead verdeeld": str(KEY_NAMES[Key.HOURS])}
