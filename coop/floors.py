"""The one list of floors: it orders what is registered and guards the direction of imports."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import TypeVar

Thing = TypeVar("Thing")

FLOORS = ("coop", "coop.ledger", "members", "orders", "invoicing")
"""The packages from the bottom to the top; a module imports its own floor or a lower one."""

ROOF = ("coop.app", "coop.cli", "coop.wsgi")
"""The modules above all floors, which nothing imports but the tests and the server."""

LATE = ("coop.paper.press",)
"""What takes long to load and offers nothing to be found here: it is imported where it is used, inside a function.

WeasyPrint is a third of what the house takes to start, and most commands and pages never print.
"""


@cache
def modules() -> tuple[ModuleType, ...]:
    """Import every module but the late ones, bottom first, so that tables, handlers and pages are known."""
    return tuple(_modules())


def found(attribute: str, kind: type[Thing]) -> Iterator[Thing]:
    """Everything of a kind that a module of the house offers under an agreed name."""
    for module in modules():
        thing = getattr(module, attribute, None)
        if isinstance(thing, kind):
            yield thing


def _modules() -> Iterator[ModuleType]:
    for floor in FLOORS:
        package = importlib.import_module(floor)
        yield package
        for name in _names_below(package, floor):
            yield importlib.import_module(name)


def _names_below(package: ModuleType, floor: str) -> list[str]:
    others = {name for name in (*FLOORS, *ROOF, *LATE) if name.startswith(f"{floor}.")}
    walked = pkgutil.walk_packages(package.__path__, f"{floor}.")
    return sorted(
        found.name
        for found in walked
        if not any(found.name == other or found.name.startswith(f"{other}.") for other in others)
    )
