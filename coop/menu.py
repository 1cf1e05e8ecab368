"""The menu: each room offers its doors beside its pages, and a person sees those that open."""

from dataclasses import dataclass
from functools import cache
from itertools import chain

from flask import request, url_for

from coop import floors
from coop.permission import Permission, may


@dataclass(frozen=True)
class MenuItem:
    """A door: its (lazily translated) label, the endpoint behind it, who may go in, and its place in the row.

    `rooms` are other blueprints behind the same door.
    """

    label: object
    endpoint: str
    permission: Permission
    place: int = 50
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Door:
    """A menu item as a page shows it."""

    label: str
    url: str
    current: bool


def doors() -> list[Door]:
    """The doors that open for the current person, in their fixed order."""
    return [
        Door(
            str(item.label),
            url_for(item.endpoint),
            (request.endpoint or "").split(".")[0] in (item.endpoint.split(".")[0], *item.rooms),
        )
        for item in _items()
        if may(item.permission)
    ]


@cache
def _items() -> tuple[MenuItem, ...]:
    return tuple(sorted(chain(*floors.found("menu", list)), key=lambda item: item.place))
