"""Every list can be taken along: each floor offers its lists as reports, to be saved as CSV or as a workbook.

A module offers `exports`, a list of Export; see `coop.floors`. The links stand under the list by themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from coop import floors
from coop.report import Report

KINDS = ("csv", "xlsx")
PAGING = frozenset({"before", "below", "after", "voor"})
"""What an address says of the page at hand: a file holds all pages."""

Asked = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Export:
    """A list as a file: the page it stands on, the name of the file, and its rows.

    `report` gets what the address of the page says, filters and all, and reads it as the page does. Who may open
    the page may save the list. `label` tells several lists of one page apart.
    """

    endpoint: str
    name: str
    report: Callable[[Asked], Report]
    label: object = ""


def of_page(endpoint: str | None) -> list[Export]:
    """The lists on a page."""
    return [export for export in by_name().values() if export.endpoint == endpoint]


@cache
def by_name() -> dict[str, Export]:
    """Every list of the house by the name of its file."""
    return {export.name: export for export in chain(*floors.found("exports", list))}


def text(asked: Asked, *names: str, longest: int = 80) -> str:
    """What the address says under the first of these names that is there, safe to look for."""
    return next((str(asked[name]).replace("\0", "").strip()[:longest] for name in names if asked.get(name)), "")


def whole(asked: Asked, name: str) -> int | None:
    """The whole number in the address, None when it is none."""
    said = str(asked.get(name, ""))
    return int(said) if said.isdecimal() and len(said) < 10 else None


def day(asked: Asked, name: str) -> date | None:
    """The day in the address, None when it is none."""
    try:
        return date.fromisoformat(str(asked.get(name, "")))
    except ValueError:
        return None
