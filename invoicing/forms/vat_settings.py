"""The forms of the VAT settings."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange

from coop.forms import DayField, Form, Length, required
from invoicing.vat_period import MONTH, QUARTER


class FrequencyForm(Form):
    """How often we declare."""

    begin: Any = DayField(lazy_gettext("Vanaf"), validators=[required()])
    months = SelectField(
        lazy_gettext("Aangifte per"),
        coerce=int,
        choices=[SelectChoice(QUARTER, lazy_gettext("kwartaal")), SelectChoice(MONTH, lazy_gettext("maand"))],
    )


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
