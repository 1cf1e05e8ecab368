"""An amount that is spread over months: every cent, every month, once."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from coop.ledger.balance import balance
from coop.ledger.cost_object import cost_object
from coop.ledger.monthly import Monthly, Part, book, spread, steps
from coop.ledger.period import close
from coop.ledger.posting import Line
from coop.ledger.transaction import Transaction
from coop.money import Money
from coop.period import DateRange, months

INSURANCE = "46301"
PAID_AHEAD = "14165"


def plan(
    cents: int = 10000, begin: date = date(2026, 1, 1), end: date = date(2026, 4, 1), **facts: Any
) -> Monthly:
    """An insurance that was paid ahead for three months."""
    parts = spread(Money(cents), DateRange(begin, end))
    return Monthly("schedule:1", "Verzekering", parts, Line(INSURANCE, 0), Line(PAID_AHEAD, 0), **facts)


def days(session: scoped_session[Session]) -> dict[str, date]:
    """The day of each posting by its source."""
    return dict(session.execute(select(Transaction.source, Transaction.date)).all())


@given(st.integers(1, 10**9), st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 2000))
def test_every_cent_is_given_away_over_the_months_it_belongs_to(cents: int, begin: date, length: int) -> None:
    stretch = DateRange(begin, begin + timedelta(days=length))
    parts = spread(Money(cents), stretch)
    assert sum((part.amount for part in parts), Money.zero()) == Money(cents)
    assert [part.month for part in parts] == list(months(stretch))
    assert max(part.amount.cents for part in parts) - min(part.amount.cents for part in parts) <= 1


def test_a_month_is_booked_on_its_last_day_and_never_twice(session: scoped_session[Session]) -> None:
    assert book([plan()], date(2026, 2, 28)) == 1
    assert book([plan()], date(2026, 3, 1)) == 1
    assert book([plan()], date(2026, 3, 31)) == 0
    assert days(session) == {
        "schedule:1:2026-01": date(2026, 1, 31),
        "schedule:1:2026-02": date(2026, 2, 28),
    }
    assert (balance(INSURANCE), balance(PAID_AHEAD)) == (Money(6667), Money(-6667))
    assert [bool(step.transaction_id) for step in steps([plan()])[0]] == [True, True, False]


def test_days_that_were_missed_are_made_up_for(session: scoped_session[Session]) -> None:
    assert book([plan()], date(2027, 1, 1)) == 3
    assert balance(INSURANCE) == Money(10000)


def test_a_month_that_is_closed_comes_on_the_first_open_day(session: scoped_session[Session], at: Any) -> None:
    with at(date(2026, 3, 5)):
        close(date(2026, 3, 1))
        book([plan()], date(2026, 4, 1))
    assert sorted(days(session).values()) == [date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 31)]


def test_nothing_is_booked_before_its_cause(session: scoped_session[Session]) -> None:
    book([plan(not_before=date(2026, 2, 10))], date(2026, 4, 1))
    assert sorted(days(session).values()) == [date(2026, 2, 10), date(2026, 2, 28), date(2026, 3, 31)]


def test_a_month_without_a_cent_is_left_out(session: scoped_session[Session]) -> None:
    assert book([plan(cents=2)], date(2026, 4, 1)) == 2


def test_the_lines_carry_their_cost_object(session: scoped_session[Session]) -> None:
    garden = cost_object("service", "tuin", "Tuin").id
    parts = [Part(date(2026, 1, 1), Money(500))]
    book([Monthly("grant:7", "Subsidie", parts, Line("17290", 0), Line("82325", 0, garden))], date(2026, 2, 1))
    entries = session.scalars(select(Transaction)).one().entries
    assert [(entry.cents, entry.cost_object_id) for entry in entries] == [
        (Money(500), None),
        (Money(-500), garden),
    ]


def test_many_plans_cost_few_statements(session: scoped_session[Session], statements: Any) -> None:
    plans = [
        Monthly(
            f"schedule:{i}",
            "Vast",
            spread(Money(12000), DateRange(date(2026, 1, 1), date(2027, 1, 1))),
            Line(INSURANCE, 0),
            Line(PAID_AHEAD, 0),
        )
        for i in range(40)
    ]
    with statements() as seen:
        assert book(plans, date(2027, 1, 1)) == 480
    assert len(seen) <= 8, seen


@pytest.mark.usefixtures("session")
def test_a_plan_without_months_books_nothing() -> None:
    assert book([], date(2027, 1, 1)) == 0
