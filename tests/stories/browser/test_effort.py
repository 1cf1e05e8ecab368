"""What a task costs its person: counted while somebody walks, and told in seconds by the formula."""

import pytest
from playwright.sync_api import Browser

from tests import to_beat
from tests.stories.browser import cast
from tests.stories.browser.effort import Effort
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import PHONE, Walk


def test_the_seconds_follow_from_what_was_done() -> None:
    assert Effort(taps=2, characters=10, fields=3, pages=1).seconds == pytest.approx(2.6 + 4.0 + 3.6 + 1.0)


def test_a_part_of_the_effort_is_what_came_after() -> None:
    assert Effort(5, 12, 3, 2).since(Effort(2, 10, 3, 1)) == Effort(3, 2, 0, 1)


@pytest.mark.browser
def test_a_walk_counts_what_its_person_does(
    chromium: Browser, house_server: HouseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(to_beat, "_reached", [])  # what is refused here on purpose is no number of the house
    with house_server.inside():
        cast.neighbourhood()
    context = chromium.new_context(locale="nl-NL", **PHONE)
    walk = Walk(context, house_server.address, "effort")
    walk.open("/")
    walk.tap("Tuinonderhoud")
    walk.tick("Groenafval meenemen")
    walk.type("Hoeveel uur?", "12")
    assert walk.effort == Effort(taps=2, characters=2, fields=1, pages=2)
    with (
        pytest.raises(AssertionError, match="taps: 1, at most 0"),
        walk.task("looking around", taps=0),
    ):
        walk.tick("Groenafval meenemen")
    context.close()
