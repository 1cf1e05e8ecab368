"""What the audit trail calls the things of this floor."""

from flask_babel import lazy_gettext

trail_words = {
    "closed_until": lazy_gettext("afgesloten tot"),
    "decided": lazy_gettext("besluit over het resultaat"),
    "ledger": lazy_gettext("boekhouding"),
    "ledger_account": lazy_gettext("grootboekrekening"),
    "ledger_opening_item": lazy_gettext("openstaande post van vroeger"),
    "ledger_schedule": lazy_gettext("vaste boeking"),
    "opened": lazy_gettext("beginbalans"),
    "posted": lazy_gettext("geboekt"),
    "remaining": lazy_gettext("nog open"),
    "reversed": lazy_gettext("teruggedraaid"),
    "stopped_from": lazy_gettext("gestopt vanaf"),
    "year_closed": lazy_gettext("jaar afgesloten, met zoveel punten nagelopen"),
}

trail_kinds = ("ledger", "ledger_account", "ledger_opening_item", "ledger_schedule")
