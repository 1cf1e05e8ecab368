"""Doubts about a year: each floor tells what it would look at before the books of a year become final."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from coop.period import DateRange


@dataclass(frozen=True)
class YearDoubt:
    """Something to look at, in words, with the page where it is put right; what blocks must be first."""

    sentence: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    blocks: bool = False


Asker = Callable[[DateRange], Iterable[YearDoubt]]
"""Looks through what a floor knows of a year."""

_askers: list[Asker] = []


def asks(asker: Asker) -> Asker:
    """Register what a floor looks at; the checklist of a year asks every one."""
    _askers.append(asker)
    return asker


def doubts(year: DateRange) -> list[YearDoubt]:
    """Everything in doubt about a year, what blocks closing it first."""
    found = [doubt for asker in _askers for doubt in asker(year)]
    return sorted(found, key=lambda doubt: not doubt.blocks)
