"""The forms of the budget: a line over its months, the plan of a service, a file, and the meeting that adopts."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from coop.forms import DayField, Form, Length, MinutesField, MoneyField, required
from coop.money import Money
from invoicing.budget.adoption import LONGEST_REASON
from invoicing.budget.driver import Season
from invoicing.budget.plan import COSTS_ON

AS_IT_IS = "as_it_is"
MOST_VISITS, MOST_MINUTES, MOST_MONEY = 100_000, 60_000, Money(100_000_000)
"""What a visit and a year of them can be: a thousand hours, a million euros."""


class SeenForm(Form):
    """A form that knows which budget the person looked at."""

    seen = HiddenField()

    @property
    def known(self) -> int:
        """How many changes of the budget the person knew of; -1 when that was tampered with."""
        said = str(self.seen.data)
        return int(said) if said.isdecimal() and len(said) < 10 else -1


class AdoptForm(SeenForm):
    """The meeting that adopts it, and for a revision why it came."""

    on: Any = DayField(lazy_gettext("Dag van de ledenvergadering"), [required()])
    why: Any = StringField(lazy_gettext("Waarom werd de begroting anders?"), [Length(max=LONGEST_REASON)])


class FileForm(SeenForm):
    """A budget from a file."""

    file = FileField(lazy_gettext("Bestand"))
    how: Any = RadioField(
        lazy_gettext("Een bedrag voor het hele jaar"),
        choices=[
            SelectChoice("even", lazy_gettext("Gelijk over de maanden")),
            SelectChoice("history", lazy_gettext("Zoals eerdere jaren gingen")),
        ],
        default="even",
    )


class LineForm(SeenForm):
    """The year of a line and how it goes over the months; twelve fields for who does that by hand."""

    amount: Any = MoneyField(lazy_gettext("Bedrag in het jaar"))
    how: Any = RadioField(lazy_gettext("Hoe gaat dat over de maanden?"))

    @property
    def months(self) -> list[Any]:
        """The fields of the twelve months."""
        return [self[f"month_{number}"] for number in range(1, 13)]

    @property
    def by_hand(self) -> list[Money]:
        """The twelve months as typed."""
        return [field.data or Money.zero() for field in self.months]


class NewLineForm(LineForm):
    """A line that is not there yet."""

    account: Any = SelectField(lazy_gettext("Rekening"), coerce=int)
    cost_object: Any = SelectField(lazy_gettext("Dienst of project"), coerce=int)


class PlanForm(SeenForm):
    """The plan of a service: visits over the year, price, and the paid work in a visit."""

    visits: Any = IntegerField(
        lazy_gettext("Klussen in het jaar"), [Optional(), NumberRange(0, MOST_VISITS)], default=0
    )
    price: Any = MoneyField(lazy_gettext("Prijs van een klus zonder btw"), [required()])
    season: Any = RadioField(lazy_gettext("Hoe gaan de klussen over de maanden?"))

    @property
    def months(self) -> list[Any]:
        """The fields of the twelve months."""
        return [self[f"month_{number}"] for number in range(1, 13)]

    @property
    def works(self) -> list[tuple[str, Any, Any]]:
        """Each engagement with its fields: minutes in a visit, and what an hour costs."""
        return [(engagement, self[f"minutes_{engagement}"], self[f"rate_{engagement}"]) for engagement in COSTS_ON]

    def validate(self, extra_validators: Any = None) -> bool:
        """Who works has a rate, and a visit is something that can be."""
        fine = bool(super().validate(extra_validators))
        for _, minutes, rate in self.works:
            if minutes.data and rate.data is None:
                rate.errors = [*rate.errors, str(lazy_gettext("Vul in wat een uur kost."))]
                fine = False
            if (minutes.data or 0) > MOST_MINUTES:
                minutes.errors = [*minutes.errors, str(lazy_gettext("Dit is te veel voor een klus."))]
                fine = False
        for field in (self.price, *(rate for _, _, rate in self.works)):
            if field.data is not None and not Money.zero() <= field.data <= MOST_MONEY:
                field.errors = [*field.errors, str(lazy_gettext("Dit kan niet onder nul zijn, of zo hoog."))]
                fine = False
        return fine


def line_form(names: list[str], ways: list[tuple[str, object]], *, new: bool = False, **data: Any) -> Any:
    """The form of a line, with a field for each month and the ways there are to spread it."""
    fields: dict[str, Any] = {f"month_{number}": MoneyField(name) for number, name in enumerate(names, 1)}
    made = type("MonthsForm", (NewLineForm if new else LineForm,), fields)(**data)
    made.how.choices = [SelectChoice(value=key, label=label) for key, label in ways]
    return made


def plan_form(names: list[str], works: dict[str, object], ways: list[tuple[str, object]], **data: Any) -> Any:
    """The form of a plan, with a field for each month and two for each engagement."""
    fields: dict[str, Any] = {
        f"month_{number}": IntegerField(name, [Optional(), NumberRange(0, MOST_VISITS)])
        for number, name in enumerate(names, 1)
    }
    for engagement, name in works.items():
        fields[f"minutes_{engagement}"] = MinutesField(name)
        fields[f"rate_{engagement}"] = MoneyField(lazy_gettext("Kosten van een uur"))
    made = type("ServiceForm", (PlanForm,), fields)(**data)
    made.season.choices = [SelectChoice(value=key, label=label) for key, label in ways]
    return made


SEASONS: dict[str, object] = {
    Season.EVEN: lazy_gettext("Gelijk over het jaar"),
    Season.HISTORY: lazy_gettext("Zoals eerdere jaren gingen"),
    Season.SERVICE: lazy_gettext("Alleen in het seizoen van de dienst"),
    Season.BY_HAND: lazy_gettext("Zelf per maand invullen"),
}
