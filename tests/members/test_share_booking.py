"""Shares and the books: every move is posted, and the sub-ledger equals its accounts."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy.orm import Session

from coop import clock
from coop.ledger.balance import balance
from coop.ledger.chart import BANK, CASH, CLAIMS_ON_MEMBERS, DEBTS_TO_MEMBERS, MEMBER_CAPITAL
from coop.ledger.verify import verify
from coop.money import Money
from members import share_booking
from members.member import Member
from members.share import standing_of, standings
from members.share_booking import AlreadyUndone, MoreThanAsked, NotAShareholder, StillUnpaid
from members.share_value import NoShareValue, ValueAlreadySet, set_value, value_on
from tests.members import cast

DAY = date(2026, 3, 2)
WORTH = Money(2500)


@pytest.fixture
def ans(session: Session) -> Member:
    """A member, in a cooperative whose shares are worth 25 euros."""
    set_value(date(2025, 1, 1), WORTH, "artikel 7")
    return cast.a_member("Ans Bakker")


def test_a_share_is_issued_paid_handed_on_redeemed_and_paid_back(ans: Member) -> None:
    bert = cast.a_member("Bert de Cock")
    with clock.at(DAY):
        share_booking.issue(ans, 4, DAY)
        assert (balance(CLAIMS_ON_MEMBERS), balance(MEMBER_CAPITAL)) == (Money(10000), Money(-10000))
        share_booking.receive(ans, Money(4000), DAY)
        share_booking.receive(ans, Money(6000), DAY, "cash")
        assert (balance(BANK), balance(CASH), balance(CLAIMS_ON_MEMBERS)) == (Money(4000), Money(6000), Money(0))
        share_booking.transfer(ans, bert, 1, WORTH, DAY)
        assert balance(MEMBER_CAPITAL) == Money(-10000)
        share_booking.redeem(ans, 2, WORTH, DAY)
        assert (balance(MEMBER_CAPITAL), balance(DEBTS_TO_MEMBERS)) == (Money(-5000), Money(-5000))
        share_booking.repay(ans, Money(5000), DAY)
        assert (balance(DEBTS_TO_MEMBERS), balance(BANK)) == (Money(0), Money(-1000))
    assert [(one.name, standing.held) for one, standing in standings()] == [
        ("Ans Bakker", Counter({WORTH: 1})),
        ("Bert de Cock", Counter({WORTH: 1})),
    ]
    assert verify().first_fault is None


def test_an_older_share_keeps_its_worth(ans: Member) -> None:
    with clock.at(DAY):
        share_booking.issue(ans, 1, date(2026, 1, 31))
        set_value(date(2026, 2, 1), Money(4000), "artikel 7, gewijzigd")
        share_booking.issue(ans, 1, DAY)
        assert (standing_of(ans.id).shares, standing_of(ans.id).capital) == (2, Money(6500))
        assert (value_on(date(2026, 1, 31)), value_on(DAY)) == (WORTH, Money(4000))
        with pytest.raises(ValueAlreadySet):
            set_value(date(2026, 2, 1), Money(1), "")


def test_a_wrong_booking_is_undone_once_and_not_when_another_leans_on_it(ans: Member) -> None:
    with clock.at(DAY):
        issued = share_booking.issue(ans, 2, DAY)
        paid = share_booking.receive(ans, Money(5000), DAY)
        share_booking.undo(paid, DAY)
        share_booking.undo(issued, DAY)
        assert (balance(MEMBER_CAPITAL), balance(BANK), balance(CLAIMS_ON_MEMBERS)) == (Money(0),) * 3
        with pytest.raises(AlreadyUndone):
            share_booking.undo(issued, DAY)
        assert verify().first_fault is None


def test_what_is_paid_for_is_not_undone_under_the_payment(session: Session, ans: Member) -> None:
    with clock.at(DAY):
        issued = share_booking.issue(ans, 2, DAY)
        share_booking.receive(ans, Money(5000), DAY)
        session.commit()
        with pytest.raises(MoreThanAsked):
            share_booking.undo(issued, DAY)
        session.rollback()
        assert balance(MEMBER_CAPITAL) == Money(-5000)


def test_nobody_gives_away_what_is_not_paid_or_not_theirs(ans: Member) -> None:
    bert = cast.a_member("Bert de Cock")
    with clock.at(DAY):
        share_booking.issue(ans, 2, DAY)
        with pytest.raises(StillUnpaid):
            share_booking.transfer(ans, bert, 1, WORTH, DAY)
        with pytest.raises(MoreThanAsked):
            share_booking.receive(ans, Money(5001), DAY)
        share_booking.receive(ans, Money(5000), DAY)
        with pytest.raises(NotAShareholder):
            share_booking.redeem(ans, 3, WORTH, DAY)
        with pytest.raises(MoreThanAsked):
            share_booking.repay(ans, Money(1), DAY)


def test_shares_are_for_members(ans: Member) -> None:
    left = cast.a_member("Cor Dijk")
    left.resign(date(2026, 2, 1))
    with clock.at(DAY):
        with pytest.raises(NotAShareholder):
            share_booking.issue(left, 1, DAY)
        share_booking.issue(ans, 1, DAY)
        share_booking.receive(ans, WORTH, DAY)
        with pytest.raises(NotAShareholder):
            share_booking.transfer(ans, left, 1, WORTH, DAY)


def test_who_left_is_paid_back(ans: Member) -> None:
    with clock.at(DAY):
        share_booking.issue(ans, 1, DAY)
        share_booking.receive(ans, WORTH, DAY)
        ans.resign(DAY)
        share_booking.redeem(ans, 1, WORTH, DAY)
        share_booking.repay(ans, WORTH, DAY)
    assert standings() == []


def test_without_what_the_statutes_say_nothing_is_issued(session: Session) -> None:
    with clock.at(DAY), pytest.raises(NoShareValue):
        share_booking.issue(cast.a_member(), 1, DAY)
