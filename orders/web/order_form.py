"""The form of an order: its few questions, the day, and where and by whom we can reach the customer."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, IntegerField, MultipleFileField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from coop.filters import money
from coop.forms import Email, PhoneField, PostcodeField, required
from coop.languages import told
from coop.rules import book
from orders.forms import FREQUENCY_NAMES, CheckboxListField
from orders.price import PriceRule
from orders.recurrence import Frequency
from orders.service import Service
from orders.web.day_choice import DayChoiceForm


class SizeField(IntegerField):  # type: ignore[misc]
    """A whole number of hours or square metres."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it, or say what it should be; an empty field is None."""
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if text and not (text.isascii() and text.isdigit()):
            raise ValueError(gettext("Schrijf een heel getal, bijvoorbeeld 3."))
        self.data = int(text[:9]) if text else None


class OrderForm(DayChoiceForm):
    """An order: its few questions, the day, and where and by whom we can reach the customer."""

    size = SizeField(lazy_gettext("Hoeveel?"), [required()])
    extras = CheckboxListField(lazy_gettext("Extra's"), coerce=int)
    frequency = RadioField(lazy_gettext("Hoe vaak?"), [required()], default=Frequency.ONCE.value)
    vat_answer = RadioField(
        lazy_gettext("Btw-vraag"), [Optional()], choices=[SelectChoice("yes", "ja"), SelectChoice("no", "nee")]
    )
    reduced = BooleanField(lazy_gettext("Ik heb een Stadjerspas"))
    remarks = TextAreaField(lazy_gettext("Wil je nog iets vertellen?"), [Length(max=1000)])
    photos = MultipleFileField(lazy_gettext("Foto's van het werk"), [Optional()])
    postcode = PostcodeField(lazy_gettext("Postcode"), [required()])
    house_number = StringField(lazy_gettext("Huisnummer"), [required(), Length(max=12)])
    street = StringField(lazy_gettext("Straat"), [Length(max=80)])
    name = StringField(lazy_gettext("Je naam"), [required(), Length(max=100)])
    phone = PhoneField(lazy_gettext("Telefoon"), [Optional()])
    email = StringField(
        lazy_gettext("E-mail"), [Optional(), Length(max=254), Email(lazy_gettext("Kijk het e-mailadres na."))]
    )
    reference = StringField(lazy_gettext("Inkoopnummer of kenmerk van de klant"), [Length(max=60)])

    def suit(self, service: Service, today: date, *, organisation: bool = False) -> None:
        """Ask only what this service needs to know, and of an organisation what its books need."""
        self.offer_days(service, today)
        if not organisation:
            del self.reference
        self.extras.choices = [
            SelectChoice(extra.id, f"{told(extra.name)} ({money(extra.price)})")
            for extra in service.extras
            if extra.active
        ]
        self.frequency.choices = [
            SelectChoice(name, FREQUENCY_NAMES[Frequency(name)]) for name in service.frequencies
        ]
        rule = PriceRule(service.price_rule)
        if rule == PriceRule.FIXED:
            del self.size
        else:
            unit = gettext("Hoeveel uur?") if rule == PriceRule.HOUR else gettext("Hoeveel vierkante meter?")
            self.size.label.text = told(service.size_question) or unit
            if not self.size.raw_data and self.size.data is None:
                self.size.data = max(1, service.minutes // 60) if rule == PriceRule.HOUR else 25
        question = book.vat_rule(service.vat_rule).question
        if question is None:
            del self.vat_answer
        else:
            self.vat_answer.label.text = told(question)
            self.vat_answer.choices = [
                SelectChoice("yes", gettext("Ja")),
                SelectChoice("no", gettext("Nee of dat weet ik niet")),
            ]
            if not self.vat_answer.raw_data:
                self.vat_answer.data = self.vat_answer.data or "yes"
        if not service.extras:
            del self.extras
        if len(service.frequencies) == 1:
            del self.frequency
        if service.reduced_price is None:
            del self.reduced

    def validate(self, extra_validators: Any = None) -> bool:
        """One way to reach the customer is enough; none is too little."""
        valid: bool = super().validate(extra_validators)
        if not (self.phone.data or self.email.data) and not (self.phone.errors or self.email.errors):
            self.phone.errors = [*self.phone.errors, gettext("Vul je telefoonnummer of je e-mailadres in.")]
            return False
        return valid

    def wish(self) -> dict[str, Any]:
        """What was asked for, as an offer and an order take it."""
        answer = self["vat_answer"].data if "vat_answer" in self else None
        return {
            "quantity": (self["size"].data or 0) * 1000 if "size" in self else 1000,
            "extra_ids": self["extras"].data or [] if "extras" in self else [],
            "reduced": bool(self["reduced"].data) if "reduced" in self else False,
            "vat_answer": None if answer is None else answer == "yes",
        }

    def chosen_frequency(self, service: Service) -> str:
        """How often, or the only way it is offered."""
        return str(self["frequency"].data if "frequency" in self else service.frequencies[0])
