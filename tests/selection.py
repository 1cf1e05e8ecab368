"""Which tests a run leaves out, with the line at its end that says so, and which go first."""

from typing import Any

import pytest

_LEFT_OUT = pytest.StashKey[int]()


def leave_out_what_needs_no_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what never opens a database: it would say the same again as on SQLite."""
    if config.getoption("--database") != "postgresql":
        return
    idle = [item for item in items if "new_database" not in getattr(item, "fixturenames", ())]
    if idle:
        items[:] = [item for item in items if item not in set(idle)]
        config.hook.pytest_deselected(items=idle)
    config.stash[_LEFT_OUT] = len(idle)


def put_slow_ones_first(items: list[pytest.Item]) -> None:
    """Begin with what takes long: at the end of a run one process would work on it and the others wait."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def hand_over(config: pytest.Config) -> None:
    """Let a process of pytest-xdist tell the one that reports what it left out."""
    if hasattr(config, "workeroutput"):
        config.workeroutput["left out"] = config.stash.get(_LEFT_OUT, 0)


def take_over(config: pytest.Config, told: dict[str, Any]) -> None:
    """Keep what a process of pytest-xdist told; each of them left out the same."""
    config.stash[_LEFT_OUT] = told.get("left out", 0)


def tell_what_was_left_out(config: pytest.Config, reporter: Any) -> None:
    """Say at the end of a run how many tests were left out, and why."""
    if count := config.stash.get(_LEFT_OUT, 0):
        reporter.line(f"{count} tests left out: they ask for no database, and would say the same as on SQLite.")
