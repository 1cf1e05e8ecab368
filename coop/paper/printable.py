"""What paper can show: the letters our own fonts hold, so that a document needs no font of the machine.

PDF/A and PDF/UA refuse a letter that no font inside the file can draw (ISO 19005-3, 6.2.11.8). Pictures and marks
such as 🌳 are left out; a letter of a script we have no font for becomes �, so that it is seen to be missing.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from coop.config import ROOT

FONTS = ROOT / "coop" / "static" / "vendor"
_MISSING = "\ufffd"


def printable(text: str) -> str:
    """The text with only what our fonts can draw."""
    return _strange().sub(_instead, text)


@cache
def _strange() -> re.Pattern[str]:
    covered = {"\t", "\n"} | {chr(point) for font in FONTS.glob("*-400.woff2") for point in _points(font)}
    kept = "".join(re.escape(letter) for letter in sorted(covered) if letter in "\t\n" or ord(letter) >= 0x20)
    return re.compile(f"[^{kept}]")


def _points(font: Path) -> set[int]:
    with TTFont(font, lazy=True) as opened:
        return set(opened.getBestCmap())


def _instead(found: re.Match[str]) -> str:
    # A letter or digit is missed; a picture, a joiner or a control character is not.
    return _MISSING if unicodedata.category(found.group())[0] in "LNM" else ""
