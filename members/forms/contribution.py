"""Forms for the yearly contribution."""

from flask_babel import lazy_gettext
from wtforms import IntegerField
from wtforms.validators import NumberRange

from coop.forms import Form, MoneyField, required


class RateForm(Form):
    """What a member pays for a year."""

    year = IntegerField(
        lazy_gettext("Jaar"),
        [required(), NumberRange(2000, 2100, message=lazy_gettext("Schrijf het jaar als 2026."))],
    )
    amount = MoneyField(lazy_gettext("Contributie per lid"), [required()])
