"""Everything that is drawn lies within its frame, and the amounts beside it are round."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from invoicing.forecast.scale import BOTTOM, HEIGHT, LEFT, LINES, RIGHT, TOP, WIDTH, Scale, round_amounts

amounts = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=40)


@given(amounts)
def test_every_amount_is_drawn_within_the_frame_and_more_is_higher(found: list[int]) -> None:
    scale = Scale.over(found, len(found))
    if scale is None:
        assert not any(found)
        return
    drawn = [scale.at(place, cents) for place, cents in enumerate(found)]
    assert all(LEFT <= x <= WIDTH - RIGHT and TOP <= y <= HEIGHT - BOTTOM for x, y in drawn)
    assert sorted(range(len(found)), key=lambda n: (-found[n], n)) == sorted(
        range(len(found)), key=lambda n: (drawn[n][1], -found[n], n)
    )


@given(st.integers(-(10**9), 0), st.integers(100, 10**9))
def test_a_few_round_amounts_stand_beside_it(least: int, most: int) -> None:
    found = round_amounts(least, most)
    assert 1 <= len(found) <= LINES + 1
    assert all(least <= cents <= most and cents % 100 == 0 for cents in found)
    steps = {after - before for before, after in pairwise(found)}
    assert {str(step).rstrip("0") for step in steps} <= {"1", "2", "5"}
