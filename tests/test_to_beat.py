"""The table of the numbers to beat: what it keeps, and what it refuses."""

import pytest

from tests import to_beat


class Paper:
    """Where a run ends its report."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def section(self, title: str, **_looks: bool) -> None:
        self.lines.append(title)

    def line(self, text: str) -> None:
        self.lines.append(text)


@pytest.fixture(autouse=True)
def nothing_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_beat, "_reached", [])


def test_what_was_reached_stands_beside_what_was_to_beat() -> None:
    to_beat.beat("a first order", {"seconds": 45, "fields": 5}, {"seconds": 31.4, "fields": 4, "taps": 9})
    paper = Paper()
    to_beat.tell_what_was_reached(paper)
    title, _, row = paper.lines
    assert title == "NUMBERS TO BEAT"
    assert row.split("   ") == ["a first order", "45 seconds, 5 fields", "31.4 seconds, 4 fields", "(9 taps)"]


def test_what_costs_more_than_it_may_is_refused_and_told() -> None:
    with pytest.raises(AssertionError, match=r"a first order: seconds: 45\.1, at most 45"):
        to_beat.beat("a first order", {"seconds": 45}, {"seconds": 45.1})
    paper = Paper()
    to_beat.tell_what_was_reached(paper)
    assert "45.1 seconds" in paper.lines[-1]


def test_a_run_that_reached_nothing_says_nothing() -> None:
    paper = Paper()
    to_beat.tell_what_was_reached(paper)
    assert paper.lines == []


def test_what_another_process_reached_is_in_the_table_too() -> None:
    to_beat.take_over({"to beat": [["a planned job", {"taps": 1}, {"taps": 1}]]})
    paper = Paper()
    to_beat.tell_what_was_reached(paper)
    assert "a planned job" in paper.lines[-1]
