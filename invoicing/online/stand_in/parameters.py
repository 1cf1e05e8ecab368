"""Parameters of a call: unfolded from the form they travel in, refused where the SDK's types know them not."""

import re
import sys
from collections.abc import Mapping
from typing import Any

from invoicing.online.stand_in.refused import Refused

_PART = re.compile(r"\[([^\]]*)\]")


def unfolded(pairs: Mapping[str, str]) -> dict[str, Any]:
    """`a[0][b]=1` as `{"a": {"0": {"b": "1"}}}`: lists stay keyed by their place, which is all that is needed."""
    tree: dict[str, Any] = {}
    for name, value in pairs.items():
        head = name.partition("[")[0]
        path = [head, *_PART.findall(name[len(head) :])]
        here = tree
        for part in path[:-1]:
            here = here.setdefault(part, {})
            if not isinstance(here, dict):
                raise Refused(400, f"Invalid object: {name}", param=name)
        here[path[-1]] = value
    return tree


def check(tree: Mapping[str, Any], kind: type, within: str = "") -> None:
    """Raise Refused for a parameter that the type of the SDK does not have, at any depth."""
    from stripe import RequestOptions

    known = kind.__annotations__
    for name, value in tree.items():
        path = f"{within}[{name}]" if within else name
        if name not in known or (not within and name in RequestOptions.__annotations__):
            raise Refused(400, f"Received unknown parameter: {path}", code="parameter_unknown", param=path)
        if isinstance(value, dict):
            _check_inside(value, _below(known[name], kind), path)


def _check_inside(value: dict[str, Any], kind: type | None, path: str) -> None:
    if kind is None:
        return  # free words, as metadata
    is_list = all(key.isdigit() for key in value)
    for here, part in (
        [(f"{path}[{place}]", part) for place, part in value.items()] if is_list else [(path, value)]
    ):
        if isinstance(part, dict):
            check(part, kind, here)


def _below(hint: Any, kind: type) -> type | None:
    # Read from the words of the hint: to resolve all of it needs names that the SDK has only for its type checker.
    there = vars(sys.modules[kind.__module__])
    found = (there.get(word) for word in re.findall(r"\w+", str(hint)))
    return next((one for one in found if isinstance(one, type) and hasattr(one, "__required_keys__")), None)
