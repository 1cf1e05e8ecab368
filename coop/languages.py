"""The languages of the screens: Dutch is the source, the others are translated from it.

Residents and members get every language of the house; who runs it works in Dutch or English.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.support import NullTranslations
from flask import Request, current_app, g, request
from flask_babel import force_locale, get_locale, get_translations, refresh
from flask_login import current_user
from jinja2 import Environment
from sqlalchemy.exc import DBAPIError

from coop.events import Event
from coop.permission import Permission

LANGUAGES = ("nl", "en", "ar", "tr", "uk", "ti", "pl")
STAFFS = ("nl", "en")
"""The languages of the pages that only somebody with a task in the house opens."""

_VALUE = re.compile(r"%\(\w+\)\d*[a-z]")

EVERYONES = frozenset({None, Permission.ACCOUNT_OWN, Permission.HOURS_OWN, Permission.CLAIMS_OWN})
"""What a route states when its page is for residents and members: nothing, or what is one's own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The language somebody chose, and the page of ours they were looking at."""

    language: str
    page: str


language_chosen: Event[Choice] = Event("languages.language_chosen")


def chosen_language(asked: Request | None) -> str:
    """The language that who is signed in chose, or that was chosen here; else what the browser asks for, or Dutch.

    A page that does not exist in the chosen language is in the staff language that the browser likes best.
    """
    if not asked:
        return "nl"
    return _best(asked, LANGUAGES if is_everyones(asked.endpoint) else STAFFS)


def is_everyones(endpoint: str | None) -> bool:
    """Whether a page is for residents and members, by what its route states; one that is not there is, too."""
    if g.get("turned_away"):
        return True
    return is_read_by_all(current_app.view_functions.get(endpoint or ""))


def is_read_by_all(view: object) -> bool:
    """Whether residents or members read what a view shows, by what it states; a page that is not there, too."""
    return getattr(view, "permission", None) in EVERYONES and not getattr(view, "for_organisations", False)


def turn_away() -> None:
    """Whoever may not see the page at hand is told so in their own language."""
    g.turned_away = True
    refresh()


def spoken() -> str:
    """The language in which is spoken now."""
    locale = get_locale()
    return locale.language if locale else "nl"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say something to somebody in their language, such as a mail; in Dutch where we do not speak theirs."""
    before, g.speaking = g.get("speaking"), True
    try:
        with force_locale(language if language in LANGUAGES else "nl"):
            yield
    finally:
        g.speaking = before


def told(text: str) -> str:
    """What the wijk wrote itself, such as the name of a service, in the language of now where that is known."""
    if not text:
        return ""
    said = str(get_translations().gettext(text))
    return said if said != text or direction() == "ltr" else f"\u2068{text}\u2069"


@contextmanager
def in_staffs_language() -> Iterator[str]:
    """Say a part of a page, such as the menu of who runs the house, as the staff's pages say it."""
    language = _best(request, STAFFS)
    with force_locale(language):
        yield language


def offered() -> list[tuple[str, str]]:
    """The languages that the page at hand exists in, each with its own name."""
    codes = LANGUAGES if is_everyones(request.endpoint) else STAFFS
    return [(code, own_name(code)) for code in codes]


def direction() -> str:
    """Where the language of now begins a line: `ltr` or `rtl`."""
    locale = get_locale()
    return str(locale.text_direction) if locale else "ltr"


@cache
def own_name(language: str) -> str:
    """A language as its own speakers call it."""
    return (Locale.parse(language).get_display_name() or language).capitalize()


def translate_pages(pages: Environment) -> None:
    """Let `_()` look its language up once a request; for every text again took a third of the time of a list."""
    pages.install_gettext_callables(_text, _counted, newstyle=True)  # type: ignore[attr-defined]


def _text(text: str) -> str:
    _, translations, is_apart = _of_the_page()
    said: str = translations.ugettext(text)
    return _with_values_apart(said) if is_apart else said


def _counted(one: str, many: str, count: int) -> str:
    _, translations, is_apart = _of_the_page()
    said: str = translations.ungettext(one, many, count)
    return _with_values_apart(said) if is_apart else said


@cache
def _with_values_apart(text: str) -> str:
    # Among Arabic letters a number such as 2026-0042 would be shown as 0042-2026 (Unicode Standard Annex 9, W4):
    # each value stands between isolates, and is read in the direction of its own first letter.
    return _VALUE.sub("\u2068\\g<0>\u2069", text)


def _best(asked: Request, offered: tuple[str, ...]) -> str:
    for chosen in (_of_who_is_here(), asked.cookies.get("language")):
        if chosen in offered:
            return chosen
    return asked.accept_languages.best_match(offered, "nl") or "nl"


def _of_who_is_here() -> str | None:
    try:
        return getattr(current_user, "language", None)
    except DBAPIError:  # the page that says so needs a language too
        return None


def _of_the_page() -> tuple[Locale | None, NullTranslations, bool]:
    # The language of now, its texts, and whether values stand apart in them.
    locale = get_locale()
    found: tuple[Locale | None, NullTranslations, bool] | None = g.get("texts")
    if found is None or found[0] is not locale:  # an invoice is in Dutch, whoever makes it
        found = g.texts = locale, get_translations(), direction() == "rtl"
    return found
