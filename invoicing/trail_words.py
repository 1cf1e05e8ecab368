"""What the audit trail calls the things of this floor."""

from flask_babel import lazy_gettext

trail_words = {
    "billing_run": lazy_gettext("factuurronde"),
    "budget": lazy_gettext("begroting"),
    "confirmed": lazy_gettext("bevestigd"),
    "cost_rate": lazy_gettext("uurtarief"),
    "grant_award": lazy_gettext("subsidie"),
    "invoice": lazy_gettext("factuur"),
    "issued": lazy_gettext("gemaakt"),
    "payable": lazy_gettext("bedrag"),
    "payment": lazy_gettext("betaling"),
    "purchase": lazy_gettext("inkoop"),
    "reversed_on": lazy_gettext("teruggedraaid op"),
    "started": lazy_gettext("begonnen met de cijfers van"),
}

trail_kinds = ("invoice", "billing_run", "purchase", "grant_award", "cost_rate", "budget")
