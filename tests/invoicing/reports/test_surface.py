"""The lines of a surface: within it, and each surface another."""

import re

from hypothesis import given
from hypothesis import strategies as st

from invoicing.reports.surface import Surface, lines

SIZES = st.integers(1, 700)


@given(surface=st.sampled_from(Surface), x=SIZES, y=SIZES, width=SIZES, height=st.integers(1, 80))
def test_no_line_leaves_its_surface(surface: Surface, x: int, y: int, width: int, height: int) -> None:
    for begin, end in re.findall(r"[ML](-?\d+) (-?\d+)", lines(surface, x, y, width, height)):
        assert x <= int(begin) <= x + width
        assert y <= int(end) <= y + height


def test_each_surface_looks_different_also_without_colour() -> None:
    drawn = {surface: lines(surface, 0, 0, 100, 40) for surface in Surface}
    striped = [path for path in drawn.values() if path]
    assert len(striped) == len(set(striped)) == 3
    assert not drawn[Surface.FULL]
    assert not drawn[Surface.EMPTY]


def test_nothing_is_drawn_where_there_is_no_room() -> None:
    assert lines(Surface.RISING, 5, 5, 0, 40) == ""
