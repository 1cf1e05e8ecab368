"""The days of a recurring order, and the short code."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orders.code import code_of, number_of
from orders.recurrence import Frequency, Pattern
from orders.workday import is_workday, proposals

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
patterns = st.builds(Pattern, st.sampled_from(list(Frequency)), days, st.none() | days)


@given(patterns, days, st.integers(0, 400), st.integers(0, 400))
def test_visits_of_two_stretches_are_those_of_the_whole(pattern, begin, first, second):
    middle = begin + timedelta(days=first)
    end = middle + timedelta(days=second)
    whole = list(pattern.visits(begin, end))
    assert whole == [*pattern.visits(begin, middle), *pattern.visits(middle, end)]
    assert whole == sorted(set(whole), key=lambda visit: visit.due)


@given(patterns, days)
def test_a_visit_lies_within_the_order_and_on_a_workday(pattern, begin):
    for visit in pattern.visits(begin, begin + timedelta(days=500)):
        assert pattern.first <= visit.due
        assert pattern.end is None or visit.due < pattern.end
        assert is_workday(visit.day)
        assert 0 <= (visit.day - visit.due).days <= 4
        assert pattern.frequency == Frequency.ONCE or visit.due.weekday() == pattern.first.weekday()


def test_fortnightly_is_every_second_week():
    pattern = Pattern(Frequency.FORTNIGHTLY, date(2026, 1, 6))
    visits = [visit.due for visit in pattern.visits(date(2026, 1, 13), date(2026, 2, 18))]
    assert visits == [date(2026, 1, 20), date(2026, 2, 3), date(2026, 2, 17)]


def test_monthly_keeps_its_place_in_the_month():
    pattern = Pattern(Frequency.MONTHLY, date(2026, 1, 13))  # the second Tuesday
    visits = [visit.due for visit in pattern.visits(date(2026, 2, 1), date(2026, 5, 1))]
    assert visits == [date(2026, 2, 10), date(2026, 3, 10), date(2026, 4, 14)]


def test_a_fifth_tuesday_becomes_the_last():
    pattern = Pattern(Frequency.MONTHLY, date(2026, 3, 31))
    assert [visit.due for visit in pattern.visits(date(2026, 4, 1), date(2026, 5, 1))] == [date(2026, 4, 28)]


def test_a_season_rests_in_winter():
    pattern = Pattern(Frequency.SEASON, date(2026, 10, 20))
    visits = [visit.due for visit in pattern.visits(date(2026, 10, 1), date(2027, 4, 15))]
    assert visits == [date(2026, 10, 20), date(2027, 4, 6)]


def test_a_visit_on_kings_day_moves_but_keeps_its_name():
    pattern = Pattern(Frequency.WEEKLY, date(2026, 4, 20))
    visit = next(pattern.visits(date(2026, 4, 27), date(2026, 4, 28)))
    assert (visit.due, visit.day) == (date(2026, 4, 27), date(2026, 4, 28))


@given(days)
def test_proposals_leave_time_to_plan_and_skip_sundays(today):
    offered = proposals(today)
    assert offered == sorted(offered)
    assert len(offered) >= 5
    assert all(is_workday(day) and (day - today).days >= 3 for day in offered)
    assert any((day - today).days > 14 for day in offered)


@given(st.integers(1, 10_000_000))
def test_a_code_leads_back_to_its_order(number):
    assert number_of(code_of(number)) == number
    assert number_of(code_of(number).lower().removeprefix("b-")) == number


def test_what_is_no_code_leads_nowhere():
    assert number_of("Janssen") is None
    assert number_of("B-00000") is None
