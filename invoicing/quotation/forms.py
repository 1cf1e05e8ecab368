"""The forms of quotations: what it is for, what it costs, and what the customer answers."""

import re
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange

from coop.forms import DayField, Form, Length, MinutesField, MoneyField, ValidationError, required
from coop.money import Money
from coop.rules import book
from invoicing.quotation.quotation import LineKind, Pays, Quotation, QuotationLine
from invoicing.quotation.quotation_list import PAYS_NAMES
from members.engagement import KIND_NAMES, EngagementKind
from orders.forms import FREQUENCY_NAMES

LONGEST = timedelta(days=5 * 366)
LINE_NAMES = {
    LineKind.WORK: lazy_gettext("Werk"),
    LineKind.MATERIAL: lazy_gettext("Materiaal"),
    LineKind.TRAVEL: lazy_gettext("Reizen en vervoer"),
    LineKind.OUTSOURCED: lazy_gettext("Werk van een ander bedrijf"),
}
_SHARE = lazy_gettext("Kies 0 tot 100 procent.")


class PercentField(MoneyField):
    """A per cent as typed (12,5), kept in hundredths of a per cent."""

    def _value(self) -> str:
        text: str = super()._value()
        return text if self.raw_data else text.removesuffix(",00")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it as strictly as an amount."""
        super().process_formdata([text.replace("%", "").strip() for text in valuelist])

    def pre_validate(self, form: Any) -> None:
        """Refuse what is below nothing or above all of it."""
        if self.data is not None and not 0 <= self.data.cents <= 10_000:
            raise ValidationError(str(_SHARE))


class DaysField(TextAreaField):  # type: ignore[misc]
    """Days as people write them, parted by commas or on lines of their own, kept in order and each once."""

    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return ", ".join(f"{day.day}-{day.month}-{day.year}" for day in map(date.fromisoformat, self.data or []))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read them; nothing is no days."""
        written = re.split(r"[,;\n]", valuelist[0] if valuelist else "")
        self.data = sorted({_day(text.strip()) for text in written if text.strip()})


class FactsForm(Form):
    """What a quotation is for."""

    party = SelectField(lazy_gettext("Klant"), coerce=int)
    service = SelectField(lazy_gettext("Soort werk"), coerce=int)
    title = StringField(lazy_gettext("Titel"), validators=[required(), Length(max=80)])
    included = TextAreaField(lazy_gettext("Wat doen we?"), validators=[Length(max=4000)])
    begin: Any = DayField(lazy_gettext("Eerste dag"), validators=[required()])
    until: Any = DayField(lazy_gettext("Laatste dag"), validators=[required()])
    frequency = SelectField(
        lazy_gettext("Hoe vaak"),
        choices=[SelectChoice(one.value, name) for one, name in FREQUENCY_NAMES.items()],
    )
    days = DaysField(lazy_gettext("Of op deze dagen"), validators=[Length(max=200)])
    people = IntegerField(lazy_gettext("Hoeveel mensen per keer"), validators=[required(), NumberRange(1, 50)])
    pays = RadioField(
        lazy_gettext("Hoe wordt er betaald?"),
        choices=[SelectChoice(one.value, name) for one, name in PAYS_NAMES.items()],
        default=Pays.VISIT.value,
    )
    reference = StringField(lazy_gettext("Kenmerk van de klant"), validators=[Length(max=60)])
    valid_until: Any = DayField(lazy_gettext("Geldig tot en met"), validators=[required()])

    def __init__(self, customers: Any, services: Any, **kwargs: Any) -> None:
        """Take who and what can be chosen as (id, name) pairs."""
        super().__init__(**kwargs)
        self.party.choices = [SelectChoice(value, name) for value, name in customers]
        self.service.choices = [SelectChoice(value, name) for value, name in services]

    def validate_until(self, field: Any) -> None:
        """The last day is no earlier than the first, and not years away."""
        if self.begin.data is None or field.data is None:
            return
        if field.data < self.begin.data:
            raise ValidationError(str(lazy_gettext("Dit is eerder dan de eerste dag.")))
        if field.data - self.begin.data > LONGEST:
            raise ValidationError(str(lazy_gettext("Kies een periode van hoogstens vijf jaar.")))

    def validate_days(self, field: Any) -> None:
        """Days that are listed lie in the period."""
        if not field.data or self.begin.data is None or self.until.data is None:
            return
        first, last = field.data[0], field.data[-1]
        if first < self.begin.data.isoformat() or last > self.until.data.isoformat():
            raise ValidationError(str(lazy_gettext("Kies dagen in de periode hierboven.")))

    @property
    def facts(self) -> dict[str, Any]:
        """What a quotation keeps of it."""
        names = ("title", "included", "begin", "frequency", "days", "people", "pays", "reference", "valid_until")
        told = {name: self[name].data for name in names}
        return {
            **{name: value.strip() if isinstance(value, str) else value for name, value in told.items()},
            "end": self.until.data + timedelta(days=1),
        }


