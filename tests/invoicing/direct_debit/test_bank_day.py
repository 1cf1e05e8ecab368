"""The days on which banks move money: working days but those of TARGET, which are not those of the country."""

from datetime import date

import pytest

from invoicing.direct_debit.bank_day import bank_day_from, first_due, is_bank_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 27), True),  # King's Day: banks work
        (date(2026, 5, 1), False),  # and on Labour Day, when we work, they do not
        (date(2026, 4, 3), False),
        (date(2026, 4, 4), False),
        (date(2026, 4, 6), False),
        (date(2026, 12, 28), True),
    ],
)
def test_banks_have_a_calendar_of_their_own(day: date, works: bool) -> None:
    assert is_bank_day(day) is works


def test_the_first_day_for_a_collection_leaves_two_weeks_and_is_one_of_the_banks() -> None:
    assert first_due(date(2026, 3, 2)) == date(2026, 3, 16)
    assert first_due(date(2026, 3, 20)) == date(2026, 4, 7)
    assert bank_day_from(date(2026, 12, 25)) == date(2026, 12, 28)
