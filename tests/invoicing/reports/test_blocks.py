"""Bars of blocks: they join, they are to scale, and whole euros add up."""

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money, half_up
from invoicing.reports.blocks import WIDTH, Part, draw, few, in_euros, on_surfaces
from invoicing.reports.columns import columns
from invoicing.reports.surface import Surface

AMOUNTS = st.lists(st.integers(0, 10**8).map(lambda cents: ("x", Money(cents))), min_size=1, max_size=5)


@given(amounts=AMOUNTS)
def test_whole_euros_add_up_to_the_whole_euros_of_the_sum(amounts: list[tuple[str, Money]]) -> None:
    told = in_euros(amounts)
    assert all(amount.cents % 100 == 0 for _, amount in told)
    whole = sum(amount.cents for _, amount in amounts)
    assert sum(amount.cents for _, amount in told) == half_up(whole, 100) * 100


@given(income=AMOUNTS, costs=AMOUNTS)
def test_blocks_join_and_the_longest_bar_fills_the_width(
    income: list[tuple[str, Money]], costs: list[tuple[str, Money]]
) -> None:
    drawing = draw([("Erbij", on_surfaces(income), None), ("Eraf", on_surfaces(costs), None)])
    ends = []
    for bar in drawing.bars:
        place = 0
        for block in bar.blocks:
            assert block.x == place
            place += block.width
        ends.append(place)
    assert max(ends, default=WIDTH) == WIDTH


def test_letters_go_on_from_bar_to_bar_and_the_mark_has_its_place() -> None:
    parts = [Part("geboekt", Money(300), Surface.FULL), Part("verwacht", Money(100), Surface.EMPTY)]
    drawing = draw([("Erbij", parts, Money(800)), ("Eraf", parts, Money(200))])
    assert [block.letter for block in drawing.blocks] == ["A", "B", "C", "D"]
    assert [bar.mark for bar in drawing.bars] == [WIDTH, WIDTH // 4]
    assert [block.width for block in drawing.bars[0].blocks] == [WIDTH * 3 // 8, WIDTH // 8]
    assert draw([("Erbij", [], None)]).bars == ()


def test_the_smallest_amounts_go_together() -> None:
    amounts = [("a", Money(1)), ("b", Money(5)), ("c", Money(3)), ("d", Money(0)), ("e", Money(2))]
    assert few(amounts, 3, "rest") == [("b", Money(5)), ("c", Money(3)), ("rest", Money(3))]
    assert few(amounts[:2], 3, "rest") == [("b", Money(5)), ("a", Money(1))]


def test_a_year_is_drawn_as_twelve_pairs_and_never_below_zero() -> None:
    income, costs = [Money(100)] * 11 + [Money(-50)], [Money(200), *[Money(0)] * 11]
    months = columns(income, costs)
    assert len(months) == 12
    assert months[0].columns[1].height == 2 * months[0].columns[0].height
    assert months[11].columns[0].height == 0
    assert columns([Money(0)] * 12, [Money(0)] * 12) == []
