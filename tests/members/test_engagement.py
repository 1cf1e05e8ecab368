"""Engagements: one of a kind at a time, also for who goes round the code."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from members import engagement
from members.engagement import EndsBeforeItBegins, Engagement, EngagementKind, EngagementOverlaps
from tests.members import cast

K = EngagementKind
MARCH, MAY, JULY = date(2025, 3, 1), date(2025, 5, 1), date(2025, 7, 1)


def test_one_kind_follows_another_on_the_same_day(session: Session) -> None:
    jan = cast.a_member()
    engagement.engage(jan, K.PARTICIPATION, MARCH, MAY)
    engagement.engage(jan, K.EMPLOYEE, MAY)
    found = engagement.engagement_on(jan, date(2025, 4, 30)), engagement.engagement_on(jan, MAY)
    assert [one.kind for one in found if one] == [K.PARTICIPATION, K.EMPLOYEE]
    assert engagement.engagement_on(jan, date(2025, 2, 1)) is None


def test_two_kinds_may_hold_together_and_the_paid_one_comes_first(session: Session) -> None:
    jan = cast.a_member()
    engagement.engage(jan, K.VOLUNTEER, MARCH)
    engagement.engage(jan, K.EMPLOYEE, MAY)
    assert engagement.kinds_on(MAY) == {jan.id: [K.EMPLOYEE, K.VOLUNTEER]}
    assert engagement.kinds_on(MARCH, [jan.id]) == {jan.id: [K.VOLUNTEER]}


def test_the_same_kind_does_not_overlap(session: Session) -> None:
    jan = cast.a_member()
    first = engagement.engage(jan, K.VOLUNTEER, MARCH, MAY)
    engagement.engage(jan, K.VOLUNTEER, JULY)
    with pytest.raises(EngagementOverlaps):
        engagement.engage(jan, K.VOLUNTEER, date(2025, 4, 1), date(2025, 4, 2))
    with pytest.raises(EngagementOverlaps):
        first.finish(date(2025, 8, 1))
    first.finish(JULY)


def test_it_ends_after_it_begins(session: Session) -> None:
    jan = cast.a_member(kind=K.VOLUNTEER, since=MARCH)
    with pytest.raises(EndsBeforeItBegins):
        engagement.engage(jan, K.EMPLOYEE, MAY, MAY)
    with pytest.raises(EndsBeforeItBegins):
        engagement.engagements_on(jan.id, MAY)[0].finish(MARCH)


def test_the_database_itself_refuses_an_overlap(session: Session) -> None:
    jan = cast.a_member(kind=K.VOLUNTEER, since=MARCH)
    session.execute(insert(Engagement).values(member_id=jan.id, kind="employee", begin=MARCH))
    with pytest.raises(DatabaseError):
        session.execute(insert(Engagement).values(member_id=jan.id, kind="volunteer", begin=MAY))


def test_the_database_itself_refuses_to_stretch_into_another(session: Session) -> None:
    jan = cast.a_member()
    first = engagement.engage(jan, K.VOLUNTEER, MARCH, MAY)
    engagement.engage(jan, K.VOLUNTEER, JULY)
    with pytest.raises(DatabaseError):
        session.execute(update(Engagement).where(Engagement.id == first.id).values(end=date(2025, 9, 1)))


def test_what_holds_on_each_of_many_days_is_read_at_once(session: Session, statements: Callable[[], Any]) -> None:
    jan = cast.a_member()
    engagement.engage(jan, K.PARTICIPATION, MARCH, MAY)
    engagement.engage(jan, K.EMPLOYEE, MAY)
    engagement.engage(jan, K.VOLUNTEER, MARCH)
    days = [date(2025, 2, 28), MARCH, date(2025, 4, 30), MAY, JULY]
    with statements() as seen:
        kinds = engagement.kinds_on_each(days)
    assert len(seen) == 1
    assert [kinds[day].get(jan.id, []) for day in days] == [
        [],
        [K.PARTICIPATION, K.VOLUNTEER],
        [K.PARTICIPATION, K.VOLUNTEER],
        [K.EMPLOYEE, K.VOLUNTEER],
        [K.EMPLOYEE, K.VOLUNTEER],
    ]
    assert engagement.kinds_on_each([]) == {}
