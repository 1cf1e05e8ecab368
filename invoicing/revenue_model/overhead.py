"""Overhead: what belongs to no service, shared over the services by a key, every cent given away."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from flask_babel import lazy_gettext

from coop.money import Money
from invoicing.revenue_model.facts import NOTHING, Part


class Key(StrEnum):
    """By what the overhead is shared."""

    INCOME = "income"
    HOURS = "hours"
    JOBS = "jobs"
    COSTS = "costs"


KEY_NAMES: Mapping[Key, object] = {
    Key.INCOME: lazy_gettext("naar omzet"),
    Key.HOURS: lazy_gettext("naar uren"),
    Key.JOBS: lazy_gettext("naar aantal klussen"),
    Key.COSTS: lazy_gettext("naar eigen kosten"),
}
KEY_WORDS: Mapping[Key, object] = {
    Key.INCOME: lazy_gettext("Wie veel verdient, draagt veel. Een dienst met lage prijzen draagt weinig."),
    Key.HOURS: lazy_gettext("Elk uur werk draagt evenveel. Een dienst met veel uren draagt veel."),
    Key.JOBS: lazy_gettext("Elke klus draagt evenveel, of hij nu kort of lang duurt."),
    Key.COSTS: lazy_gettext("Elke euro eigen kosten draagt evenveel."),
}

WEIGHTS: Mapping[Key, Callable[[Part], int]] = {
    Key.INCOME: lambda part: part.turnover.cents,
    Key.HOURS: lambda part: part.minutes,
    Key.JOBS: lambda part: part.jobs,
    Key.COSTS: lambda part: part.costs.cents,
}


def shares(overhead: Money, services: Sequence[Part], key: str) -> list[Money]:
    """What each service carries; together all of it, to the cent.

    A service below zero carries nothing. Where no service has anything of the key, all carry the same.
    """
    if not services:
        return []
    weights = [max(0, WEIGHTS[Key(key)](part)) for part in services]
    return overhead.split(weights if any(weights) else [1] * len(weights))


def carried_by_none(overhead: Money, services: Sequence[Part]) -> Money:
    """The overhead that is left when there is no service to carry it."""
    return NOTHING if services else overhead
