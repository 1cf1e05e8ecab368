"""What the audit trail calls the things of this floor."""

from flask_babel import lazy_gettext

trail_words = {
    "ledger_opening_item": lazy_gettext("openstaande post van vroeger"),
    "remaining": lazy_gettext("nog open"),
    "closed_until": lazy_gettext("afgesloten tot"),
    "ledger": lazy_gettext("boekhouding"),
    "ledger_account": lazy_gettext("grootboekrekening"),
    "posted": lazy_gettext("geboekt"),
    "reversed": lazy_gettext("teruggedraaid"),
}

trail_kinds = ("ledger", "ledger_account")
