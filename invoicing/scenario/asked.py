"""What a page asks: each lever has a slider and a typed value, and both work without a script.

A form sends both, and what stood there before (`was`). What was typed counts where it was changed, otherwise the
slider where that was moved. The address that then opens the answer holds only what is otherwise than today.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from invoicing.scenario.changes import Changes, read, write

SLIDER, WAS = "_s", "was"
SPAN = 50
"""A slider goes so many per cents down and up; what is more is typed."""


def sliders_sent(asked: Mapping[str, str]) -> bool:
    """Whether this is a form that was sent, and not yet the address of an answer."""
    return WAS in asked or any(name.endswith(SLIDER) for name in asked)


def settled(asked: Mapping[str, str]) -> dict[str, str]:
    """The words of the form, each lever's slider and typed value made one."""
    was = dict(parse_qsl(asked.get(WAS, "")))
    said = {name: text for name, text in asked.items() if name != WAS and not name.endswith(SLIDER)}
    for name, moved in asked.items():
        lever = name.removesuffix(SLIDER)
        if name != lever:
            before = was.get(lever, "")
            typed = said.get(lever, "").strip() or "0"
            if typed == (before or "0") and moved != slider(before):
                said[lever] = moved
    return said


def query(changes: Changes) -> str:
    """The address of an answer: what is otherwise, and nothing else."""
    return urlencode(write(changes))


def from_query(said: str) -> Changes:
    """The changes of such an address; raises WrongChange."""
    return read(dict(parse_qsl(said)))


def slider(text: str) -> str:
    """Where the slider of a typed value stands, in whole per cents; in the middle where it is not to be read."""
    plain = text.replace(",", ".").strip() or "0"
    try:
        value = round(float(plain))
    except (ValueError, OverflowError):
        value = 0
    return str(min(SPAN, max(-SPAN, value)))
