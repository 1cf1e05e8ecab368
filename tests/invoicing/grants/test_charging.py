"""Which cost goes to which grant: never to two, never more than there is."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from invoicing.grants.charging import Charge, Cost, Purse, Rule, charge

NEW_YEAR = date(2026, 1, 1)
GARDEN, BIKES = 1, 2


def a_cost(key: int, cents: int, day: int = 0, account: str = "70053", place: int = GARDEN, **more: int) -> Cost:
    return Cost(key, NEW_YEAR + timedelta(days=day), Money(cents), account, place, **more)


def a_purse(key: int = 1, cents: int = 10000, rules: tuple[Rule, ...] = (Rule(),), **more: Money) -> Purse:
    return Purse(key, NEW_YEAR, date(2027, 1, 1), Money(cents), rules, **more)


def test_a_cost_goes_to_the_first_grant_that_it_fits() -> None:
    purses = [
        a_purse(1, rules=(Rule("70", BIKES),)),
        a_purse(2, rules=(Rule("45"), Rule("", GARDEN, 7))),
        a_purse(3),
    ]
    assert charge(purses, [a_cost(1, 400)], {}) == [Charge(1, 2, 7, Money(400))]


def test_days_before_and_after_the_period_are_not_charged() -> None:
    assert charge([a_purse()], [a_cost(1, 400, -1), a_cost(2, 500, 365), a_cost(3, 600, 364)], {}) == [
        Charge(3, 1, None, Money(600))
    ]


def test_the_last_cost_goes_for_as_much_as_there_is_room_and_the_next_to_the_next_grant() -> None:
    made = charge([a_purse(1, 1000), a_purse(2)], [a_cost(1, 700), a_cost(2, 700), a_cost(3, 50)], {})
    assert made == [
        Charge(1, 1, None, Money(700)),
        Charge(2, 1, None, Money(300)),
        Charge(3, 2, None, Money(50)),
    ]


def test_no_more_is_charged_for_an_hour_than_was_agreed() -> None:
    purse = a_purse(hour_limit=Money(2000))
    made = charge([purse], [a_cost(1, 5613, minutes=150), a_cost(2, 5613)], {})
    assert [one.amount for one in made] == [Money(5000), Money(5000)]  # the second is no hours, but fills it
    assert charge([a_purse(hour_limit=Money(3000))], [a_cost(1, 5613, minutes=150)], {})[0].amount == Money(5613)


def test_a_reversal_follows_what_it_reverses_also_after_the_period_and_for_the_part_that_was_charged() -> None:
    costs = [a_cost(1, 700), a_cost(2, -700, 400, reverses=1), a_cost(3, -90, reverses=9)]
    made = charge([a_purse(1, 300)], costs, {})
    assert made == [Charge(1, 1, None, Money(300)), Charge(2, 1, None, Money(-300))]
    there = {9: Charge(9, None, None, Money(0))}
    assert charge([a_purse()], [costs[2]], there) == [], "what was left out, is left out when it is reversed"


costs = st.lists(
    st.tuples(
        st.integers(-500, 2000).filter(bool),
        st.integers(-30, 400),
        st.sampled_from(["70053", "45105"]),
        st.integers(1, 3),
    ),
    max_size=12,
).map(lambda rows: [a_cost(key, *row) for key, row in enumerate(rows, 1)])
rules = st.lists(
    st.builds(Rule, st.sampled_from(["", "7", "45105"]), st.sampled_from([None, 1, 2])), max_size=3
).map(tuple)
purses = st.lists(st.tuples(st.integers(1, 3000), rules), max_size=4).map(
    lambda rows: [a_purse(key, *row) for key, row in enumerate(rows, 1)]
)


@given(purses, costs)
def test_each_cost_is_charged_once_within_itself_and_no_grant_pays_more_than_it_has(
    given_: list[Purse], booked: list[Cost]
) -> None:
    had = {purse.grant_id: purse.left for purse in given_}
    made = charge(given_, booked, {})
    amounts = {cost.entry_id: cost.amount for cost in booked}
    assert len({one.entry_id for one in made}) == len(made)
    for one in made:
        whole = amounts[one.entry_id]
        assert (one.amount > Money(0)) == (whole > Money(0))
        assert abs(one.amount) <= abs(whole)
    for key, money in had.items():
        assert sum((one.amount for one in made if one.grant_id == key), Money(0)) <= money


@given(purses, costs)
def test_what_was_charged_and_reversed_comes_to_nothing(given_: list[Purse], booked: list[Cost]) -> None:
    back = [
        Cost(cost.entry_id + 100, cost.day, -cost.amount, cost.account, cost.cost_object_id, cost.entry_id)
        for cost in booked
    ]
    made = charge(given_, [*booked, *back], {})
    for purse in given_:
        assert sum((one.amount for one in made if one.grant_id == purse.grant_id), Money(0)) == Money(0)
