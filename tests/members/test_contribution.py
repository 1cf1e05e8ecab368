"""The yearly contribution: made in one go for who was a member, once for each."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from coop.money import Money
from members import contribution
from members.contribution import DueSettled, NoRate, RateInUse
from tests.members import cast


def test_dues_are_made_once_for_everyone_who_was_a_member_in_the_year(session: Session) -> None:
    jan = cast.a_member("Ans B", since=date(2024, 5, 1))
    cast.a_member("Bert C", since=date(2025, 12, 31))
    cast.a_member("Cor D", since=date(2026, 1, 1))
    cast.a_member("Dirk E", since=date(2024, 1, 1)).resign(date(2025, 1, 1))
    contribution.set_rate(2025, Money(1250))
    assert contribution.make_dues(2025) == 2
    assert contribution.make_dues(2025) == 0
    assert [(due.member.name, due.amount) for due in contribution.dues(2025)] == [
        ("Ans B", Money(1250)),
        ("Bert C", Money(1250)),
    ]
    assert contribution.open_dues()[0].member is jan


def test_without_a_rate_there_are_no_dues(session: Session) -> None:
    with pytest.raises(NoRate):
        contribution.make_dues(2025)


def test_a_rate_is_fixed_once_used(session: Session) -> None:
    cast.a_member()
    contribution.set_rate(2025, Money(1000))
    contribution.set_rate(2025, Money(1250))
    contribution.make_dues(2025)
    with pytest.raises(RateInUse):
        contribution.set_rate(2025, Money(1500))


def test_what_is_invoiced_or_waived_is_no_longer_open(session: Session) -> None:
    cast.a_member("Ans B")
    cast.a_member("Bert C")
    contribution.set_rate(2025, Money(1250))
    contribution.make_dues(2025)
    first, second = contribution.open_dues()
    first.mark_invoiced("invoice:2025-0001")
    second.waive()
    session.flush()
    assert contribution.open_dues() == []
    with pytest.raises(DueSettled):
        first.waive()
    first.reopen()
    session.flush()
    assert contribution.open_dues() == [first]


def test_half_a_settlement_is_refused_by_the_database(session: Session) -> None:
    cast.a_member()
    contribution.set_rate(2025, Money(1250))
    contribution.make_dues(2025)
    contribution.open_dues()[0].state = "invoiced"
    with pytest.raises(Exception, match="invoiced"):
        session.flush()
