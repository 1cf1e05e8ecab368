"""How facts look on a page."""

from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coop import filters
from coop.languages import LANGUAGES
from coop.money import Money


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (filters.money(Money(123450)), "€\u00a01.234,50"),
        (filters.money(-5), "€\u00a0-0,05"),
        (filters.money(None), ""),
        (filters.percent(2100), "21\u00a0%"),
        (filters.percent(950), "9,5\u00a0%"),
        (filters.quantity(1500), "1,5"),
        (filters.quantity(-250), "-0,25"),
        (filters.quantity(2000), "2"),
        (filters.clock_time(time(9, 5)), "9:05"),
    ],
)
def test_a_figure_looks_as_on_dutch_paper(shown: str, expected: str) -> None:
    assert shown == expected


def test_days_and_lengths_are_said_in_dutch(app: Flask) -> None:
    with app.test_request_context():
        assert [filters.weekday_name(day) for day in (0, 6)] == ["maandag", "zondag"]
        assert filters.day(date(2026, 3, 3)) == "di 3 mrt 2026"
        assert filters.weekday(date(2026, 3, 3)) == "dinsdag 3 maart"
        assert filters.month(date(2026, 3, 1)) == "maart 2026"
        assert filters.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "do 2 jul 2026, 00:30"
        assert [filters.minutes(value) for value in (45, 90, 120, -75, None)] == [
            "45 min",
            "1 u 30",
            "2 u",
            "-1 u 15",
            "",
        ]


def test_a_telephone_number_is_shown_as_people_here_write_it() -> None:
    assert filters.phone("+31505550142").replace("\u00a0", " ") == "050 555 0142"
    assert filters.phone("+4915112345678").startswith("+49")
    assert filters.phone("") == ""


@pytest.mark.parametrize(
    ("language", "money", "day", "weekday", "month", "part"),
    [
        ("nl", "€ -1.234,50", "di 3 mrt 2026", "dinsdag 3 maart", "maart 2026", "9,5 %"),
        ("en", "-€1,234.50", "Tue 3 Mar 2026", "Tuesday 3 March", "March 2026", "9.5 %"),
        ("ar", "\u200f-1,234.50 €", "الثلاثاء، 3 مارس 2026", "الثلاثاء، 3 مارس", "مارس 2026", "9.5 %"),
        ("tr", "-€1.234,50", "3 Mar 2026 Sal", "3 Mart Salı", "Mart 2026", "9,5 %"),
        ("uk", "-1 234,50 €", "вт, 3 бер. 2026", "вівторок, 3 березня", "березень 2026", "9,5 %"),
        ("ti", "-€1,234.50", "ሰሉ፣ 3 መጋ 2026", "ሰሉስ፣ 3 መጋቢት", "መጋቢት 2026", "9.5 %"),
        ("pl", "-1 234,50 €", "wt., 3 mar 2026", "wtorek, 3 marca", "marzec 2026", "9,5 %"),
    ],
)
def test_every_language_writes_amounts_and_days_its_own_way_in_the_same_digits(
    app: Flask, language: str, money: str, day: str, weekday: str, month: str, part: str
) -> None:
    with force_locale(language):
        assert filters.money(Money(-123450)).replace("\u00a0", " ") == money
        assert filters.written(Money(-123450)) == money
        assert filters.day(date(2026, 3, 3)) == day
        assert filters.weekday(date(2026, 3, 3)) == weekday
        assert filters.month(date(2026, 3, 1)) == month
        assert filters.percent(950).replace("\u00a0", " ") == part
        assert filters.clock_time(time(14, 5)) == "14:05"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cents=st.integers(-(10**11), 10**11), language=st.sampled_from(LANGUAGES))
def test_no_language_loses_a_cent(app: Flask, cents: int, language: str) -> None:
    with force_locale(language):
        shown = filters.money(cents)
    assert int("".join(digit for digit in shown if digit in "0123456789")) == abs(cents)
    assert ("-" in shown) == (cents < 0)


def test_a_turkish_capital_gets_its_own_small_letter(app: Flask) -> None:
    with force_locale("tr"):
        assert filters.lower("İPTAL ISI") == "iptal ısı"
    assert filters.lower("IJS") == "ijs"


def test_what_somebody_typed_stands_in_its_own_direction_and_runs_nothing() -> None:
    assert filters.typed("<b>مرحبا</b>") == '<span dir="auto" class="typed">&lt;b&gt;مرحبا&lt;/b&gt;</span>'
    assert filters.typed("") == filters.typed(None) == ""
