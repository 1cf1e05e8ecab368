"""Forms of the cash box."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields import SelectChoice

from coop.forms import DayField, Form, Length, MoneyField, required


class CountForm(Form):
    """What was counted, on a page that said what should be there."""

    day = DayField(lazy_gettext("Dag"), [required()])
    counted: Any = MoneyField(lazy_gettext("Geteld"), [required()])
    note = StringField(lazy_gettext("Hoe kan dat?"), [Length(max=200)])
    seen: Any = MoneyField(widget=HiddenField.widget)


class ToBankForm(Form):
    """Money that went between the box and the bank."""

    way = RadioField(
        lazy_gettext("Waarheen"),
        choices=[
            SelectChoice("bank", lazy_gettext("van de kas naar de bank")),
            SelectChoice("cash", lazy_gettext("van de bank naar de kas")),
        ],
        default="bank",
    )
    amount: Any = MoneyField(lazy_gettext("Bedrag"), [required()])
    moved_on = DayField(lazy_gettext("Op"), [required()])
