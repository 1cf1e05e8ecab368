"""The words of the audit trail: it keeps `orders:12` and `accepted`, and each floor says what those are called.

A floor offers them as `trail_words`, by the name of its table, column or value, and as `trail_kinds` which of them
are things that a line can be about.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from flask_babel import lazy_gettext

from coop import floors
from coop.filters import day

trail_words = {
    "True": lazy_gettext("ja"),
    "False": lazy_gettext("nee"),
    "active": lazy_gettext("te gebruiken"),
    "allowance_basis": lazy_gettext("grondslag vergoeding"),
    "amount": lazy_gettext("bedrag"),
    "colour": lazy_gettext("kleur"),
    "command": lazy_gettext("opdrachtregel"),
    "creditor_id": lazy_gettext("incassant-ID"),
    "day": lazy_gettext("dag"),
    "demo": lazy_gettext("voorbeeldwijk"),
    "iban": lazy_gettext("rekeningnummer"),
    "confirmed": lazy_gettext("bevestigd"),
    "kind": lazy_gettext("soort"),
    "kor_period": lazy_gettext("kleineondernemersregeling"),
    "logo_sha": lazy_gettext("logo"),
    "name": lazy_gettext("naam"),
    "number": lazy_gettext("nummer"),
    "opening_hours": lazy_gettext("openingstijden"),
    "outbox_task": lazy_gettext("taak van de werker"),
    "passed_by": lazy_gettext("grens gepasseerd door"),
    "price": lazy_gettext("prijs"),
    "public": lazy_gettext("iemand zonder inlog"),
    "purchase_limit": lazy_gettext("grens voor goedkeuring van inkoop"),
    "rule": lazy_gettext("regel"),
    "state": lazy_gettext("stand"),
    "tried_again": lazy_gettext("opnieuw geprobeerd"),
    "vat_id": lazy_gettext("btw-nummer"),
    "vat_rule": lazy_gettext("btw-regel"),
    "wijk": lazy_gettext("wijk"),
    "worker": lazy_gettext("werker"),
}


trail_kinds = ("wijk", "rule")
"""What a line can be about, for who looks for it."""


@cache
def words() -> dict[str, Any]:
    """Every word that a floor offers, by what the trail keeps."""
    found: dict[str, Any] = {}
    for offered in floors.found("trail_words", dict):
        found |= offered
    return found


def kinds() -> dict[str, str]:
    """What a line can be about, by its name in the trail, in the order of the words."""
    found = {kind: str(words()[kind]) for offered in floors.found("trail_kinds", tuple) for kind in offered}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def said(kept: str | None, names: Mapping[str, str] | None = None) -> str:
    """What was kept in words: a column, a value, a day, or another subject with its name where it has one."""
    if kept is None:
        return ""
    if kept in words():
        return str(words()[kept])
    if re.fullmatch(r"\d{4}-\d\d-\d\d", kept):
        return day(date.fromisoformat(kept))
    kind, colon, key = kept.partition(":")
    if colon and kind in words():
        return f"{words()[kind]} {(names or {}).get(kept) or key}"
    return kept
