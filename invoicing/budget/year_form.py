"""The form of a whole budget: a year amount for every line there is, and room for new ones."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from coop.forms import MoneyField
from coop.money import Money
from invoicing.budget.choices import Choice, Choices
from invoicing.budget.forms import SeenForm
from invoicing.budget.line import Place
from invoicing.budget.sheet import SheetRow

NEW_LINES = 3


class YearForm(SeenForm):
    """The fields every budget has; `year_form` adds one amount for each line."""

    @property
    def new_lines(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each line to be added: account, service, amount."""
        return [(self[f"account_{i}"], self[f"object_{i}"], self[f"amount_{i}"]) for i in range(NEW_LINES)]

    def amount_of(self, place: Place) -> Any:
        """The field of a line that is there."""
        return self[_name(place)]

    def validate(self, extra_validators: Any = None) -> bool:
        """A new line has both an account and an amount, or neither."""
        fine = bool(super().validate(extra_validators))
        for account, _, amount in self.new_lines:
            if amount.data and not account.data:
                account.errors = [*account.errors, str(lazy_gettext("Kies een rekening."))]
                fine = False
        return fine

    def amounts(self, rows: Iterable[SheetRow]) -> dict[Place, Money]:
        """The year amount of every place, as typed; a new line adds to what is there.

        What did not come along, for the page was older than the line, is no answer and stays as it is.
        """
        typed = {row.place: row.total for row in rows}
        for place in typed:
            field = self.amount_of(place)
            if field.raw_data:
                typed[place] = field.data or Money.zero()
        for account, cost_object, amount in self.new_lines:
            if account.data and amount.data:
                place = (account.data, cost_object.data)
                typed[place] = typed.get(place, Money.zero()) + amount.data
        return typed


def year_form(rows: Iterable[SheetRow], choices: Choices, seen: int) -> YearForm:
    """The form for these lines; `seen` is the number of changes that the person knows of."""
    fields: dict[str, Any] = {
        _name(row.place): MoneyField(f"{row.number} {row.account}, {row.cost_object}", default=row.total or None)
        for row in rows
    }
    accounts = _options(lazy_gettext("Kies een rekening"), choices.accounts)
    objects = _options(lazy_gettext("Niet verdeeld"), choices.cost_objects)
    for i in range(NEW_LINES):
        fields[f"account_{i}"] = SelectField(lazy_gettext("Rekening"), choices=accounts, coerce=int, default=0)
        fields[f"object_{i}"] = SelectField(lazy_gettext("Dienst"), choices=objects, coerce=int, default=0)
        fields[f"amount_{i}"] = MoneyField(lazy_gettext("Bedrag in het jaar"))
    made: YearForm = type("LinesForm", (YearForm,), fields)(seen=seen)
    return made


def _options(none: Any, others: Sequence[Choice]) -> list[SelectChoice]:
    return [SelectChoice(value=key, label=words) for key, words in ((0, none), *others)]


def _name(place: Place) -> str:
    return "place_{}_{}".format(*place)
