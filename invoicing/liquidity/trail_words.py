"""What the audit trail calls the floor."""

from flask_babel import lazy_gettext

trail_words = {"liquidity_floor": lazy_gettext("laagste saldo")}
