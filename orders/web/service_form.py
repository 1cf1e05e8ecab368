"""The form of a service: it reads what was typed, the verbs decide."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    FileField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from coop.errors import Refusal
from coop.forms import Form, MinutesField, MoneyField, required
from coop.money import Money
from coop.rules import book
from members.talent import all_talents
from orders.drawing import DRAWINGS
from orders.forms import FREQUENCY_NAMES
from orders.price import PriceRule
from orders.recurrence import Frequency
from orders.service import Audience, Service

PRICE_RULES = [
    SelectChoice(PriceRule.FIXED.value, lazy_gettext("per keer")),
    SelectChoice(PriceRule.HOUR.value, lazy_gettext("per uur")),
    SelectChoice(PriceRule.SQUARE_METRE.value, lazy_gettext("per m²")),
]
AUDIENCES = [
    SelectChoice(Audience.RESIDENT.value, lazy_gettext("bewoners (prijs met btw)")),
    SelectChoice(Audience.ORGANISATION.value, lazy_gettext("organisaties (prijs zonder btw)")),
]
FREQUENCIES = [SelectChoice(kind.value, name) for kind, name in FREQUENCY_NAMES.items()]


class ServiceForm(Form):
    """What a service is, for whom, and what it costs."""

    name = StringField(lazy_gettext("Naam"), [required(), Length(max=80)])
    summary = TextAreaField(lazy_gettext("Wat doen we dan?"), [Length(max=300)])
    icon = RadioField(
        lazy_gettext("Welke tekening past erbij?"),
        [Optional()],
        choices=[SelectChoice(drawing.icon, drawing.label) for drawing in DRAWINGS],
    )
    picture = FileField(lazy_gettext("Foto van het werk"), [Optional()])
    no_picture = BooleanField(lazy_gettext("Haal de foto weg en toon de tekening"))
    audience = RadioField(lazy_gettext("Voor wie?"), [required()], choices=AUDIENCES, default="resident")
    price_rule = RadioField(lazy_gettext("Hoe rekenen we?"), [required()], choices=PRICE_RULES, default="fixed")
    price = MoneyField(lazy_gettext("Prijs"), [required()])
    reduced_price = MoneyField(lazy_gettext("Prijs met Stadjerspas"), [Optional()])
    minimum = MoneyField(lazy_gettext("Minimumprijs"), [Optional()])
    size_question = StringField(lazy_gettext("Vraag naar de hoeveelheid"), [Length(max=120)])
    vat_rule = SelectField(lazy_gettext("Btw"), [required()])
    minutes = MinutesField(lazy_gettext("Hoe lang duurt het?"), [required()])
    units_per_hour = IntegerField(lazy_gettext("Hoeveel m² per uur?"), [Optional(), NumberRange(1, 9999)])
    bring = TextAreaField(lazy_gettext("Wat neem je mee naar deze klus?"), [Length(max=300)])
    people = IntegerField(lazy_gettext("Hoeveel mensen?"), [required(), NumberRange(1, 20)], default=1)
    talent_code = SelectField(lazy_gettext("Welk talent past erbij?"), [Optional()])
    frequencies = SelectMultipleField(
        lazy_gettext("Hoe vaak bieden we het aan?"),
        [required()],
        choices=FREQUENCIES,
        default=[Frequency.ONCE.value],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    extra_lines = TextAreaField(lazy_gettext("Extra's"), [Optional()])
    active = BooleanField(lazy_gettext("Dit bieden we aan"), default=True)

    def fill_choices(self) -> None:
        """Offer the VAT rules of the book and the talents there are."""
        self.vat_rule.choices = [SelectChoice(rule.code, rule.label) for rule in book.vat_rules()]
        self.talent_code.choices = [
            SelectChoice("", gettext("geen")),
            *(SelectChoice(talent.code, talent.name) for talent in all_talents()),
        ]

    def validate_extra_lines(self, field: Any) -> None:
        """Each line is a name and a price."""
        try:
            read_extras(field.data or "")
        except (Refusal, ValueError) as wrong:
            raise ValidationError(gettext("Schrijf elke extra op een eigen regel: naam = 12,50")) from wrong

    def facts(self) -> dict[str, object]:
        """What was typed, by the names of the service's own facts."""
        facts = {name: value for name, value in self.data.items() if hasattr(Service, name)}
        return {**facts, "talent_code": self.talent_code.data or None, "icon": self.icon.data or ""}


def read_extras(text: str) -> list[tuple[str, Money]]:
    """The extras as typed, a line each: name = price; raises ValueError or NotAnAmount."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        name, separator, price = line.rpartition("=")
        if not separator or not name.strip():
            raise ValueError(line)
        found.append((name.strip()[:80], Money.parse(price)))
    return found


def written_extras(service: Service) -> str:
    """The extras on offer, as they are typed."""
    return "\n".join(f"{extra.name} = {extra.price.decimal()}" for extra in service.extras if extra.active)
