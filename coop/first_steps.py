"""The first steps of a new wijk, until its first order: each floor offers its own and tells whether it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from flask_babel import lazy_gettext

from coop import floors, opening_hours, wijk
from coop.permission import Permission


@dataclass(frozen=True)
class FirstStep:
    """Something to do once: its (lazily translated) name, why, where, and how it is known to be done."""

    label: object
    why: object
    endpoint: str
    permission: Permission
    is_done: Callable[[], bool]
    place: int
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the address of the endpoint asks for."""


def steps() -> tuple[FirstStep, ...]:
    """Every step, in the order in which they are best taken."""
    return _all()


def are_over() -> bool:
    """Whether the last step was taken: from then on the house leads its own life."""
    return _all()[-1].is_done()


@cache
def _all() -> tuple[FirstStep, ...]:
    return tuple(sorted(chain(*floors.found("first_steps", list)), key=lambda step: step.place))


def _has_address() -> bool:
    house = wijk.current()
    return bool(house.street and house.postcode and house.phone)


def _has_numbers() -> bool:
    house = wijk.current()
    return bool(house.iban and house.kvk)


def _has_hours() -> bool:
    return bool(opening_hours.week())


first_steps = [
    FirstStep(
        lazy_gettext("Vertel wie jullie zijn"),
        lazy_gettext("Naam, adres en telefoon. Zo weten bewoners bij wie ze bestellen."),
        "settings.show",
        Permission.SETTINGS_EDIT,
        _has_address,
        10,
        {"name": "naam"},
    ),
    FirstStep(
        lazy_gettext("Vul de nummers in"),
        lazy_gettext("KvK, btw en rekeningnummer. Zonder deze nummers kan er geen factuur uit."),
        "settings.show",
        Permission.SETTINGS_EDIT,
        _has_numbers,
        20,
        {"name": "nummers"},
    ),
    FirstStep(
        lazy_gettext("Zeg wanneer jullie er zijn"),
        lazy_gettext("De dagen waarop mensen kunnen bellen of langskomen."),
        "opening_hours.show",
        Permission.SETTINGS_EDIT,
        _has_hours,
        30,
    ),
]
