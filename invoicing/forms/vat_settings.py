"""The forms of the VAT settings."""

from flask_babel import lazy_gettext
from wtforms import IntegerField, StringField
from wtforms.validators import NumberRange

from coop.forms import Form, Length, required


class ShareForm(Form):
    """Which part of the VAT of a year's purchases is deducted."""

    year = IntegerField(
        lazy_gettext("Jaar"), [required(), NumberRange(2000, 2999, message=lazy_gettext("Vul een jaar in."))]
    )
    percent = IntegerField(
        lazy_gettext("Aftrek in procent"),
        [required(), NumberRange(0, 100, message=lazy_gettext("Kies 0 tot 100 procent."))],
    )
    reason = StringField(lazy_gettext("Waarop is dit gebaseerd?"), [required(), Length(max=200)])
