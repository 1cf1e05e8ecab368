"""What the audit trail calls the things of this room."""

from flask_babel import lazy_gettext

trail_words = {"scenario": lazy_gettext("scenario")}
