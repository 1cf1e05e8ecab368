"""The weeks: every flow in its own week, and each balance follows from the one before."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from invoicing.liquidity.behaviour import LOST, WAIT, behaviour
from invoicing.liquidity.flow import Flow, FlowKind
from invoicing.liquidity.weeks import WEEK, WEEKS, weeks

WEDNESDAY = date(2026, 3, 4)
DAY = timedelta(days=1)


def flow(after: int, cents: int) -> Flow:
    """Something that moves so many days after Wednesday."""
    return Flow(WEDNESDAY + DAY * after, FlowKind.PAYABLE, Money(cents), "Huur")


@given(st.integers(-(10**7), 10**7), st.lists(st.tuples(st.integers(-50, 120), st.integers(-(10**6), 10**6))))
def test_the_last_balance_is_the_start_and_all_that_moves_till_then(
    start: int, moved: list[tuple[int, int]]
) -> None:
    found = weeks(Money(start), [flow(*one) for one in moved], WEDNESDAY)
    assert len(found) == WEEKS
    end = found[-1].last
    assert found[-1].balance.cents == start + sum(
        cents for after, cents in moved if WEDNESDAY + DAY * after <= end
    )
    before = Money(start)
    for one in found:
        assert one.balance == before + one.came - one.went
        assert sum(one.by_kind().values(), Money.zero()) == one.came - one.went
        before = one.balance


def test_weeks_begin_on_monday_and_what_is_too_late_moves_in_this_one() -> None:
    late, sunday, monday = flow(-30, 1), flow(4, 2), flow(5, 4)
    first, second, *_ = weeks(Money(0), [monday, sunday, late], WEDNESDAY)
    assert (first.begin, second.begin) == (date(2026, 3, 2), date(2026, 3, 2) + WEEK)
    assert (list(first.flows), list(second.flows)) == ([late, sunday], [monday])


def test_a_customer_pays_as_that_customer_does_and_a_new_one_as_all_do() -> None:
    known = behaviour([(1, 10), (1, 12), (1, 14), (2, -3), (2, -3), (2, -2), (3, 0)])
    due = WEDNESDAY + DAY * 5
    assert known.expected(1, due, WEDNESDAY) == due + DAY * 12
    assert known.expected(2, due, WEDNESDAY) == due - DAY * 3
    assert known.expected(3, due, WEDNESDAY) == due + DAY * known.usual, "one payment says too little"
    assert known.expected(9, due, WEDNESDAY) == due


def test_who_is_later_than_usual_is_compared_with_those_who_were_later_still() -> None:
    known = behaviour([(1, days) for days in (0, 0, 0, 0, 20, 40, 60)])
    assert known.expected(1, WEDNESDAY - DAY * 15, WEDNESDAY) == WEDNESDAY + DAY * 25
    assert known.expected(1, WEDNESDAY - DAY * 70, WEDNESDAY) == WEDNESDAY + WAIT
    assert known.expected(1, WEDNESDAY - DAY * (LOST + 1), WEDNESDAY) is None


def test_where_nobody_paid_yet_the_last_day_is_taken() -> None:
    assert behaviour([]).expected(1, WEDNESDAY, WEDNESDAY) == WEDNESDAY
    assert behaviour([]).usual == 0


@given(st.lists(st.integers(-30, 200), max_size=20), st.integers(-20, LOST))
def test_nothing_is_expected_before_today_of_what_is_late_and_everything_in_time_is_expected(
    paid: list[int], late: int
) -> None:
    expected = behaviour([(1, days) for days in paid]).expected(1, WEDNESDAY - DAY * late, WEDNESDAY)
    assert expected is not None
    assert expected >= WEDNESDAY
