"""Names kept out of free text: a description tells what was booked, who it was about stands in its own place."""

import re
from collections.abc import Iterable

from flask_babel import gettext

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
Words = tuple[str, ...]


class Names:
    """The names we know, to find them again in a text.

    A full name is found in any spelling of capitals, of a person also each part that is written with a capital:
    `jan` is a month, `Jan` is somebody.
    """

    def __init__(self, people: Iterable[str], organisations: Iterable[str]) -> None:
        """Take the names as they are kept."""
        self._full: dict[str, list[Words]] = {}
        self._parts: set[str] = set()
        self._instead = str(gettext("(naam)"))
        for name in people:
            self._parts.update(word for word in _WORD.findall(name) if word[0].isupper() and len(word) > 1)
            self._add(name)
        for name in organisations:
            self._add(name)
        for known in self._full.values():
            known.sort(key=len, reverse=True)

    def _add(self, name: str) -> None:
        words = tuple(_WORD.findall(name.casefold()))
        if words:
            self._full.setdefault(words[0], []).append(words)

    def masked(self, text: str) -> str:
        """The text with every name that we know left out of it."""
        found = list(_WORD.finditer(text))
        words = [match.group().casefold() for match in found]
        parts: list[str] = []
        done = i = 0
        while i < len(found):
            length = self._length(words, i) or (1 if found[i].group() in self._parts else 0)
            if length:
                parts += [text[done : found[i].start()], self._instead]
                done = found[i + length - 1].end()
            i += length or 1
        return "".join([*parts, text[done:]]) if parts else text

    def _length(self, words: list[str], i: int) -> int:
        for known in self._full.get(words[i], ()):
            if tuple(words[i : i + len(known)]) == known:
                return len(known)
        return 0
