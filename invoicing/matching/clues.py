"""Clues: what can be read from a line of the bank, without asking the books."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

_NUMBER = re.compile(r"(?<!\d)(20\d\d)[\s\-_/.–]{0,3}(\d{4,6})(?!\d)")
_SHORT = re.compile(
    r"(?:\b(?:fact\w*\.?|nota|rekening|nr\.?|nummer)|#)\s*:?\s*0*(\d{1,5})(?![\d\-/.]*\d)", re.IGNORECASE
)
_JOINED = re.compile(r"(20\d\d)[\-_/.–]?(\d{4})")
_BESIDE = re.compile(r"[\s\-_/.–]+")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = str.maketrans({"ø": "o", "ß": "ss", "æ": "ae", "ł": "l", "đ": "d", "ı": "i"})

_SMALL = """
van de der den het te ten ter tot in op aan el al la le du von und of eo en cj hr mw mevr mevrouw meneer dhr heer
drs ir ing mr dr familie fam bv nv vof stichting vereniging cooperatie ua
"""
SMALL_WORDS = frozenset(_SMALL.split())
"""What stands in a name and tells nobody apart."""


def numbers(text: str) -> list[str]:
    """The invoice numbers in a text as we write them (2026-0042), however the payer wrote them, in order."""
    return list(dict.fromkeys(f"{year}-{rest}" for year, rest in _NUMBER.findall(text)))


def broken_numbers(text: str) -> list[str]:
    """The numbers that show when blanks are left out, for a bank breaks a text anywhere; they prove less."""
    whole = re.sub(r"\s+", "", text)
    return list(dict.fromkeys(f"{year}-{rest}" for year, rest in _JOINED.findall(whole)))


def short_numbers(text: str) -> list[int]:
    """What may be the last part of a number of ours: `factuur 42`."""
    return [int(number) for number in _SHORT.findall(text)]


def could_be_a_day(number: str) -> bool:
    """Whether 2026-0311 may as well be the eleventh of March."""
    year, _, rest = number.partition("-")
    try:
        date(int(year), int(rest[:2]), int(rest[2:]))
    except ValueError:
        return False
    return len(rest) == 4


def bare(text: str) -> str:
    """A reference as it can be compared: letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", plain(text).upper())


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Small letters without accents."""
    taken_apart = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart, in order."""
    return tuple(word for word in _WORD.findall(plain(name)) if word not in SMALL_WORDS)


def alike(told: str, known: str) -> bool:
    """Whether a name that a bank tells may well be the name we know: its last word, or most of a long one."""
    theirs, ours = name_words(told), [word for word in name_words(known) if len(word) > 2]
    if not theirs or not ours:
        return False
    if ours[-1] in theirs:
        return True
    return len(ours) > 2 and sum(1 for word in ours if word in theirs) * 3 >= len(ours) * 2


def same_person(told: str, known: str) -> bool:
    """Whether it is the same name: the last word, and the first letter before it where both tell one."""
    theirs, ours = name_words(told), name_words(known)
    if not alike(told, known):
        return False
    others = [word for word in theirs if word not in ours[1:]]
    return not others or len(ours) < 2 or any(word[0] == ours[0][0] for word in others)


def near_numbers(number: str) -> Iterator[str]:
    """The numbers that one wrong key makes this one of; without a dash."""
    digits = _BESIDE.sub("", number)
    for place in range(len(digits)):
        for digit in "0123456789":
            if digit != digits[place]:
                yield digits[:place] + digit + digits[place + 1 :]
        if place + 1 < len(digits) and digits[place] != digits[place + 1]:
            yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def mentions(text: str, reference: str) -> bool:
    """Whether a reference stands in a text, however it was broken or joined; too short a one proves nothing."""
    wanted = bare(reference)
    return len(wanted) > 4 and wanted in bare(text)
