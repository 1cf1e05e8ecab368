"""How facts look on a page."""

from datetime import UTC, date, datetime, time

import pytest
from flask import Flask

from coop import filters
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
