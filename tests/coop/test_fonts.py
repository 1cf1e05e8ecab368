"""No letter of any of our languages is shown as a box, on a screen or on paper: our own fonts have them all."""

import re
import unicodedata
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from coop.config import ROOT
from coop.languages import LANGUAGES, own_name
from tests import texts

STATIC = ROOT / "coop" / "static"
SCREEN, PAPER = STATIC / "house.css", ROOT / "templates" / "paper" / "fonts.css"
FACE = re.compile(r"@font-face \{[^}]*font-weight: (\d+);[^}]*?(noto-sans-[\w-]+\.woff2)[^}]*\}")
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")

NAMES = {
    "ar": "فاطمة الزهراء",
    "en": "Zoë O’Brien",
    "nl": "Renée van ’t Hoff-IJpma",
    "pl": "Łukasz Źdźbło-Święch",
    "ti": "ሰላም ተስፋይ",
    "tr": "Şöhret İğdeci",
    "uk": "Олена Ґудзь-Їжак",
}


@cache
def letters(file: str) -> frozenset[int]:
    """The letters a font file draws."""
    return frozenset(TTFont(STATIC / "vendor" / file).getBestCmap())


def faces(css: str, weight: str) -> list[frozenset[int]]:
    """What each face of a stylesheet draws: what it has, within the range for which it is fetched."""
    found = []
    for face in FACE.finditer(css):
        if face[1] == weight:
            ranges = [(int(a, 16), int(b or a, 16)) for a, b in RANGE.findall(face[0])]
            had = letters(face[2])
            found.append(frozenset(x for x in had if not ranges or any(a <= x <= b for a, b in ranges)))
    return found


def needed(text: str) -> set[str]:
    """The letters of a text; a joiner or a line break draws nothing."""
    return {letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cf", "Zs"}}


@pytest.mark.parametrize("weight", ["400", "700"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screens_have_every_letter_of_a_language(language: str, weight: str) -> None:
    drawn = frozenset().union(*faces(SCREEN.read_text(), weight))
    said = own_name(language) + NAMES[language]
    if language != "nl":
        for text in texts.of(language):
            said += (
                "".join(text.string if isinstance(text.string, tuple | list) else [text.string]) if text.id else ""
            )
    missing = {letter for letter in needed(said) if ord(letter) not in drawn}
    assert not missing, f"No font in house.css draws {sorted(missing)} ({weight})."


@pytest.mark.parametrize("weight", ["400", "700"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_in_any_language_can_be_printed(language: str, weight: str) -> None:
    drawn = frozenset().union(*faces(PAPER.read_text(), weight))
    assert not {letter for letter in needed(NAMES[language]) if ord(letter) not in drawn}


def test_a_page_in_dutch_fetches_the_latin_letters_only() -> None:
    """What a face is fetched for overlaps with no other: a phone loads one font for one script."""
    ranges = [
        {x for a, b in RANGE.findall(face[0]) for x in range(int(a, 16), int(b or a, 16) + 1)}
        for face in FACE.finditer(SCREEN.read_text())
        if face[1] == "400"
    ]
    for index, one in enumerate(ranges):
        for other in ranges[index + 1 :]:
            assert not one & other
