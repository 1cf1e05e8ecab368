"""What the audit trail calls the things of this floor."""

from flask_babel import lazy_gettext

trail_words = {
    "absence": lazy_gettext("afmelding"),
    "taken": lazy_gettext("overgenomen"),
    "undone": lazy_gettext("komt toch"),
    "open": lazy_gettext("open"),
    "accepted": lazy_gettext("aangenomen"),
    "approved": lazy_gettext("goedgekeurd"),
    "approved_own": lazy_gettext("eigen uren goedgekeurd"),
    "calendar_link": lazy_gettext("link voor de agenda"),
    "renewed": lazy_gettext("nieuw gemaakt"),
    "revoked": lazy_gettext("weggehaald"),
    "cancelled": lazy_gettext("gaat niet door"),
    "declined": lazy_gettext("afgewezen"),
    "done": lazy_gettext("klaar"),
    "end_day": lazy_gettext("tot"),
    "finished": lazy_gettext("klaar"),
    "first_day": lazy_gettext("vanaf"),
    "hour_entry": lazy_gettext("uren"),
    "invoice_source": lazy_gettext("factuur"),
    "for_customer": lazy_gettext("klant mag het zien"),
    "job_photo": lazy_gettext("foto van het werk"),
    "photo_removed": lazy_gettext("foto weggehaald"),
    "job": lazy_gettext("klus"),
    "minimum": lazy_gettext("laagste prijs"),
    "minutes": lazy_gettext("minuten"),
    "only_approver": lazy_gettext("er is niemand anders"),
    "limit_passed": lazy_gettext("gepasseerd maximum"),
    "orders": lazy_gettext("bestelling"),
    "placed": lazy_gettext("nieuw"),
    "planned": lazy_gettext("gepland"),
    "queried": lazy_gettext("vraag gesteld"),
    "reduced_price": lazy_gettext("prijs met Stadjerspas"),
    "service": lazy_gettext("dienst"),
    "service_extra": lazy_gettext("extra bij een dienst"),
    "submitted": lazy_gettext("ingevuld"),
    "withdrawn": lazy_gettext("herroepen"),
}

trail_kinds = ("orders", "job", "hour_entry", "limit_passed", "service", "service_extra")
