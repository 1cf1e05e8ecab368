"""Forms of reminding."""

from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import Optional

from coop.forms import DayField, Form, Length


class SendForm(Form):
    """The reminders that were seen and chosen; the boxes stand in the table."""


class PauseForm(Form):
    """Leaving a customer in peace."""

    until = DayField(lazy_gettext("Tot"), [Optional()])
    note = StringField(lazy_gettext("Aantekening"), [Length(max=120)])
