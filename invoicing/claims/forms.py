"""Forms of claims."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import FileField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from coop import clock, identifiers
from coop.forms import CheckedField, DayField, Form, Length, MoneyField, required
from coop.languages import told


class ClaimForm(Form):
    """What somebody paid for us."""

    what = StringField(lazy_gettext("Waarvoor"), [required(), Length(max=120)])
    day: Any = DayField(lazy_gettext("Dag"), [required()])
    amount: Any = MoneyField(lazy_gettext("Bedrag"), [required()])
    receipt = FileField(lazy_gettext("Foto van de bon"), [required()])
    cost_object = SelectField(lazy_gettext("Dienst of project"), coerce=int)
    iban = CheckedField(lazy_gettext("Jouw rekeningnummer (IBAN)"), reads=identifiers.iban)

    def __init__(self, cost_objects: list[tuple[int, str]], **kwargs: Any) -> None:
        """Take the services and projects to choose from."""
        super().__init__(**{"day": clock.today(), **kwargs})
        self.cost_object.choices = _with_general([(number, told(name)) for number, name in cost_objects])


class ApproveForm(Form):
    """On which account an approved claim is a cost."""

    account = SelectField(lazy_gettext("Rekening"))
    cost_object = SelectField(lazy_gettext("Dienst of project"), coerce=int)

    def __init__(
        self, accounts: list[tuple[str, str]], cost_objects: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        """Take the accounts, and the services and projects, to choose from."""
        super().__init__(**kwargs)
        self.account.choices = [
            SelectChoice("", lazy_gettext("Kies een rekening")),
            *(SelectChoice(number, label) for number, label in accounts),
        ]
        self.cost_object.choices = _with_general(cost_objects)


class DeclineForm(Form):
    """Why a claim is not paid."""

    reason = TextAreaField(lazy_gettext("Waarom niet"), [required(), Length(max=200)])


def _with_general(pairs: list[tuple[int, str]]) -> list[SelectChoice]:
    return [SelectChoice(0, lazy_gettext("Algemeen")), *(SelectChoice(value, name) for value, name in pairs)]
