"""Schedules: entered once, booked by the daily round, stopped or changed from a month that is not booked yet."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session, scoped_session

from coop.daily import new_day
from coop.ledger import control as control_module
from coop.ledger.account import account
from coop.ledger.balance import balance
from coop.ledger.cost_object import cost_object
from coop.ledger.memorial import Controlled, post_by_hand
from coop.ledger.posting import Line
from coop.ledger.schedule import schedule
from coop.ledger.schedule.kind import Kind, sides
from coop.ledger.schedule.outlook import reservoirs, standing_of, standings
from coop.ledger.schedule.schedule import AlreadyBooked, Schedule, WrongSchedule, change, enter, stop
from coop.ledger.verify import verify
from coop.money import Money

JANUARY = date(2026, 1, 1)


def mower(**facts: Any) -> Schedule:
    """A mower of € 1.000,00 that wears out in five years."""
    told = {"amount": Money(100000), "begin": date(2026, 1, 15), "months": 60, **facts}
    return enter(Kind.DEPRECIATION, "Maaier", "43220", "02155", **told)


def insurance() -> Schedule:
    """An insurance of € 100,00 for this year, paid ahead."""
    return enter(Kind.PREPAID, "Verzekering", "46301", "14165", Money(10000), JANUARY, 12)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.PREPAID, ("46301", "14165")),
        (Kind.ACCRUED, ("46301", "17310")),
        (Kind.DEPRECIATION, ("46301", "02155")),
        (Kind.PROVISION, ("46301", "07555")),
        (Kind.DEFERRED, ("17290", "46301")),
    ],
)
def test_each_kind_knows_its_sides_and_its_usual_account(kind: Kind, expected: tuple[str, str]) -> None:
    assert sides(kind, "46301", "") == expected
    assert sides(kind, "46301", "14590") == tuple(
        "14590" if n == sorted({*expected} - {"46301"})[0] else n for n in expected
    )


def test_the_daily_round_books_what_is_over(session: scoped_session[Session]) -> None:
    made = mower()
    garden = cost_object("service", "tuin", "Tuin").id
    made.cost_object_id = garden
    for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 1), date(2026, 4, 1)):
        new_day.tell(day)
    assert balance("43220") == Money(1667 * 3)
    standing = standing_of(made)
    assert (standing.booked, standing.to_come) == (Money(5001), Money(94999))
    assert standing.next is not None
    assert standing.next.month == date(2026, 4, 1)
    assert verify().first_fault is None


def test_after_its_last_month_everything_is_divided(session: scoped_session[Session]) -> None:
    mower()
    new_day.tell(date(2031, 1, 1))
    assert (balance("43220"), balance("02155")) == (Money(100000), Money(-100000))
    assert standings()[0].next is None


def test_an_account_out_of_use_holds_up_no_other_schedule(session: scoped_session[Session]) -> None:
    mower()
    insurance()
    account("43220").active = False
    session.flush()
    new_day.tell(date(2026, 2, 1))
    assert (balance("43220"), balance("46301")) == (Money(0), Money(834))
    assert [len(standing.overdue(date(2026, 2, 1))) for standing in standings()] == [0, 1]


def test_stopping_leaves_what_was_booked(session: scoped_session[Session]) -> None:
    made = insurance()
    new_day.tell(date(2026, 4, 1))
    with pytest.raises(AlreadyBooked, match="Maart 2026 is al geboekt"):
        stop(made, date(2026, 3, 20))
    assert stop(made, date(2026, 7, 1)) == Money(10000 - 834 * 4 - 833 * 2)
    new_day.tell(date(2027, 1, 1))
    assert balance("46301") == Money(834 * 4 + 833 * 2)
    with pytest.raises(AlreadyBooked):
        stop(made, date(2026, 8, 1))
    assert standing_of(made).to_come == Money(0)


def test_changing_goes_on_from_a_month_with_a_schedule_of_its_own(session: scoped_session[Session]) -> None:
    made = mower()
    new_day.tell(date(2026, 3, 1))
    after = change(made, date(2026, 3, 1), Money(60000), 24)
    assert after.follows_id == made.id
    assert (after.debit, after.credit, after.kind) == (made.debit, made.credit, made.kind)
    new_day.tell(date(2030, 1, 1))
    assert balance("43220") == Money(1667 * 2 + 60000)


def test_a_schedule_that_has_not_begun_can_be_stopped_altogether(session: scoped_session[Session]) -> None:
    made = mower(begin=date(2026, 6, 1))
    assert stop(made, date(2026, 1, 1)) == Money(100000)
    new_day.tell(date(2031, 1, 1))
    assert balance("43220") == Money(0)


@pytest.mark.parametrize("facts", [{"amount": Money(0)}, {"months": 0}, {"months": 601}, {"amount": Money(-1)}])
def test_a_schedule_gives_something_away(session: scoped_session[Session], facts: dict[str, Any]) -> None:
    with pytest.raises(WrongSchedule):
        mower(**facts)


def test_two_accounts_that_nobody_else_keeps(
    session: scoped_session[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(control_module._controls, "13011", control_module.Control("13011", "x", lambda: 0))
    with pytest.raises(Controlled):
        enter(Kind.PREPAID, "x", "46301", "13011", Money(1), JANUARY, 1)
    with pytest.raises(WrongSchedule):
        enter(Kind.PREPAID, "x", "46301", "46301", Money(1), JANUARY, 1)


def test_what_was_paid_ahead_is_compared_with_what_is_still_to_come(session: scoped_session[Session]) -> None:
    insurance()
    [one] = reservoirs(standings())
    assert (one.number, one.stands, one.to_come, one.agrees) == ("14165", Money(0), Money(10000), False)
    post_by_hand(JANUARY, "Verzekering vooruit", [Line("14165", 10000), Line("10201", -10000)])
    new_day.tell(date(2026, 5, 1))
    [one] = reservoirs(standings())
    assert one.agrees
    assert one.to_come == Money(10000 - 834 * 4)


def test_a_schedule_is_found_or_not(session: scoped_session[Session]) -> None:
    with pytest.raises(schedule.NotFound):
        schedule.find(1)
