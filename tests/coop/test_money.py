"""Money: read strictly, split without losing a cent, rounded half up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money, NotAnAmount, half_up

cents = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12", 1200),
        ("1.234,50", 123450),
        ("1.234", 123400),
        ("1234,5", 123450),
        ("€ 3,05", 305),
        ("-3,05", -305),
        ("€ -3,05", -305),
        (" 0,00 ", 0),
        ("1.234.567", 123456700),
    ],
)
def test_an_amount_is_read_as_a_dutch_person_writes_it(text: str, expected: int) -> None:
    assert Money.parse(text).cents == expected


@pytest.mark.parametrize(
    "text", ["1,2,3", "", "12,505", "1.23.4", "12.345,6.7", "abc", "1e3", "--1", "12,", "9" * 30]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount):
        Money.parse(text)


@given(cents)
def test_an_amount_reads_back_as_it_is_written(value: int) -> None:
    assert Money.parse(Money(value).decimal()) == Money(value)
    assert Money.parse(str(Money(value))) == Money(value)


@given(cents, st.lists(st.integers(0, 1000), min_size=1, max_size=20).filter(any))
def test_a_split_gives_every_cent_away_and_no_more(value: int, weights: list[int]) -> None:
    parts = Money(value).split(weights)
    assert sum(parts, Money.zero()) == Money(value)
    total = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.cents - Fraction(value * weight, total)) < 1


@given(cents, st.integers(1, 10**6))
def test_halves_round_away_from_zero(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    rounded = half_up(numerator, denominator)
    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


def test_a_split_without_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="weight"):
        Money(100).split([0, 0])
