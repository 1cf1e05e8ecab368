"""Forms on an invoice: a payment, a refund, a credit note."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from coop.forms import DayField, Form, Length, MoneyField, required
from invoicing.payment import Way

WAYS = [
    SelectChoice(Way.BANK.value, lazy_gettext("Bank")),
    SelectChoice(Way.CASH.value, lazy_gettext("Kas")),
]


class MovedForm(Form):
    """Money that moved: when, how much, how."""

    day: Any = DayField(lazy_gettext("Dag"), validators=[required()])
    amount: Any = MoneyField(lazy_gettext("Bedrag"), validators=[required()])
    way = RadioField(lazy_gettext("Hoe"), choices=WAYS, default=Way.BANK.value)
    reference = StringField(lazy_gettext("Omschrijving"), validators=[Length(max=140)])
    seen: Any = MoneyField(widget=HiddenField.widget)  # what was open on the page where it was filled in


class InvoiceMovedForm(MovedForm):
    """The same of an invoice, which can be paid by card as well."""

    way = RadioField(
        lazy_gettext("Hoe"),
        choices=[*WAYS, SelectChoice(Way.CARD.value, lazy_gettext("PIN"))],
        default=Way.BANK.value,
    )


class CreditForm(Form):
    """Why something is credited; the amounts by line come beside it."""

    reason = TextAreaField(lazy_gettext("Waarom"), validators=[required(), Length(max=300)])
    seen: Any = MoneyField(widget=HiddenField.widget)  # what was left on the page where it was filled in
    bill_again = BooleanField(lazy_gettext("Zet dit werk terug bij Te factureren"))
