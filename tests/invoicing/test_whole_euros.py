"""Whole euros: rounded, kept on one line, with a real minus, and a dash for nothing."""

import pytest

from coop.money import Money
from invoicing.whole_euros import in_euros, or_dash, whole


@pytest.mark.parametrize(
    ("cents", "said"), [(123_450, "1.235"), (123_449, "1.234"), (50, "1"), (0, "0"), (-123_451, "−1.235")]
)
def test_half_a_euro_is_rounded_up(cents: int, said: str) -> None:
    assert whole(Money(cents)) == said


def test_it_stands_in_a_sentence_and_in_a_table() -> None:
    assert in_euros(Money(124_000)) == "€\u00a01.240"
    assert in_euros(Money(-8_000)) == "−\u2060€\u00a080"
    assert [or_dash(Money(cents)) for cents in (0, 100, -100)] == ["–", "1", "−1"]
