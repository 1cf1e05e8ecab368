"""Forms of paying out."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, StringField

from coop import identifiers
from coop.forms import CheckedField, DayField, Form, Length, required


class OrderForm(Form):
    """What was seen and chosen, and the day to pay it; the boxes stand in the table."""

    pay_on: Any = DayField(lazy_gettext("Betalen op"), [required()])
    until: Any = DayField(widget=HiddenField.widget)


class ReasonForm(Form):
    """Why something is taken back or held back."""

    reason = StringField(lazy_gettext("Waarom"), [required(), Length(max=120)])


class PayeeForm(Form):
    """An account number and whose it is."""

    iban = CheckedField(lazy_gettext("Rekeningnummer (IBAN)"), [required()], reads=identifiers.iban)
    holder = StringField(lazy_gettext("Op naam van"), [Length(max=70)])
