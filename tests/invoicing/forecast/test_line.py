"""The line under a series: its level, and a slope only where there is one."""

import random

from hypothesis import given
from hypothesis import strategies as st

from invoicing.forecast.line import lay

EVEN = [1.0] * 36


@given(st.integers(0, 10**7), st.integers(1, 60))
def test_what_is_always_the_same_stays_the_same(amount: int, months: int) -> None:
    line = lay([amount] * months, [1.0] * months)
    assert all(abs(line.ahead(step) - amount) < 0.01 for step in (1, 6, 12))


def test_what_grows_keeps_growing_but_less_and_less() -> None:
    line = lay([1000 + 50 * month for month in range(36)], EVEN)
    first, second, later = (
        line.ahead(1) - line.level,
        line.ahead(2) - line.ahead(1),
        line.ahead(12) - line.ahead(11),
    )
    assert 40 < first < 55
    assert 0 < later < second < first


def test_chance_is_not_taken_for_growth() -> None:
    dice = random.Random(2)  # noqa: S311 - chance, no secret
    line = lay([1000 + dice.randrange(-300, 300) for _ in range(36)], EVEN)
    assert abs(line.ahead(12) - line.level) < 30


def test_a_series_too_uncertain_to_tell_grows_as_the_whole_does() -> None:
    dice = random.Random(2)  # noqa: S311 - chance, no secret
    noisy = [1000 + dice.randrange(-300, 300) for _ in range(36)]
    assert lay(noisy, EVEN, growth=0.005).ahead(12) > lay(noisy, EVEN).ahead(12) * 1.04


def test_one_disaster_does_not_lift_the_level() -> None:
    calm = [1000 + 20 * (month % 3) for month in range(36)]
    hit = [*calm[:30], 25_000, *calm[31:]]
    assert lay(hit, EVEN).level < 1.4 * lay(calm, EVEN).level
