"""Forms read strictly, keep what was typed, and say next to the field what is wrong."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from coop.errors import Refusal
from coop.forms import DayField, Form, MinutesField, MoneyField, PhoneField, PostcodeField, required
from coop.money import Money


class Everything(Form):
    """One field of each kind."""

    price = MoneyField()
    length = MinutesField()
    day = DayField()
    postcode = PostcodeField()
    phone = PhoneField()


class OneField(Form):
    """A field that must be filled in."""

    price = MoneyField(validators=[required()])


def filled(app: Flask, **typed: str) -> Everything:
    with app.test_request_context():
        form = Everything(formdata=MultiDict(typed))
        form.validate()
        return form


@pytest.mark.parametrize(
    ("kept", "shown"), [("+31505550142", "050 555 0142"), ("+442079460958", "+44 20 7946 0958"), ("", "")]
)
def test_a_kept_number_is_shown_as_people_write_it_and_read_back_the_same(
    app: Flask, kept: str, shown: str
) -> None:
    with app.test_request_context():
        assert f'value="{shown}"' in Everything(formdata=None, phone=kept).phone()
    assert filled(app, phone=shown).phone.data == kept


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("price", "12.50", Money(1250)),
        ("price", "12,50", Money(1250)),
        ("price", "1.234,50", Money(123450)),
        ("price", " € 7 ", Money(700)),
        ("price", "", None),
        ("length", "90", 90),
        ("length", "1:30", 90),
        ("length", "1u30", 90),
        ("length", "1,5 uur", 90),
        ("length", "2 uur", 120),
        ("length", "45 min", 45),
        ("day", "2026-02-03", date(2026, 2, 3)),
        ("day", "3-2-2026", date(2026, 2, 3)),
        ("postcode", "9736ab", "9736 AB"),
        ("postcode", "9736 AB", "9736 AB"),
        ("phone", "06 1234 5678", "+31612345678"),
        ("phone", "+44 20 7946 0958", "+442079460958"),
    ],
)
def test_what_people_type_is_read(app: Flask, field: str, typed: str, meant: object) -> None:
    form = filled(app, **{field: typed})
    assert form.sentences == []
    assert form[field].data == meant


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("price", "1,2,3"),
        ("price", "12.500.0"),
        ("price", "tien"),
        ("length", "1:75"),
        ("length", "even"),
        ("day", "30-2-2026"),
        ("day", "3-2-26"),
        ("day", "1-1-1066"),
        ("postcode", "0736 AB"),
        ("postcode", "9736"),
        ("phone", "bel me"),
        ("phone", "123"),
    ],
)
def test_what_is_not_understood_is_refused_and_kept(app: Flask, field: str, typed: str) -> None:
    form = filled(app, **{field: typed})
    assert [where for where, _ in form.sentences] == [field]
    assert form[field].raw_data == [typed]
    assert form[field].errors


def test_an_empty_field_that_is_needed_says_so(app: Flask) -> None:
    with app.test_request_context():
        form = OneField(formdata=MultiDict({"price": ""}))
        assert not form.validate()
        assert form.sentences == [("price", "Vul dit in.")]


def test_a_refusal_stands_next_to_its_field_or_on_top(app: Flask) -> None:
    with app.test_request_context():
        form = OneField(formdata=MultiDict({"price": "12"}))
        form.refuse(Refusal("Te duur.", field="price"))
        form.refuse(Refusal("We zijn dicht."))
        assert form.sentences == [(None, "We zijn dicht."), ("price", "Te duur.")]


def test_every_form_shown_has_a_key_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        assert OneField(formdata=None).once.data != OneField(formdata=None).once.data
