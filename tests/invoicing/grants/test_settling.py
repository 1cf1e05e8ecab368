"""Settling: what does not come, what goes back and what the result gets; the controls stay equal."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coop import clock
from coop.database import db
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from invoicing.exploitatie.commitment import committed
from invoicing.grants.charge import AlreadySettled
from invoicing.grants.grant import Grant, release, total_receivable
from invoicing.grants.receiving import ReceivedTooMuch, receive, undo_receipt
from invoicing.grants.settling import NotSettled, WrongSettlement, outcome, settle, undo
from tests.invoicing.cast import wijk
from tests.invoicing.grants.cast import END, a_grant

AFTER = date(2027, 3, 1)
ACCOUNTS = ("13201", "17290", "16521", "82325")
cents = st.integers(0, 10**7)


@given(cents, cents, cents, cents)
def test_what_is_less_does_not_come_or_goes_back_and_nothing_else(
    amount: int, received: int, released: int, established: int
) -> None:
    received, released, established = (min(one, amount) for one in (received, released, established))
    found = outcome(Money(amount), Money(received), Money(released), Money(established))
    assert found.written_off + found.to_return == Money(amount - established)
    assert Money(0) <= found.written_off <= Money(amount - received)
    assert Money(0) <= found.to_return <= Money(received)
    assert Money(released) + found.into_result == Money(established)
    assert not found.to_return or found.written_off == Money(amount - received), "first what did not come yet"


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(AFTER):
        wijk()
        yield
        assert verify().first_fault is None


def books() -> tuple[int, ...]:
    """What we are owed, what is ahead, what goes back, and the income, in cents."""
    return tuple(balance(number).cents for number in ACCOUNTS)


def a_year(received: int, until: date) -> Grant:
    """A grant of twelve thousand euro with so much received, and its months up to a day in the result."""
    made = a_grant()
    if received:
        receive(made, date(2026, 2, 1), Money(received))
    release(made, until)
    return made


@pytest.mark.parametrize(
    ("received", "until", "established", "expected"),
    [
        (960_000, END, 1_200_000, (240_000, 0, 0, -1_200_000)),
        (960_000, END, 1_000_000, (40_000, 0, 0, -1_000_000)),
        (1_200_000, date(2026, 12, 1), 1_050_000, (0, 0, -150_000, -1_050_000)),
        (960_000, date(2026, 10, 1), 1_100_000, (140_000, 0, 0, -1_100_000)),
        (960_000, END, 0, (0, 0, -960_000, 0)),
    ],
)
def test_settled_the_books_say_what_was_established(
    received: int, until: date, established: int, expected: tuple[int, ...]
) -> None:
    made = a_year(received, until)
    settle(made, Money(established), AFTER, "VST-9")
    assert books() == expected
    assert total_receivable() == balance("13201") == made.receivable
    assert release(made, date(2028, 1, 1)) == 0, "no month comes after it"


def test_undone_everything_is_as_it_was_and_its_months_come_again() -> None:
    made = a_year(1_200_000, date(2026, 12, 1))
    before = books()
    settle(made, Money(900_000), AFTER)
    undo(made, AFTER)
    assert (books(), made.settlement) == (before, None)
    assert release(made, AFTER) == 1
    settle(made, Money(1_000_000), AFTER)
    with pytest.raises(AlreadySettled):
        settle(made, Money(1_000_000), AFTER)
    undo(made, AFTER)
    with pytest.raises(NotSettled):
        undo(made, AFTER)


def test_no_more_comes_in_than_was_established_and_a_receipt_can_still_be_undone() -> None:
    made = a_year(960_000, END)
    settle(made, Money(1_000_000), AFTER)
    with pytest.raises(ReceivedTooMuch, match="400,00"):
        receive(made, AFTER, Money(40_001))
    undo_receipt(receive(made, AFTER, Money(40_000)), AFTER)
    assert made.receivable == Money(40_000)


def test_established_is_no_more_than_was_awarded() -> None:
    made = a_year(0, END)
    for amount in (Money(1_200_001), Money(-1)):
        with pytest.raises(WrongSettlement):
            settle(made, amount, AFTER)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE grant_settlement SET to_return = 0",
        "DELETE FROM grant_settlement",
        "INSERT INTO grant_settlement (id, grant_id, established, day, reference, months, written_off, to_return) "
        "VALUES (9, 1, 5, '2027-03-01', '', 0, 0, 0)",
    ],
)
def test_the_database_keeps_a_settlement(change: str) -> None:
    settle(a_year(1_200_000, END), Money(900_000), AFTER)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text(change))


@pytest.mark.parametrize("until", [date(2026, 1, 1), date(2026, 5, 1), date(2027, 1, 1)])
def test_what_is_agreed_and_what_is_in_the_result_are_the_whole_grant(until: date) -> None:
    made = a_grant(1_200_001)
    with clock.at(until):
        release(made, until)
        rows = committed(2026, until)
        in_result = -balance("82325")
    agreed = sum((row.net for row in rows), Money.zero())
    assert in_result + agreed == (Money(1_200_001) if until < END else in_result)
    assert {(row.account, row.source) for row in rows} <= {("82325", made.source)}


def test_the_months_of_next_year_are_agreed_for_that_year_and_settled_ones_for_none() -> None:
    made = a_grant(begin=date(2027, 7, 1), end=date(2028, 7, 1))
    assert [sum(row.net.cents for row in committed(year, AFTER)) for year in (2027, 2028)] == [600_000, 600_000]
    settle(made, Money.zero(), AFTER)
    assert committed(2027, AFTER) == []
