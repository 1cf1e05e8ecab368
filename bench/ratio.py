"""Ratios: what is compared runs in turn, and the middle of all turns stands beside its goal."""

import statistics
import time
from collections.abc import Callable, Mapping

Work = Callable[[], object]
Clock = Callable[[], float]

WALL: Clock = time.perf_counter
"""Where a disk or a process beside this one has its part."""
PROCESSOR: Clock = time.process_time
"""Where this process does all the work: what else the machine does weighs less."""


def in_turn(
    works: Mapping[str, Work], turns: int = 40, seconds: float = 60, clock: Clock = WALL
) -> dict[str, list[float]]:
    """What each piece of work took in every turn, after one turn to warm up; no new turn after so many seconds."""
    took: dict[str, list[float]] = {name: [] for name in works}
    until = time.monotonic() + seconds
    for turn in range(turns + 1):
        for name, work in works.items():
            begin = clock()
            work()
            if turn:
                took[name].append(clock() - begin)
        if turn and time.monotonic() > until:
            break
    return took


def ratio(upper: list[float], lower: list[float]) -> float:
    """The middle of what each turn says: a moment in which the machine was busy weighs on both."""
    return statistics.median(a / b for a, b in zip(upper, lower, strict=True))


def tell(what: str, found: float, most: float | None = None, least: float | None = None) -> None:
    """Print a ratio, the goal it is held to and whether it is met."""
    goal = ""
    if most is not None:
        goal = f"goal ≤ {most:<4}  {'met' if found <= most else 'not met'}"
    elif least is not None:
        goal = f"goal ≥ {least:<4}  {'met' if found >= least else 'not met'}"
    print(f"{what:<78}{found:7.2f}  {goal}".rstrip(), flush=True)
