"""What the audit trail calls the things of this floor."""

from flask_babel import lazy_gettext

trail_words = {
    "approved_by": lazy_gettext("goedgekeurd door"),
    "bad_debt": lazy_gettext("oninbare factuur"),
    "basis_points": lazy_gettext("deel in honderdste procenten"),
    "billing_run": lazy_gettext("factuurronde"),
    "budget": lazy_gettext("begroting"),
    "confirmed": lazy_gettext("bevestigd"),
    "cost_rate": lazy_gettext("uurtarief"),
    "grant_award": lazy_gettext("subsidie"),
    "invoice": lazy_gettext("factuur"),
    "issued": lazy_gettext("gemaakt"),
    "months": lazy_gettext("maanden"),
    "other_turnover": lazy_gettext("andere omzet"),
    "payable": lazy_gettext("bedrag"),
    "payment": lazy_gettext("betaling"),
    "purchase": lazy_gettext("inkoop"),
    "purchase_approval": lazy_gettext("goedkeuring van inkoop"),
    "reversed_on": lazy_gettext("teruggedraaid op"),
    "started": lazy_gettext("begonnen met de cijfers van"),
    "taxed_share": lazy_gettext("aftrekbaar deel van de btw"),
    "vat_frequency": lazy_gettext("hoe vaak btw-aangifte"),
}

trail_kinds = ("invoice", "billing_run", "purchase", "grant_award", "cost_rate", "budget")
