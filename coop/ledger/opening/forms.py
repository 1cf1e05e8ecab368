"""The forms of opening the books."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from coop.forms import DayField, Form, MoneyField, required


class FileForm(Form):
    """A file with the balances of the old books."""

    file = FileField(lazy_gettext("Bestand"))
    year: Any = IntegerField(lazy_gettext("Het jaar dat begint"), [Optional(), NumberRange(1990, 2200)])
    moment = RadioField(
        lazy_gettext("Uit een auditfile"),
        choices=[
            SelectChoice("begin", lazy_gettext("De beginbalans van dat jaar")),
            SelectChoice("end", lazy_gettext("De stand aan het eind, voor het jaar erna")),
        ],
        default="begin",
    )


class OpenForm(Form):
    """The balances as they were shown, to be opened with."""

    table = HiddenField()
    year: Any = IntegerField(validators=[required()])


class SettledForm(Form):
    """What was paid of an item of the old books."""

    amount: Any = MoneyField(lazy_gettext("Bedrag"), [required()])
    day: Any = DayField(lazy_gettext("Dag"), [required()])
    way = SelectField(
        lazy_gettext("Hoe"),
        choices=[SelectChoice("bank", lazy_gettext("Bank")), SelectChoice("cash", lazy_gettext("Kas"))],
    )
