"""The form of a plan: in how many parts, from when, and how often."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, IntegerField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange

from coop.forms import DayField, Form, MoneyField, required
from invoicing.instalments.agreeing import EVERY_NAMES, MOST, Every


class PlanForm(Form):
    """What is agreed with a customer."""

    count = IntegerField(
        lazy_gettext("Aantal termijnen"),
        [required(), NumberRange(2, MOST, message=lazy_gettext("Kies 2 tot 24 termijnen."))],
        default=3,
    )
    first_on: Any = DayField(lazy_gettext("Eerste termijn voor of op"), [required()])
    every = RadioField(
        lazy_gettext("Hoe vaak"),
        choices=[SelectChoice(key.value, name) for key, name in EVERY_NAMES.items()],
        default=Every.MONTH.value,
    )
    seen: Any = MoneyField(widget=HiddenField.widget)  # what was open on the page where it was filled in
