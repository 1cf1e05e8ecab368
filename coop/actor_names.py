"""The names behind the audit trail and the ledger: they keep `login:3`, and a higher floor knows who that is."""

from collections.abc import Callable, Iterable

Names = Callable[[set[int]], dict[int, str]]

_known: dict[str, Names] = {}


def of(kind: str) -> Callable[[Names], Names]:
    """Register the function that knows the names of a kind of actors by their ids."""

    def register(function: Names) -> Names:
        _known[kind] = function
        return function

    return register


def names(actors: Iterable[str]) -> dict[str, str]:
    """The names of those actors that are somebody, in one statement a kind."""
    by_kind: dict[str, set[int]] = {}
    for actor in actors:
        kind, _, number = actor.partition(":")
        if kind in _known and number.isdigit():
            by_kind.setdefault(kind, set()).add(int(number))
    return {
        f"{kind}:{number}": name for kind, ids in by_kind.items() for number, name in _known[kind](ids).items()
    }
