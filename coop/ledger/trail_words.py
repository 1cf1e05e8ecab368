"""What the audit trail calls the things of this floor."""

from flask_babel import lazy_gettext

trail_words = {
    "closed_until": lazy_gettext("afgesloten tot"),
    "ledger": lazy_gettext("boekhouding"),
    "ledger_account": lazy_gettext("grootboekrekening"),
    "ledger_opening_item": lazy_gettext("openstaande post van vroeger"),
    "opened": lazy_gettext("beginbalans"),
    "posted": lazy_gettext("geboekt"),
    "remaining": lazy_gettext("nog open"),
    "reversed": lazy_gettext("teruggedraaid"),
}

trail_kinds = ("ledger", "ledger_account", "ledger_opening_item")
