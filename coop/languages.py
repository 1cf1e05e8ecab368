"""The languages of the screens: Dutch is the source, the others are translated from it."""

from babel import Locale
from flask import Request

LANGUAGES = ("nl", "en")


def chosen_language(request: Request | None) -> str:
    """The language the person chose, else the best of what the browser asks for, else Dutch."""
    if not request:
        return "nl"
    chosen = request.cookies.get("language", "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES, "nl") or "nl"


def own_name(language: str) -> str:
    """A language as its own speakers call it."""
    return (Locale.parse(language).get_display_name() or language).capitalize()
