"""The forms of a year: closing it, and the members' decision."""

from collections.abc import Iterable
from typing import Any

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, FieldList, FormField, SelectField
from wtforms.fields import SelectChoice

from coop.forms import DayField, Form, MoneyField, required
from coop.ledger.account import Account
from coop.money import Money

PLACES = 4
_NONE = SelectChoice("", "")


class CloseForm(Form):
    """Closing a year."""

    looked = BooleanField(lazy_gettext("Ik heb de punten hierboven nagelopen"))


class ShareForm(wtforms.Form):  # type: ignore[misc]
    """A part of the result and where it goes."""

    account = SelectField(lazy_gettext("Rekening"), choices=[_NONE], validate_choice=False)
    amount = MoneyField(lazy_gettext("Bedrag"))

    def validate_amount(self, field: MoneyField) -> None:
        """An amount needs a place."""
        if field.data and not self.account.data:
            raise wtforms.ValidationError(gettext("Kies er een rekening bij."))


class DecisionForm(Form):
    """What the members decided on the result."""

    day: Any = DayField(lazy_gettext("Datum van de ledenvergadering"), [required()])
    shares = FieldList(FormField(ShareForm), min_entries=PLACES, max_entries=20)

    def offer(self, places: Iterable[Account]) -> None:
        """Fill the lists to choose from."""
        choices = [_NONE, *(SelectChoice(account.number, account.label) for account in places)]
        for entry in self.shares:
            entry.account.choices = choices

    def typed(self) -> list[tuple[str, Money]]:
        """The parts that were filled in."""
        return [
            (entry.form.account.data, entry.form.amount.data) for entry in self.shares if entry.form.amount.data
        ]
