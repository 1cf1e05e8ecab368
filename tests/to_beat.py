"""The numbers that the mission asks to beat, and how far we are: one table at the end of a run."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest


class Reached(NamedTuple):
    """One row of the table: what somebody does, each number it may come to at most, and what it came to."""

    what: str
    at_most: dict[str, float]
    got: dict[str, float]

    @property
    def missed(self) -> list[str]:
        """The numbers that are not reached, in words; empty when all is well."""
        return [
            f"{unit}: {self.got[unit]:g}, at most {most:g}"
            for unit, most in self.at_most.items()
            if self.got[unit] > most
        ]


_reached: list[Reached] = []


def beat(what: str, at_most: Mapping[str, float], got: Mapping[str, float]) -> None:
    """Keep what was reached for the table; raises AssertionError where it is more than it may be.

    The units are the keys: `beat("first order", {"seconds": 45, "fields": 5}, {"seconds": 31.4, "fields": 4})`.
    """
    row = Reached(what, dict(at_most), dict(got))
    _reached.append(row)
    assert not row.missed, f"{what}: {'; '.join(row.missed)}"


def hand_over(config: pytest.Config) -> None:
    """Let a process of pytest-xdist tell the one that reports what it reached."""
    if hasattr(config, "workeroutput"):
        config.workeroutput["to beat"] = [list(row) for row in _reached]


def take_over(told: Mapping[str, Any]) -> None:
    """Keep what a process of pytest-xdist reached."""
    _reached.extend(Reached(*row) for row in told.get("to beat", ()))


def tell_what_was_reached(reporter: Any) -> None:
    """Say at the end of a run which numbers were to be beaten, and what was reached."""
    if not _reached:
        return
    rows = [("", "to beat", "reached", "")]
    for row in sorted(_reached, key=lambda row: row.what):
        rest = {unit: number for unit, number in row.got.items() if unit not in row.at_most}
        reached = {unit: row.got[unit] for unit in row.at_most}
        rows.append((row.what, _said(row.at_most), _said(reached), _said(rest)))
    wide = [max(len(row[column]) for row in rows) for column in range(3)]
    reporter.section("NUMBERS TO BEAT", bold=True)
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row, wide, strict=False)]
        reporter.line("   ".join([*padded, f"({row[3]})" if row[3] else ""]).rstrip())


def _said(numbers: Mapping[str, float]) -> str:
    return ", ".join(f"{number:g} {unit}" for unit, number in numbers.items())
