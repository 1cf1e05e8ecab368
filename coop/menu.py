"""The menu: each room offers its doors beside its pages; a person sees those that open, by what one comes for."""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import chain, groupby

from flask import request, url_for
from flask_babel import lazy_gettext

from coop import floors
from coop.permission import Permission, may

FEW = 5
"""So many doors need no groups: a member's own pages fit on one line of a phone."""


class Group(Enum):
    """What somebody comes for; the order here is the order in the menu."""

    FIRST = ""  # stands on top, without a heading
    OWN = lazy_gettext("Van mij")
    WORK = lazy_gettext("Werk")
    INCOMING = lazy_gettext("Geld in")
    OUTGOING = lazy_gettext("Geld uit")
    BANK = lazy_gettext("Bankzaken")
    BOOKS = lazy_gettext("Boeken")
    PEOPLE = lazy_gettext("Mensen")
    HOUSE = lazy_gettext("Huis")


_ORDER = {group: number for number, group in enumerate(Group)}


@dataclass(frozen=True)
class MenuItem:
    """A door: its (lazily translated) label, the endpoint behind it, who may go in, and its place in its group.

    `rooms` are other blueprints behind the same door; `key` is the letter that leads there after a `g`.
    """

    label: object
    endpoint: str
    permission: Permission
    place: int = 50
    rooms: tuple[str, ...] = ()
    group: Group = Group.HOUSE
    key: str = ""


@dataclass(frozen=True)
class Door:
    """A menu item as a page shows it."""

    label: str
    url: str
    current: bool
    group: Group
    key: str


@dataclass(frozen=True)
class Section:
    """The doors of one group; a group of one door needs no heading, and says what is behind it by itself."""

    label: str
    doors: list[Door]
    headed: bool

    @property
    def current(self) -> bool:
        """Whether the page at hand lies behind one of its doors."""
        return any(door.current for door in self.doors)


@dataclass(frozen=True)
class Menu:
    """All doors by group, and the few that a phone shows beside `more`."""

    sections: list[Section]
    short: list[Door]
    more: bool

    def __bool__(self) -> bool:
        """Whether any door opens at all."""
        return bool(self.sections)


def whole() -> Menu:
    """The menu of the current person on the page at hand."""
    open_to_me = doors()
    if len(open_to_me) <= FEW:
        return Menu([Section("", open_to_me, False)] if open_to_me else [], open_to_me, False)
    sections = [
        Section(str(group.value), members, group is not Group.FIRST and len(members) > 1)
        for group, members in (
            (group, list(found)) for group, found in groupby(open_to_me, lambda door: door.group)
        )
    ]
    return Menu(sections, _short(open_to_me), True)


def open_items() -> list[MenuItem]:
    """The items of the menu whose door opens for the current person."""
    return [item for item in _items() if may(item.permission)]


def doors() -> list[Door]:
    """The doors that open for the current person, in their fixed order."""
    return [
        Door(
            str(item.label),
            url_for(item.endpoint),
            (request.endpoint or "").split(".")[0] in (item.endpoint.split(".")[0], *item.rooms),
            item.group,
            item.key,
        )
        for item in open_items()
    ]


def _short(open_to_me: list[Door]) -> list[Door]:
    # Two beside `more` fit on the narrowest phone: the first door, and the one we are in or else the second.
    here = next((door for door in open_to_me[1:] if door.current), open_to_me[1])
    return [open_to_me[0], here]


@cache
def _items() -> tuple[MenuItem, ...]:
    return tuple(sorted(chain(*floors.found("menu", list)), key=lambda item: (_ORDER[item.group], item.place)))
