"""What the audit trail calls the things of this room."""

from flask_babel import lazy_gettext

trail_words = {
    "guidance_minutes": lazy_gettext("minuten begeleiding"),
    "overhead_key": lazy_gettext("hoe we overhead verdelen"),
    "revenue_choice": lazy_gettext("verdeling van de overhead"),
}
