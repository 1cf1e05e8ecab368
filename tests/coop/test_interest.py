"""Interest of the law: each day at the rate that held, after a year also on itself, and never by a guess."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coop.money import Money
from coop.rules import confirmation
from coop.rules.book import NoFigure
from coop.rules.interest import Kind, interest

HUNDRED = Money(10_000)


@pytest.fixture(autouse=True)
def _confirmed(app: Flask) -> None:
    for kind in Kind:
        confirmation.confirm(f"interest:{kind}", "de boekhouder")


@pytest.mark.parametrize(
    ("begin", "end", "cents"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), 0),
        (date(2026, 1, 1), date(2027, 1, 1), 400),  # 4 per cent
        (date(2025, 12, 22), date(2026, 1, 11), 27),  # 10 days at 6 and 10 at 4: 0.164 + 0.110
        (date(2025, 1, 1), date(2027, 1, 1), 1024),  # 6.00, and 4 per cent of 106.00
    ],
)
def test_each_day_bears_the_rate_that_held(begin: date, end: date, cents: int) -> None:
    assert interest(HUNDRED, begin, end, Kind.CONSUMER) == Money(cents)


def test_a_stretch_that_is_not_known_is_told_and_nothing_computed() -> None:
    with pytest.raises(NoFigure, match="op 01-01-2026 is niet bekend"):
        interest(HUNDRED, date(2025, 12, 1), date(2026, 7, 2), Kind.TRADE)


def test_what_nobody_looked_after_is_not_computed() -> None:
    confirmation.withdraw("interest:consumer")
    with pytest.raises(NoFigure, match="Niemand heeft het percentage"):
        interest(HUNDRED, date(2026, 1, 1), date(2026, 2, 1), Kind.CONSUMER)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(1, 10**8), st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 900))
def test_more_days_never_bear_less(cents: int, end: date, days: int) -> None:
    begin = max(date(2024, 1, 1), date.fromordinal(end.toordinal() - days))
    later = date(2027, 1, 1)
    less, more = (interest(Money(cents), begin, day, Kind.CONSUMER) for day in (end, later))
    assert Money.zero() <= less <= more
