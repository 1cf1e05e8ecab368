"""Texts, days and amounts of a bank file: read when they are certain, else nothing."""

import re
from datetime import date

from coop.money import Money

_POINTED = re.compile(r"(-?)(\d{1,14})(?:\.(\d{1,5}))?")
_COMMA = re.compile(r"(-?)(\d{1,14})(?:,(\d{0,5}))?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LARGEST = 10**12  # cents; the sum of as many as fit in a file still fits in a column
_FIRST_YEAR, _LAST_YEAR = 1990, 2099


def text(told: str | None, longest: int = 70) -> str:
    """A text on one line, without what no database keeps, cut where it is longer than we keep."""
    return " ".join(_UNSEEN.sub(" ", told or "").split())[:longest].strip()


def amount(told: str | None, *, comma: bool = False) -> Money | None:
    """An amount with a point or a comma before its cents; None for part of a cent or more than anyone has."""
    found = (_COMMA if comma else _POINTED).fullmatch((told or "").strip())
    if found is None:
        return None
    sign, whole, rest = found[1], found[2], (found[3] or "").rstrip("0")
    if len(rest) > 2:
        return None
    cents = int(whole) * 100 + int(rest.ljust(2, "0"))
    return None if cents > _LARGEST else Money(-cents if sign else cents)


def day(told: str | None) -> date | None:
    """A day as 2026-03-02, also of a moment on it."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", (told or "").strip(), re.ASCII)
    return _date(int(found[1]), int(found[2]), int(found[3])) if found else None


def short_day(told: str) -> date | None:
    """A day as 260302."""
    found = re.fullmatch(r"(\d\d)(\d\d)(\d\d)", told, re.ASCII)
    if found is None:
        return None
    year = int(found[1])
    return _date(year + (2000 if year < 90 else 1900), int(found[2]), int(found[3]))


def near(told: str, other: date) -> date | None:
    """A day without its year, as 0302: the one nearest to another day."""
    found = re.fullmatch(r"(\d\d)(\d\d)", told, re.ASCII)
    if found is None:
        return None
    tried = [_date(other.year + step, int(found[1]), int(found[2])) for step in (-1, 0, 1)]
    days = [one for one in tried if one is not None]
    return min(days, key=lambda one: abs((one - other).days)) if days else None


def _date(year: int, month: int, day_: int) -> date | None:
    try:
        return date(year, month, day_) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
