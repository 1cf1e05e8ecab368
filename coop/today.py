"""What needs somebody today: each floor offers its counted tasks and its pictures, and a person sees their own.

A module offers `tasks`, a list of Task, and `panels`, a list of Panel; see `coop.floors`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from coop import floors
from coop.money import Money
from coop.permission import Permission, may


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much there is to do, what it comes to where that says more, and what the address of its page needs."""

    number: int
    amount: Money | None = None
    address: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """Work that may wait: who may do it, the page where it is done, how it is counted and said.

    `count` is quick, in a few statements however much waits, for the page asks every task each time it is opened.
    `words` says what waits, without the number, which stands before it.
    """

    endpoint: str
    permission: Permission
    count: Callable[[], Waiting]
    words: Callable[[int], str]
    place: int = 50


@dataclass(frozen=True, slots=True)
class Panel:
    """A picture of how things stand, for who may see it: its template and what that shows; None leaves it out."""

    template: str
    permission: Permission
    load: Callable[[], dict[str, Any] | None]
    place: int = 50
    css: str = ""


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task of which something waits."""

    task: Task
    waiting: Waiting

    @property
    def words(self) -> str:
        """What waits."""
        return self.task.words(self.waiting.number)


def to_do() -> list[ToDo]:
    """What waits for the current person, the most pressing first."""
    asked = [(task, task.count()) for task in _tasks() if may(task.permission)]
    return [ToDo(task, waiting) for task, waiting in asked if waiting.number]


def pictures() -> list[tuple[Panel, dict[str, Any]]]:
    """The panels of the current person, each with what it shows."""
    loaded = [(panel, panel.load()) for panel in _panels() if may(panel.permission)]
    return [(panel, values) for panel, values in loaded if values is not None]


@cache
def _tasks() -> tuple[Task, ...]:
    return tuple(sorted(chain(*floors.found("tasks", list)), key=lambda task: task.place))


@cache
def _panels() -> tuple[Panel, ...]:
    return tuple(sorted(chain(*floors.found("panels", list)), key=lambda panel: panel.place))
