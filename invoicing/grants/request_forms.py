"""Forms of a request: what is asked, the lines of its budget, and the answer of the giver."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange

from coop.forms import DayField, Form, Length, MinutesField, MoneyField, required
from coop.money import Money
from invoicing.grants.forms import Pairs, choices
from invoicing.grants.request import COVER_NAMES, GrantActivity


class RequestForm(Form):
    """Who is asked for how much, for what and when."""

    giver = SelectField(lazy_gettext("Gever"), coerce=int, validators=[required()])
    purpose = StringField(lazy_gettext("Waarvoor"), validators=[required(), Length(max=200)])
    requested: Any = MoneyField(lazy_gettext("Gevraagd bedrag"), validators=[required()])
    begin: Any = DayField(lazy_gettext("Eerste dag"), validators=[required()])
    until: Any = DayField(lazy_gettext("Laatste dag"), validators=[required()])

    def __init__(self, givers: Pairs, **kwargs: Any) -> None:
        """Take who can give as (key, name) pairs."""
        super().__init__(**kwargs)
        self.giver.choices = [SelectChoice(value, name) for value, name in givers]


class ServiceForm(Form):
    """A service whose budget a request begins with."""

    asked_of = SelectField(lazy_gettext("Gever"), coerce=int, validators=[required()])
    cost_object = SelectField(lazy_gettext("Dienst of project"), coerce=int, validators=[required()])
    year = IntegerField(lazy_gettext("Jaar van de begroting"), validators=[required(), NumberRange(2000, 2999)])

    def __init__(self, givers: Pairs, cost_objects: Pairs, **kwargs: Any) -> None:
        """Take the choices as (key, name) pairs."""
        super().__init__(**kwargs)
        self.asked_of.choices = [SelectChoice(value, name) for value, name in givers]
        self.cost_object.choices = [SelectChoice(value, name) for value, name in cost_objects]


class ActivityForm(Form):
    """An activity."""

    name = StringField(lazy_gettext("Activiteit"), validators=[required(), Length(max=120)])
    share: Any = MoneyField(lazy_gettext("Hiervoor gevraagd"))


class CostForm(Form):
    """A cost of an activity."""

    activity = SelectField(lazy_gettext("Activiteit"), coerce=int, validators=[required()])
    text = StringField(lazy_gettext("Waarvoor"), validators=[required(), Length(max=200)])
    account = SelectField(lazy_gettext("Rekening"), default="")
    minutes = MinutesField(lazy_gettext("Uren"))
    rate: Any = MoneyField(lazy_gettext("Per uur"))
    amount: Any = MoneyField(lazy_gettext("Of een bedrag"))

    def __init__(self, activities: Sequence[GrantActivity], accounts: Pairs, **kwargs: Any) -> None:
        """Take the activities of the request, and the accounts of costs as (number, label) pairs."""
        super().__init__(**kwargs)
        self.activity.choices = [SelectChoice(one.id, one.name) for one in activities]
        self.account.choices = choices("", lazy_gettext("Geen rekening"), accounts)


class CoverForm(Form):
    """What pays for it beside what is asked."""

    kind = SelectField(
        lazy_gettext("Soort"), choices=[SelectChoice(kind.value, name) for kind, name in COVER_NAMES.items()]
    )
    source = StringField(lazy_gettext("Waarvandaan"), validators=[required(), Length(max=200)])
    covers: Any = MoneyField(lazy_gettext("Bedrag"), validators=[required()])
    granted = BooleanField(lazy_gettext("Deze andere subsidie is al toegekend"))


class SharesForm(Form):
    """What of the request is for each activity; `shares_form` adds their fields."""

    def shares(self, activities: Sequence[GrantActivity]) -> dict[int, Money | None]:
        """What was typed, by activity."""
        return {one.id: self[f"share_{one.id}"].data for one in activities}


def shares_form(activities: Sequence[GrantActivity], **kwargs: Any) -> SharesForm:
    """The form with an amount for each activity, as it is now."""
    fields = {f"share_{one.id}": MoneyField(one.name, default=one.requested) for one in activities}
    made: SharesForm = type("SharesOfRequest", (SharesForm,), fields)(**kwargs)
    return made


class DayForm(Form):
    """When something happened to a request, and what was said."""

    day: Any = DayField(lazy_gettext("Dag"), validators=[required()])
    answer = TextAreaField(lazy_gettext("Waarom"), validators=[Length(max=2000)])


class GrantedForm(Form):
    """What the giver granted; what is left empty for an activity is its share of the rest."""

    amount: Any = MoneyField(lazy_gettext("Toegekend bedrag"), validators=[required()])
    day: Any = DayField(lazy_gettext("Datum van de beschikking"), validators=[required()])
    reference = StringField(lazy_gettext("Kenmerk van de beschikking"), validators=[Length(max=60)])
    cost_object = SelectField(lazy_gettext("Dienst of project"), coerce=int, default=0)
    conditions = TextAreaField(lazy_gettext("Voorwaarden, op elke regel een"), validators=[Length(max=3000)])

    def shares(self, activities: Sequence[GrantActivity]) -> list[Money | None]:
        """What was typed for each activity."""
        return [self[f"share_{one.id}"].data for one in activities]


def granted_form(activities: Sequence[GrantActivity], cost_objects: Pairs, **kwargs: Any) -> GrantedForm:
    """The form with an amount for each activity."""
    fields = {f"share_{one.id}": MoneyField(one.name) for one in activities}
    made: GrantedForm = type("GrantedOfRequest", (GrantedForm,), fields)(**kwargs)
    made.cost_object.choices = choices(0, lazy_gettext("Geen dienst of project"), cost_objects)
    return made
