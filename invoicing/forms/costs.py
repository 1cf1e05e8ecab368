"""The form of hourly rates."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectField
from wtforms.fields import SelectChoice

from coop.forms import DayField, Form, MoneyField, required
from invoicing.cost_rate import PAID
from members.engagement import KIND_NAMES


class RateForm(Form):
    """What an hour costs from a day on."""

    engagement = SelectField(
        lazy_gettext("Soort inzet"), choices=[SelectChoice(kind.value, KIND_NAMES[kind]) for kind in PAID]
    )
    begin: Any = DayField(lazy_gettext("Vanaf"), validators=[required()])
    amount: Any = MoneyField(lazy_gettext("Per uur"), validators=[required()])
