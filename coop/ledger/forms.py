"""The forms of the ledger."""

from datetime import date

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import FieldList, FormField, SelectField, StringField
from wtforms.fields import SelectChoice

from coop.forms import DayField, Form, Length, MoneyField, required
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.ledger.posting import Line

LINES = 8
_NO_ACCOUNT = SelectChoice("", lazy_gettext("Kies een rekening"))
_NO_OBJECT = SelectChoice("", lazy_gettext("Algemeen"))


class LineForm(wtforms.Form):  # type: ignore[misc]
    """One line: an account with an amount on one of its sides."""

    account = SelectField(lazy_gettext("Rekening"), choices=[_NO_ACCOUNT], validate_choice=False)
    debit = MoneyField(lazy_gettext("Debet"))
    credit = MoneyField(lazy_gettext("Credit"))
    cost_object = SelectField(lazy_gettext("Dienst of project"), choices=[_NO_OBJECT], validate_choice=False)

    def validate_debit(self, field: MoneyField) -> None:
        """An amount stands on one side and needs an account."""
        debit, credit = field.data, self.credit.data
        if debit and credit:
            raise wtforms.ValidationError(gettext("Vul debet of credit in, niet allebei."))
        if (debit and debit.cents < 0) or (credit and credit.cents < 0):
            raise wtforms.ValidationError(gettext("Zet een min-bedrag aan de andere kant."))
        if (debit or credit) and not self.account.data:
            raise wtforms.ValidationError(gettext("Kies er een rekening bij."))

    def line(self) -> Line | None:
        """The line it stands for, None when nothing was filled in."""
        cents = (self.debit.data.cents if self.debit.data else 0) - (
            self.credit.data.cents if self.credit.data else 0
        )
        cost_object = int(self.cost_object.data) if (self.cost_object.data or "").isdigit() else None
        return Line(self.account.data, cents, cost_object) if cents else None


class MemorialForm(Form):
    """A posting by hand."""

    date = DayField(lazy_gettext("Datum"), [required()])
    description = StringField(lazy_gettext("Omschrijving"), [required(), Length(max=200)])
    lines = FieldList(FormField(LineForm), min_entries=LINES, max_entries=60)

    def offer(self, accounts: list[Account], cost_objects: list[CostObject]) -> None:
        """Fill the lists to choose from."""
        for entry in self.lines:
            entry.account.choices = [_NO_ACCOUNT, *(SelectChoice(a.number, a.label) for a in accounts)]
            entry.cost_object.choices = [_NO_OBJECT, *(SelectChoice(str(c.id), c.name) for c in cost_objects)]

    def typed(self) -> list[Line]:
        """The lines that were filled in."""
        return [line for line in (entry.form.line() for entry in self.lines) if line is not None]


class ReversalForm(Form):
    """Undoing a posting by hand."""

    date = DayField(lazy_gettext("Datum"), [required()])
    reason = StringField(lazy_gettext("Waarom"), [required(), Length(max=200)])


class ClosingForm(Form):
    """Closing the books up to and including a month."""

    until = SelectField(lazy_gettext("Afsluiten tot en met"), validate_choice=False)

    def offer(self, months: list[tuple[date, str]]) -> None:
        """Offer the months that can be closed, each by the first day after it."""
        self.until.choices = [SelectChoice(day.isoformat(), name) for day, name in months]

    def day(self) -> date | None:
        """The first day that stays open, None when none of the months was chosen."""
        chosen = {choice.value for choice in self.until.choices}
        return date.fromisoformat(self.until.data) if self.until.data in chosen else None
