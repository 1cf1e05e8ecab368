"""What the audit trail calls the things of requests and grants."""

from flask_babel import lazy_gettext

trail_words = {
    "charge": lazy_gettext("met de hand toegerekend"),
    "condition": lazy_gettext("voorwaarde"),
    "draft": lazy_gettext("concept"),
    "entry": lazy_gettext("boekingsregel"),
    "established": lazy_gettext("vastgesteld bedrag"),
    "granted": lazy_gettext("toegekend"),
    "grant_request": lazy_gettext("subsidieaanvraag"),
    "grant_settlement": lazy_gettext("vaststelling van subsidie"),
    "grant_terms": lazy_gettext("voorwaarden van subsidie"),
    "partly": lazy_gettext("deels toegekend"),
    "reported_on": lazy_gettext("verantwoording ingeleverd op"),
    "requested": lazy_gettext("gevraagd bedrag"),
    "undone_on": lazy_gettext("teruggedraaid op"),
}

trail_kinds = ("grant_request", "grant_settlement")
