"""Forms of grants: what was awarded, its terms and rules, what is moved by hand, and the settlement."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from coop.forms import DayField, Form, Length, MoneyField, required

Pairs = Iterable[tuple[Any, Any]]


class GrantForm(Form):
    """A grant that was awarded."""

    giver = SelectField(lazy_gettext("Gever"), coerce=int, validators=[required()])
    purpose = StringField(lazy_gettext("Waarvoor"), validators=[required(), Length(max=200)])
    reference = StringField(lazy_gettext("Kenmerk van de beschikking"), validators=[Length(max=60)])
    amount: Any = MoneyField(lazy_gettext("Bedrag"), validators=[required()])
    begin: Any = DayField(lazy_gettext("Eerste dag"), validators=[required()])
    until: Any = DayField(lazy_gettext("Laatste dag"), validators=[required()])
    awarded_on: Any = DayField(lazy_gettext("Toegekend op"), validators=[required()])

    def __init__(self, givers: Pairs, **kwargs: Any) -> None:
        """Take who can give as (id, name) pairs."""
        super().__init__(**kwargs)
        self.giver.choices = [SelectChoice(value, name) for value, name in givers]


class TermsForm(Form):
    """How hours count, and when the report is due."""

    hour_limit: Any = MoneyField(lazy_gettext("Hoogstens per betaald uur"))
    unpaid_rate: Any = MoneyField(lazy_gettext("Een onbetaald uur telt voor"))
    volunteers = BooleanField(lazy_gettext("Uren van vrijwilligers tellen mee"))
    participants = BooleanField(lazy_gettext("Uren van mensen met een participatieplek tellen mee"))
    report_due: Any = DayField(lazy_gettext("Verantwoording inleveren voor of op"))


class ConditionsForm(Form):
    """Conditions as they stand in the letter, one a line."""

    texts = TextAreaField(
        lazy_gettext("Voorwaarden, op elke regel een"), validators=[required(), Length(max=3000)]
    )


class RuleForm(Form):
    """What may be charged."""

    account = StringField(lazy_gettext("Rekening"), validators=[Length(max=10)])
    cost_object = SelectField(lazy_gettext("Dienst of project"), coerce=int, default=0)
    activity = SelectField(lazy_gettext("Activiteit"), coerce=int, default=0)

    def __init__(self, cost_objects: Pairs, activities: Pairs, **kwargs: Any) -> None:
        """Take the choices as (key, name) pairs."""
        super().__init__(**kwargs)
        self.cost_object.choices = choices(0, lazy_gettext("Alle diensten en projecten"), cost_objects)
        self.activity.choices = choices(0, lazy_gettext("Niet per activiteit"), activities)


class MoveForm(Form):
    """Where a booked cost goes instead, with the reason."""

    to = SelectField(lazy_gettext("Ten laste van"), coerce=int, default=0)
    amount: Any = MoneyField(lazy_gettext("Bedrag"))
    activity = SelectField(lazy_gettext("Activiteit"), coerce=int, default=0)
    reason = StringField(lazy_gettext("Waarom"), validators=[required(), Length(max=200)])

    def __init__(self, grants: Pairs, activities: Pairs, **kwargs: Any) -> None:
        """Take the choices as (key, name) pairs."""
        super().__init__(**kwargs)
        self.to.choices = choices(0, lazy_gettext("Geen subsidie"), grants)
        self.activity.choices = choices(0, lazy_gettext("Niet per activiteit"), activities)


class SettleForm(Form):
    """What the giver established."""

    established: Any = MoneyField(lazy_gettext("Vastgesteld bedrag"), validators=[required()])
    day: Any = DayField(lazy_gettext("Datum van de brief"), validators=[required()])
    reference = StringField(lazy_gettext("Kenmerk van de brief"), validators=[Length(max=60)])


def choices(none: Any, label: Any, pairs: Pairs) -> list[SelectChoice]:
    """A list to choose from that begins with nothing chosen."""
    return [SelectChoice(none, label), *(SelectChoice(value, name) for value, name in pairs)]
