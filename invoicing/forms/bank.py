"""Forms of the bank: the statements that are dropped, and the place of an account in the ledger."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import MultipleFileField, SelectField, StringField
from wtforms.fields import SelectChoice

from coop.forms import Form, Length, required


class StatementsForm(Form):
    """One or more files of the bank."""

    files = MultipleFileField(lazy_gettext("De bestanden van de bank (CAMT.053, MT940 of een zip)"))


class AccountForm(Form):
    """Which account of the ledger a bank account is."""

    ledger_account = SelectField(lazy_gettext("Rekening in het grootboek"), validators=[required()])
    name = StringField(lazy_gettext("Hoe noemen we haar?"), validators=[Length(max=80)])

    def __init__(self, accounts: Any, **kwargs: Any) -> None:
        """Take the accounts of the ledger as (number, name) pairs."""
        super().__init__(**kwargs)
        self.ledger_account.choices = [SelectChoice(number, name) for number, name in accounts]
