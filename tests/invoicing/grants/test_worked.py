"""Hours for a grant: all of them by engagement, and unpaid ones at a rate, for one grant at most."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from invoicing.grants.worked import Delivered, Wanted, Worked, delivered

MARCH = date(2026, 3, 2)
UNPAID = frozenset({"volunteer"})


def wanted(key: int, places: set[int], unpaid: frozenset[str] = UNPAID, rate: int = 800) -> Wanted:
    return Wanted(key, date(2026, 1, 1), date(2027, 1, 1), frozenset(places), unpaid, Money(rate))


def test_hours_are_told_by_engagement_and_unpaid_ones_count_at_the_rate() -> None:
    rows = [
        Worked(MARCH, 1, "volunteer", 90, 90),
        Worked(MARCH, 1, "employee", 60, 0),
        Worked(MARCH, 1, "participation", 30, 30),
        Worked(MARCH, 2, "employee", 500, 0),
        Worked(date(2027, 1, 1), 1, "employee", 500, 0),
    ]
    assert delivered([wanted(1, {1})], rows) == {
        1: [
            Delivered("employee", 60, 0, Money(0)),
            Delivered("participation", 30, 0, Money(0)),
            Delivered("volunteer", 90, 90, Money(1200)),
        ]
    }


def test_a_volunteer_who_gets_an_allowance_is_a_cost_already() -> None:
    [found] = delivered([wanted(1, {1})], [Worked(MARCH, 1, "volunteer", 120, 30)])[1]
    assert (found.minutes, found.counted, found.value) == (120, 30, Money(400))


rows = st.lists(
    st.builds(
        Worked,
        st.dates(date(2025, 11, 1), date(2027, 2, 1)),
        st.integers(1, 2),
        st.sampled_from(["employee", "volunteer", "participation"]),
        st.just(60),
        st.integers(0, 60),
    ),
    max_size=8,
)
grants = st.lists(
    st.tuples(
        st.frozensets(st.integers(1, 2)),
        st.sampled_from([frozenset(), UNPAID, frozenset({"participation"}) | UNPAID]),
    ),
    max_size=3,
).map(lambda told: [wanted(key, set(places), kinds) for key, (places, kinds) in enumerate(told, 1)])


@given(grants, rows)
def test_an_hour_counts_once(all_: list[Wanted], worked: list[Worked]) -> None:
    found = delivered(all_, worked)
    counted = sum(one.counted for hours in found.values() for one in hours)
    assert counted <= sum(row.unpaid for row in worked)
    assert all(one.counted <= one.minutes for hours in found.values() for one in hours)
