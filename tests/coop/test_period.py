"""Stretches of days, where the end is the first day that no longer belongs."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coop import period
from coop.period import DateRange

DAYS = some.dates(date(2000, 1, 1), date(2090, 12, 31))
RANGES = some.builds(
    lambda begin, length: DateRange(begin, None if length is None else begin + timedelta(days=length)),
    DAYS,
    some.none() | some.integers(0, 900),
)


@given(RANGES, RANGES)
def test_two_overlap_just_when_they_share_a_day(one: DateRange, other: DateRange) -> None:
    begin = max(one.begin, other.begin)
    shares = one.contains(begin) and other.contains(begin)
    assert one.overlaps(other) == other.overlaps(one) == shares


@given(DAYS)
def test_every_day_lies_in_its_week_its_month_and_its_year(day: date) -> None:
    for stretch in (period.week(day), period.month(day), period.year(day.year)):
        assert stretch.contains(day)
        assert stretch.end is not None
        assert not stretch.contains(stretch.end)
    assert period.week(day).days == 7
    assert period.week(day).begin.isoweekday() == 1


@given(DAYS, some.integers(0, 900))
def test_the_months_of_a_stretch_cover_it_without_gap(begin: date, length: int) -> None:
    stretch = DateRange(begin, begin + timedelta(days=length))
    months = list(period.months(stretch))
    assert all(period.next_month(first) == second for first, second in itertools.pairwise(months))
    days = {(begin + timedelta(days=number)).replace(day=1) for number in range(length)}
    assert set(months) >= days
    assert len(months) <= len(days) + 1


def test_a_stretch_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends on or after"):
        DateRange(date(2026, 2, 1), date(2026, 1, 31))
    with pytest.raises(ValueError, match="no number of days"):
        _ = DateRange(date(2026, 2, 1)).days
    with pytest.raises(ValueError, match="no last month"):
        list(period.months(DateRange(date(2026, 2, 1))))
