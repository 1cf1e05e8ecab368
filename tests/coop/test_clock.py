"""The one clock: UTC is kept, the neighbourhood's time is shown."""

from datetime import UTC, date, datetime, timedelta

from coop import clock


def test_the_day_begins_at_midnight_in_the_neighbourhood() -> None:
    with clock.at(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 1)
    with clock.at(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 31)


def test_a_stopped_clock_goes_on_afterwards() -> None:
    with clock.at(date(2026, 3, 2)):
        assert clock.now() == datetime(2026, 3, 2, 8, tzinfo=UTC)
        with clock.at(date(2025, 1, 1)):
            assert clock.today() == date(2025, 1, 1)
        assert clock.today() == date(2026, 3, 2)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
