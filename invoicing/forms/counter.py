"""Forms at the counter: a payment that is taken now, and the closing of the card terminal."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields import SelectChoice

from coop.forms import DayField, Form, Length, MoneyField, required
from invoicing.payment import Way


class TakeForm(Form):
    """What somebody pays at the counter, on a page that said what was open."""

    amount: Any = MoneyField(lazy_gettext("Bedrag"), [required()])
    way = RadioField(
        lazy_gettext("Hoe"),
        choices=[
            SelectChoice(Way.CARD.value, lazy_gettext("PIN")),
            SelectChoice(Way.CASH.value, lazy_gettext("contant")),
        ],
        default=Way.CARD.value,
    )
    seen: Any = MoneyField(widget=HiddenField.widget)


class CloseForm(Form):
    """What the terminal added up on a day, on a page that said what was booked."""

    day = DayField(lazy_gettext("Dag"), [required()])
    counted: Any = MoneyField(lazy_gettext("Totaal van de automaat"), [required()])
    note = StringField(lazy_gettext("Hoe kan dat?"), [Length(max=200)])
    seen: Any = MoneyField(widget=HiddenField.widget)
