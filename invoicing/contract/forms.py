"""The forms of a contract: its early end, and the customer's own number."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import StringField, TextAreaField

from coop.forms import DayField, Form, Length, required


class EndForm(Form):
    """From which day on we no longer come, and why."""

    day: Any = DayField(lazy_gettext("Vanaf welke dag komen we niet meer?"), validators=[required()])
    why = TextAreaField(lazy_gettext("Waarom stopt het eerder?"), validators=[required(), Length(max=500)])


class ReferenceForm(Form):
    """The number under which the customer wants our invoices."""

    reference = StringField(lazy_gettext("Kenmerk van de klant"), validators=[Length(max=60)])
