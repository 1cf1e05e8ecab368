"""Member shares: what the database keeps true, and how moves add up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coop import clock
from coop.money import Money
from members.share import Move, ShareMove, tally
from tests.members import cast

DAY = date(2026, 3, 2)
FACTS = {"day": DAY, "booked_at": clock.now(), "booked_by": "test"}


def a_move(kind: Move, member_id: int, **facts: object) -> ShareMove:
    """A move of shares of 25 euros, unless it is money."""
    if "shares" in facts:
        facts = {"value": Money(2500), "amount": Money(2500) * int(str(facts["shares"])), **facts}
    return ShareMove(kind=kind, member_id=member_id, **FACTS, **facts)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (Move.TRANSFER, {"shares": 1}),
        (Move.ISSUE, {"shares": 0}),
        (Move.ISSUE, {"shares": 2, "amount": Money(100)}),
        (Move.PAYMENT, {"amount": Money(1)}),
        (Move.PAYMENT, {"amount": Money(1), "way": "bank"}),
        (Move.REDEMPTION, {"shares": 1}),
        (Move.REPAYMENT, {"amount": Money(1), "way": "cash"}),
    ],
)
def test_the_database_refuses_a_move_that_cannot_be(
    session: Session, kind: Move, facts: dict[str, object]
) -> None:
    session.add(a_move(kind, cast.a_member().id, **facts))
    with pytest.raises(DBAPIError):
        session.flush()


def test_the_database_lets_nobody_hold_less_than_nothing(session: Session) -> None:
    ans, bert = cast.a_member("Ans B"), cast.a_member("Bert C")
    session.add(a_move(Move.ISSUE, ans.id, shares=2))
    session.flush()
    session.add(a_move(Move.TRANSFER, ans.id, receiver_id=bert.id, shares=3))
    with pytest.raises(DBAPIError, match="shares:held"):
        session.flush()


def test_a_mirror_mirrors(session: Session) -> None:
    ans = cast.a_member("Ans B")
    issued = a_move(Move.ISSUE, ans.id, shares=2)
    session.add(issued)
    session.flush()
    session.add(a_move(Move.ISSUE, ans.id, shares=1, reversal_of=issued.id))
    with pytest.raises(DBAPIError, match="shares:mirror"):
        session.flush()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE share_move SET shares = 5, amount = 12500",
        "DELETE FROM share_move",
        "INSERT OR REPLACE INTO share_move SELECT * FROM share_move",
    ],
)
def test_what_was_booked_stays(session: Session, change: str) -> None:
    session.add(a_move(Move.ISSUE, cast.a_member().id, shares=2))
    session.commit()
    if session.get_bind().dialect.name == "postgresql" and "REPLACE" in change:
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    with pytest.raises(DBAPIError, match="shares:booked"):
        session.execute(text(change))


@given(some.lists(some.tuples(some.sampled_from(Move), some.integers(1, 9), some.booleans())))
def test_what_all_members_hold_is_what_was_issued_less_what_was_redeemed(
    drawn: list[tuple[Move, int, bool]],
) -> None:
    moves = [
        a_move(
            kind,
            1,
            receiver_id=2 if kind == Move.TRANSFER else None,
            reversal_of=7 if mirrored else None,
            **({"amount": Money(count)} if kind in (Move.PAYMENT, Move.REPAYMENT) else {"shares": count}),
        )
        for kind, count, mirrored in drawn
    ]
    net = sum(
        count * {Move.ISSUE: 1, Move.REDEMPTION: -1}.get(kind, 0) * (-1 if mirrored else 1)
        for kind, count, mirrored in drawn
    )
    assert sum(standing.shares for standing in tally(moves).values()) == net
    assert sum((standing.capital for standing in tally(moves).values()), Money.zero()) == Money(2500) * net
