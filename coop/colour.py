"""Colours as people choose them: `#1f5c48`, dark enough to read on white paper; on a dark screen made lighter."""

import re

from flask_babel import gettext

from coop.errors import Refusal

HOUSE = "#1f5c48"
READABLE = 4.5
"""The contrast that letters need on their background (WCAG 2.2, 1.4.3)."""
WHITE = "#ffffff"
NIGHT = "#1c1a17"
"""The paper of a dark screen, as `house.css` has it."""


_COLOUR = re.compile("#[0-9a-f]{6}")


class NotAColour(Refusal):
    """A colour is six figures of red, green and blue."""


class TooPale(Refusal):
    """What is printed in a colour must be readable."""


def readable(text: str) -> str:
    """Read a colour that letters on white can have; raises NotAColour, TooPale."""
    colour = text.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise NotAColour(gettext("Schrijf de kleur als #1f5c48."))
    if not is_readable(colour):
        raise TooPale(gettext("Deze kleur is te licht om op wit papier te lezen. Kies een donkerder kleur."))
    return colour


def is_readable(text: str) -> bool:
    """Whether it is a colour as it is kept, and letters on white can have it."""
    return bool(_COLOUR.fullmatch(text)) and contrast(text) >= READABLE


def contrast(colour: str, on: str = WHITE) -> float:
    """How far a colour stands out from another, from 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(colour), _luminance(on)))
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: str, percent: int) -> str:
    """So much of a colour in white, for a background."""
    return "#" + "".join(f"{255 - (255 - part) * percent // 100:02x}" for part in _parts(colour))


def shade(colour: str, percent: int) -> str:
    """A colour with so much black in it."""
    return "#" + "".join(f"{part * (100 - percent) // 100:02x}" for part in _parts(colour))


def on_dark(colour: str) -> str:
    """The same colour with as much white as letters on a dark screen need, and a little to spare."""
    lighter = (tint(colour, percent) for percent in range(100, -1, -5))
    return next(each for each in lighter if contrast(each, NIGHT) >= READABLE * 1.5)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
