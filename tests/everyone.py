"""Every test looks on: a sentence that a page of residents and members asked for is in all their languages.

Whatever a test is about, what its requests made such a page say is held against the files of `texts.SCOPE`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from babel.support import Translations
from flask import g, has_request_context, request

from coop.languages import is_everyones
from tests import texts

READ_BY_NOBODY = frozenset({"provider_events.receive", "house.styleguide"})
"""Public, but asked by a machine, or only shown to who builds the house."""


@cache
def known() -> frozenset[str]:
    """The texts that residents and members may meet."""
    return frozenset(texts.key(text) for text in texts.everyones())


def forgotten(asked: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was asked for, is a text of the house, and is not among those for residents and members."""
    strange = sorted((page, text) for page, text in asked if text not in known())
    return [(page, text) for page, text in strange if text in _all()] if strange else []


@cache
def _all() -> frozenset[str]:
    return frozenset(texts.key(text) for text in texts.everything())


@contextmanager
def looking_on() -> Iterator[set[tuple[str, str]]]:
    """Note each page of residents and members with each text it asks for."""
    asked: set[tuple[str, str]] = set()
    plain, counted = Translations.ugettext, Translations.ungettext

    def one(self: Translations, text: str) -> str:
        _note(text, asked)
        return plain(self, text)

    def many(self: Translations, text: str, plural: str, count: int) -> str:
        _note(text, asked)
        return counted(self, text, plural, count)

    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(Translations, "ugettext", one)
        meanwhile.setattr(Translations, "ungettext", many)
        yield asked


def _note(text: str, asked: set[tuple[str, str]]) -> None:
    if g and g.get("speaking"):
        asked.add(("a mail", text))
    elif has_request_context() and request.blueprint and request.endpoint not in READ_BY_NOBODY:
        forced = hasattr(g.get("_flask_babel"), "forced_babel_locale")  # what is kept in the books is in Dutch
        if is_everyones(request.endpoint) and not forced:
            asked.add((str(request.endpoint), text))
