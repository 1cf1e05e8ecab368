"""One search over the whole house: each floor offers its finders, and a person finds what they may see.

A module offers `finders`, a list of Finder; see `coop.floors`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import Any

from coop import floors
from coop.money import Money, NotAnAmount
from coop.permission import Permission, may

SHORTEST = 2
LONGEST = 80
MOST_WORDS = 8
SHOWN = 6
"""So many of a kind are shown; where there are more, the list of that kind has them all."""

_PHONE = re.compile(r"[+(]?\d[\d\s().\-/]{4,}")


@dataclass(frozen=True)
class Asked:
    """What was typed, and everything it may be: words, an amount, the digits of a phone number."""

    text: str

    @classmethod
    def of(cls, typed: str) -> "Asked":
        """Take it as typed, without what no text in the database holds."""
        return cls(" ".join(typed.replace("\0", " ").split())[:LONGEST])

    @property
    def is_too_short(self) -> bool:
        """Whether it would find nearly everything."""
        return len(self.text) < SHORTEST

    @cached_property
    def words(self) -> Sequence[str]:
        """What must all occur."""
        return self.text.split()[:MOST_WORDS]

    @cached_property
    def amount(self) -> Money | None:
        """The amount it may be, never below zero: whoever looks for it does not know which way it went."""
        try:
            return abs(Money.parse(self.text))
        except NotAnAmount:
            return None

    @cached_property
    def phone(self) -> str:
        """The digits of a number as they are kept behind the code of the country, empty when it is none.

        050 555 01 42, (050) 5550142, +31 50 555 0142 and 0031505550142 are the same one.
        """
        if not _PHONE.fullmatch(self.text):
            return ""
        digits = re.sub(r"\D", "", self.text)
        for code in ("0031", "31", "0"):
            if digits.startswith(code):
                return digits.removeprefix(code)
        return digits


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is called, what tells it from others, and the page where it is."""

    title: str
    detail: str
    endpoint: str
    address: dict[str, Any]
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds things of one kind in one statement, at most so many, for who may see them.

    `all_of` names the list where all of them are, with how it is asked for these words.
    """

    label: object
    permission: Permission
    find: Callable[[Asked, int], Sequence[Hit]]
    place: int = 50
    all_of: Callable[[Asked], tuple[str, dict[str, Any]]] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits of a kind; `all_of` is where the others are, None when these are all."""

    label: str
    hits: Sequence[Hit]
    all_of: tuple[str, dict[str, Any]] | None = field(default=None)
    more: bool = False


def found(asked: Asked) -> list[Found]:
    """Everything the current person may see that was asked for, by kind."""
    return [
        Found(
            str(finder.label),
            hits[:SHOWN],
            finder.all_of(asked) if finder.all_of and len(hits) > SHOWN else None,
            len(hits) > SHOWN,
        )
        for finder in _finders()
        if may(finder.permission) and (hits := finder.find(asked, SHOWN + 1))
    ]


@cache
def _finders() -> tuple[Finder, ...]:
    return tuple(sorted(chain(*floors.found("finders", list)), key=lambda finder: finder.place))