def facts_of(quotation: Quotation) -> dict[str, Any]:
    """What the form begins with for a quotation that is there."""
    names = ("title", "included", "begin", "frequency", "days", "people", "pays", "reference", "valid_until")
    told = {name: getattr(quotation, name) for name in names}
    return {
        **told,
        "party": quotation.party_id,
        "service": quotation.service_id,
        "until": quotation.last_day,
    }


class MarkupForm(Form):
    """What comes on top of the costs, or the price that is asked instead."""

    overhead: Any = PercentField(lazy_gettext("Overhead in procent"))
    risk: Any = PercentField(lazy_gettext("Risico in procent"))
    margin: Any = PercentField(lazy_gettext("Marge in procent"))
    asked: Any = MoneyField(lazy_gettext("Eigen prijs"))

    def validate_asked(self, field: Any) -> None:
        """A price is not below nothing."""
        if field.data is not None and field.data < Money.zero():
            raise ValidationError(str(lazy_gettext("Een prijs is niet lager dan € 0.")))

    @property
    def facts(self) -> dict[str, Any]:
        """What a quotation keeps of it."""
        shares = {name: (self[name].data or Money.zero()).cents for name in ("overhead", "risk", "margin")}
        return {**shares, "asked": self.asked.data}


def markups_of(quotation: Quotation) -> dict[str, Any]:
    """What the form of the markups begins with."""
    shares = {name: Money(getattr(quotation, name)) for name in ("overhead", "risk", "margin")}
    return {**shares, "asked": quotation.asked}


class LineForm(Form):
    """One cost."""

    activity = StringField(lazy_gettext("Onderdeel"), validators=[required(), Length(max=120)])
    kind = SelectField(
        lazy_gettext("Soort kosten"), choices=[SelectChoice(one.value, name) for one, name in LINE_NAMES.items()]
    )
    engagement = SelectField(
        lazy_gettext("Wie doet het"),
        choices=[SelectChoice(one.value, KIND_NAMES[one]) for one in EngagementKind],
    )
    minutes: Any = MinutesField(lazy_gettext("Tijd"))
    rate: Any = MoneyField(lazy_gettext("Kosten per uur"))
    amount: Any = MoneyField(lazy_gettext("Kosten zonder btw"))
    vat_rule = SelectField(lazy_gettext("Btw voor de klant"))

    def __init__(self, **kwargs: Any) -> None:
        """Offer every VAT rule of the book."""
        super().__init__(**kwargs)
        self.vat_rule.choices = [SelectChoice(rule.code, rule.label) for rule in book.vat_rules()]

    @property
    def facts(self) -> dict[str, Any]:
        """What a line keeps of it."""
        return {field.name: field.data for field in self if field.name not in ("once", "csrf_token")}


def facts_of_line(line: QuotationLine) -> dict[str, Any]:
    """What the form begins with for a line that is there."""
    names = ("activity", "kind", "engagement", "minutes", "vat_rule")
    return {**{name: getattr(line, name) for name in names}, "amount": line.cost if line.minutes is None else None}


class AcceptForm(Form):
    """Yes, by somebody who may."""

    signer = StringField(lazy_gettext("Je naam"), validators=[required(), Length(max=120)])
    role = StringField(lazy_gettext("Je functie"), validators=[required(), Length(max=120)])
    reference = StringField(lazy_gettext("Jullie eigen nummer voor de factuur"), validators=[Length(max=60)])
    may_sign = BooleanField(lazy_gettext("Ik mag namens deze organisatie tekenen."))

    def validate_may_sign(self, field: Any) -> None:
        """The box is ticked."""
        if not field.data:
            raise ValidationError(
                str(lazy_gettext("Zet hier een vinkje. Mag je niet tekenen? Vraag wie dat mag."))
            )


class DeclineForm(Form):
    """No, and why."""

    reason = TextAreaField(lazy_gettext("Waarom niet?"), validators=[required(), Length(max=1000)])


class AskForm(Form):
    """A question first."""

    question = TextAreaField(lazy_gettext("Je vraag"), validators=[required(), Length(max=2000)])


def _day(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    except ValueError:
        pass
    raise ValueError(gettext("%(text)s is geen datum. Schrijf bijvoorbeeld 3-2-2026.", text=text))
