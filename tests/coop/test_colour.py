"""A colour on paper is one that people can read."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coop import colour
from coop.colour import NotAColour, TooPale
from coop.paper.look import Look
from tests import house


def test_black_stands_out_most_and_white_not_at_all() -> None:
    assert round(colour.contrast("#000000"), 2) == 21
    assert round(colour.contrast("#ffffff"), 2) == 1


def test_the_colour_of_the_house_is_readable_and_the_one_paper_uses() -> None:
    assert colour.readable(f" {colour.HOUSE.upper()} ") == colour.HOUSE == Look().letters
    assert colour.contrast(Look().surface) > 3


@pytest.mark.parametrize(("typed", "why"), [("groen", NotAColour), ("#12345", NotAColour), ("#efb63c", TooPale)])
def test_what_cannot_be_read_is_refused(typed: str, why: type[Exception]) -> None:
    with pytest.raises(why):
        colour.readable(typed)


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_whatever_is_readable_on_white_is_readable_on_a_dark_screen_too(chosen: str) -> None:
    assume(colour.contrast(chosen) >= colour.READABLE)
    bright = colour.on_dark(chosen)
    assert colour.contrast(bright, colour.NIGHT) >= colour.READABLE
    assert colour.contrast(colour.shade(chosen, 75), bright) >= colour.READABLE  # letters on a button
    assert colour.contrast(colour.tint(bright, 70), colour.shade(chosen, 55)) >= colour.READABLE
    assert colour.contrast(colour.shade(chosen, 25), colour.tint(chosen, 12)) >= colour.READABLE


def test_the_night_is_that_of_the_screens() -> None:
    assert f"--paper: {colour.NIGHT};" in (house.ROOT / "coop" / "static" / "house.css").read_text()


def test_a_tint_is_the_colour_in_white() -> None:
    assert (colour.tint("#000000", 10), colour.tint("#7a145a", 0)) == ("#e6e6e6", "#ffffff")
