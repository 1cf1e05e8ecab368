"""The kinds of debt that are paid out, by the word their names begin with."""

from collections.abc import Iterator, Sequence
from typing import cast

from invoicing.paying_out import allowances, claims, grants, purchases, refunds
from invoicing.paying_out.due import Kind

KINDS: dict[str, Kind] = {
    "purchase": cast(Kind, purchases),
    "invoice": cast(Kind, refunds),
    "claim": cast(Kind, claims),
    "allowance": cast(Kind, allowances),
    "grant": cast(Kind, grants),
}


def of(about: str) -> Kind:
    """The kind of a debt by its name, or of a booking's debt."""
    return KINDS[about.partition(":")[0]]


def by_kind(names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The names a kind at a time, always in the same order, so that two who hold them wait and do not clash."""
    for word in KINDS:
        mine = [name for name in names if name.partition(":")[0] == word]
        if mine:
            yield word, mine
