"""The periods of the VAT return: quarters, until it is months, without a day in two of them or in none."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coop.period import DateRange
from invoicing.vat_period import (
    MONTH,
    NoSuchPeriod,
    WrongFrequency,
    by_code,
    period_of,
    periods,
    set_frequency,
)


def test_a_quarter_unless_months_were_chosen(app: Flask) -> None:
    third = period_of(date(2026, 8, 15))
    assert (third.code, third.begin, third.end) == ("2026-Q3", date(2026, 7, 1), date(2026, 10, 1))
    assert third.name == "3e kwartaal 2026"
    set_frequency(date(2026, 7, 1), MONTH)
    assert period_of(date(2026, 6, 30)).code == "2026-Q2"
    assert period_of(date(2026, 8, 15)) == by_code("2026-08")
    assert by_code("2026-12").end == date(2027, 1, 1)
    assert by_code("2026-08").name == "augustus 2026"


@pytest.mark.parametrize("code", ["2026-Q5", "2026-13", "2026-Q3", "2026", "1999-Q1", "2026-q1", "'; DROP"])
def test_what_is_no_period_is_not_there(app: Flask, code: str) -> None:
    set_frequency(date(2026, 7, 1), MONTH)
    with pytest.raises(NoSuchPeriod):
        by_code(code)


def test_how_often_changes_with_a_quarter_and_only_forward(app: Flask) -> None:
    for wrong in (date(2026, 7, 2), date(2026, 8, 1)):
        with pytest.raises(WrongFrequency):
            set_frequency(wrong, MONTH)
    set_frequency(date(2026, 7, 1), MONTH)
    with pytest.raises(WrongFrequency):
        set_frequency(date(2026, 4, 1), MONTH)


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 700))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_each_day_lies_in_exactly_one_period(app: Flask, begin: date, days: int) -> None:
    if period_of(date(2026, 7, 1)).code == "2026-Q3":
        set_frequency(date(2026, 7, 1), MONTH)
    found = list(periods(DateRange(begin, begin + timedelta(days=days))))
    assert found[0].begin <= begin < found[0].end
    assert found[-1].begin < begin + timedelta(days=days) <= found[-1].end
    assert all(one.end == next_.begin for one, next_ in pairwise(found))
    assert all(by_code(one.code) == one for one in found)
