"""Forms: they read strictly what a person types and say in plain words what is wrong; they decide no rule."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import phonenumbers
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from stdnum.nl import postcode as nl_postcode
from wtforms import DateField, Field, HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import TextInput

from coop.errors import Refusal
from coop.filters import phone
from coop.mail_address import is_address
from coop.money import Money, NotAnAmount
from coop.once import new_key

Required = InputRequired
__all__ = ["DataRequired", "Email", "InputRequired", "Length", "Optional", "Required", "ValidationError"]


def required() -> InputRequired:
    """The field must be filled in."""
    return InputRequired(lazy_gettext("Vul dit in."))


class Email:
    """The field holds one e-mail address, by its shape."""

    def __init__(self, message: Any = None) -> None:
        """Take the sentence to show, or the usual one."""
        self._message = message

    def __call__(self, _form: Any, field: Any) -> None:
        """Refuse what no mail can be sent to."""
        if not is_address((field.data or "").strip()):
            usual = gettext("Dit is geen e-mailadres. Het lijkt op naam@voorbeeld.nl.")
            raise ValidationError(str(self._message or usual))


class Form(FlaskForm):  # type: ignore[misc]
    """A form with its protection against forgery and against being sent twice."""

    once = HiddenField("", default=new_key)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal next to its field, or on top of the form when it belongs to none."""
        field = self._fields.get(refusal.field) if refusal.field else None
        if field is not None:
            field.errors = [*field.errors, refusal.sentence]
        else:
            self.form_errors.append(refusal.sentence)

    @property
    def sentences(self) -> list[tuple[str | None, str]]:
        """Every error as (id of its field or None, sentence), for the summary on top."""
        found: list[tuple[str | None, str]] = [(None, sentence) for sentence in self.form_errors]
        for field in self:
            found += [(field.id, str(sentence)) for sentence in _flat(field.errors)]
        return found


class EmptyForm(Form):
    """A button: nothing to fill in, still protected and carried out once."""


class MoneyField(Field):  # type: ignore[misc]
    """An amount as typed (12,50 or 12.50 or 1.234,50), read strictly into Money."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.decimal() if isinstance(self.data, Money) else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; an empty field is None."""
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                self.data = Money.parse(valuelist[0])
            except NotAnAmount as refused:
                raise ValueError(refused.sentence) from refused


class MinutesField(Field):  # type: ignore[misc]
    """A length of time as typed: 90, 1:30, 1u30 or 1,5 uur, read into whole minutes."""

    widget = TextInput()
    _FORMS = (
        (re.compile(r"(\d+)\s*(?:m|min|minuten)?"), lambda m: int(m[1])),
        (
            re.compile(r"(\d+)\s*(?::|u|uur)\s*([0-5]?\d)\s*(?:m|min|minuten)?"),
            lambda m: int(m[1]) * 60 + int(m[2]),
        ),
        (re.compile(r"(\d+)\s*(?:u|uur)"), lambda m: int(m[1]) * 60),
        (
            re.compile(r"(\d+)[.,](25|50?|75)\s*(?:u|uur)"),
            lambda m: int(m[1]) * 60 + int(m[2].ljust(2, "0")) * 60 // 100,
        ),
    )

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data // 60}:{self.data % 60:02d}"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; an empty field is None."""
        self.data = None
        text = valuelist[0].strip().lower() if valuelist else ""
        if not text:
            return
        for pattern, minutes in self._FORMS:
            match = pattern.fullmatch(text)
            if match:
                self.data = minutes(match)
                return
        raise ValueError(gettext("Schrijf de tijd als 1:30 (1 uur en 30 minuten)."))


class DayField(DateField):  # type: ignore[misc]
    """A day from the calendar, or typed as 3-2-2026."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the browser's own form of a date and the two ways people write it."""
        super().__init__(*args, format=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; an empty field is None."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError as wrong:
            raise ValueError(gettext("Dit is geen datum. Schrijf bijvoorbeeld 3-2-2026.")) from wrong
        if self.data is not None and not date(1900, 1, 1) <= self.data < date(2100, 1, 1):
            raise ValueError(gettext("Deze datum ligt te ver weg."))


class PostcodeField(StringField):  # type: ignore[misc]
    """A Dutch postcode, kept as 9736 AB."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it with or without the space, in any case."""
        super().process_formdata(valuelist)
        text = (self.data or "").strip()
        if not text:
            self.data = ""
            return
        if not nl_postcode.is_valid(text):
            raise ValueError(gettext("Dit is geen postcode. Schrijf bijvoorbeeld 9736 AB."))
        compact = nl_postcode.validate(text).replace(" ", "")
        self.data = f"{compact[:4]} {compact[4:]}"


class PhoneField(StringField):  # type: ignore[misc]
    """A telephone number, kept as +31612345678 and shown as people here write it."""

    data: Any

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else phone(self.data).replace("\u00a0", " ")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a Dutch number or one with a country code."""
        super().process_formdata(valuelist)
        text = (self.data or "").strip()
        if not text:
            self.data = ""
            return
        try:
            number = phonenumbers.parse(text, "NL")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValueError(gettext("Dit is geen telefoonnummer. Schrijf bijvoorbeeld 06 1234 5678."))
        self.data = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class CheckedField(StringField):  # type: ignore[misc]
    """A number or code that others gave out, kept as its rule writes it; empty stays empty."""

    data: str | None

    def __init__(self, *args: Any, reads: Callable[[str], str], **kwargs: Any) -> None:
        """Take the function that reads it, which refuses what is wrong."""
        super().__init__(*args, **kwargs)
        self._reads = reads

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        super().process_formdata(valuelist)
        text = (self.data or "").strip()
        self.data = text
        if text:
            try:
                self.data = self._reads(text)
            except Refusal as refusal:
                raise ValueError(refusal.sentence) from refusal


def _flat(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        return [sentence for part in errors.values() for sentence in _flat(part)]
    return [s for part in errors for s in (_flat(part) if isinstance(part, (list, tuple, dict)) else [part])]
