"""What the audit trail calls the things of this floor."""

from flask_babel import lazy_gettext

trail_words = {
    "approved_by": lazy_gettext("goedgekeurd door"),
    "bad_debt": lazy_gettext("oninbare factuur"),
    "basis_points": lazy_gettext("deel in honderdste procenten"),
    "billing_run": lazy_gettext("factuurronde"),
    "budget": lazy_gettext("begroting"),
    "cash_count": lazy_gettext("kastelling"),
    "copied": lazy_gettext("overgenomen"),
    "cost_rate": lazy_gettext("uurtarief"),
    "counted": lazy_gettext("geteld"),
    "filed": lazy_gettext("aangegeven"),
    "grant_award": lazy_gettext("subsidie"),
    "invoice": lazy_gettext("factuur"),
    "issued": lazy_gettext("gemaakt"),
    "kor": lazy_gettext("kleineondernemersregeling"),
    "months": lazy_gettext("maanden"),
    "other_turnover": lazy_gettext("andere omzet"),
    "passed": lazy_gettext("omzet over de grens"),
    "payable": lazy_gettext("bedrag"),
    "payment": lazy_gettext("betaling"),
    "purchase": lazy_gettext("inkoop"),
    "purchase_approval": lazy_gettext("goedkeuring van inkoop"),
    "reversed_on": lazy_gettext("teruggedraaid op"),
    "reminder": lazy_gettext("herinnering"),
    "reminder_pause": lazy_gettext("pauze in de herinneringen"),
    "sent": lazy_gettext("verstuurd"),
    "started": lazy_gettext("begonnen met de cijfers van"),
    "taxed_share": lazy_gettext("aftrekbaar deel van de btw"),
    "vat": lazy_gettext("btw-aangifte"),
    "until": lazy_gettext("tot"),
    "vat_frequency": lazy_gettext("hoe vaak btw-aangifte"),
}

trail_kinds = (
    "cash_count",
    "invoice",
    "billing_run",
    "purchase",
    "reminder",
    "grant_award",
    "cost_rate",
    "budget",
    "bad_debt",
    "vat",
)
