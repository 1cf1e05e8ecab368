"""The pages on which a wijk is set up: each room offers its own, found together under one door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from coop import floors
from coop.permission import Permission, may


@dataclass(frozen=True)
class SettingsPage:
    """A page with settings: its (lazily translated) name, a sentence on what it is for, and who may change it."""

    label: object
    sentence: object
    icon: str
    endpoint: str
    permission: Permission
    place: int = 50
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the address of the endpoint asks for."""


def offered() -> list[SettingsPage]:
    """The pages that the current person may change, in their fixed order."""
    return [page for page in _all() if may(page.permission)]


@cache
def _all() -> tuple[SettingsPage, ...]:
    return tuple(sorted(chain(*floors.found("settings_pages", list)), key=lambda page: page.place))
