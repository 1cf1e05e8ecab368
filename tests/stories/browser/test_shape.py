"""The pages that are worth looking at: few, and nothing that one of them shows is left out."""

from hypothesis import given
from hypothesis import strategies as st

from tests.stories.browser.shape import Shape, fewest, shapes

PAGES = st.dictionaries(st.text(max_size=3), st.sets(st.tuples(st.integers(0, 20)), max_size=8), max_size=12)


def test_elements_of_one_kind_are_one_shape_and_another_place_makes_another() -> None:
    twice = shapes("<p><b id='one'>1</b><b id='two'>2</b></p>")
    assert twice == shapes("<p><b>3</b></p>")
    assert twice != shapes("<p><b class='due'>3</b></p>")
    assert twice != shapes("<div><b>3</b></div>")


@given(PAGES)
def test_a_few_pages_show_all_that_any_page_shows_and_none_of_them_for_nothing(
    pages: dict[str, set[Shape]],
) -> None:
    shown: set[Shape] = set()
    for page in fewest(pages):
        assert not pages[page] <= shown
        shown |= pages[page]
    assert shown == set().union(*pages.values())
