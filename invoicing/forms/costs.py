"""Forms of rates and grants."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice

from coop.forms import DayField, Form, Length, MoneyField, required
from invoicing.cost_rate import PAID
from members.engagement import KIND_NAMES


class RateForm(Form):
    """What an hour costs from a day on."""

    engagement = SelectField(
        lazy_gettext("Soort inzet"), choices=[SelectChoice(kind.value, KIND_NAMES[kind]) for kind in PAID]
    )
    begin: Any = DayField(lazy_gettext("Vanaf"), validators=[required()])
    amount: Any = MoneyField(lazy_gettext("Per uur"), validators=[required()])


class GrantForm(Form):
    """A grant that was awarded."""

    giver = SelectField(lazy_gettext("Gever"), coerce=int, validators=[required()])
    purpose = StringField(lazy_gettext("Waarvoor"), validators=[required(), Length(max=200)])
    reference = StringField(lazy_gettext("Kenmerk van de beschikking"), validators=[Length(max=60)])
    amount: Any = MoneyField(lazy_gettext("Bedrag"), validators=[required()])
    begin: Any = DayField(lazy_gettext("Eerste dag"), validators=[required()])
    until: Any = DayField(lazy_gettext("Laatste dag"), validators=[required()])
    awarded_on: Any = DayField(lazy_gettext("Toegekend op"), validators=[required()])

    def __init__(self, givers: Any, **kwargs: Any) -> None:
        """Take who can give as (id, name) pairs."""
        super().__init__(**kwargs)
        self.giver.choices = [SelectChoice(value, name) for value, name in givers]
