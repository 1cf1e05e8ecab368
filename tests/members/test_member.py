"""Membership: from application to resignation, with a number without gaps."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coop.audit import AuditLine
from members import member
from members.member import AlreadyApplied, AlreadyDecided, Member, NotAMember, WrongDay
from tests.members import cast

DAY = date(2025, 3, 1)


def test_numbers_follow_admissions_and_refusals_take_none(session: Session) -> None:
    first, second, third = (member.apply(cast.person(name), on=DAY) for name in ("Ans B", "Bert C", "Cor D"))
    first.admit(DAY)
    second.refuse("Woont niet in de wijk.")
    third.admit(DAY)
    assert (first.number, second.number, third.number) == (1, None, 2)


def test_an_application_is_decided_once(session: Session) -> None:
    applicant = member.apply(cast.person(), on=DAY)
    applicant.admit(DAY)
    with pytest.raises(AlreadyDecided):
        applicant.refuse("te laat")
    with pytest.raises(AlreadyDecided):
        applicant.admit(DAY)


def test_who_is_a_member_cannot_apply_again(session: Session) -> None:
    person = cast.a_member().person
    with pytest.raises(AlreadyApplied):
        member.apply(person)


def test_who_resigned_can_come_back_with_a_new_number(session: Session) -> None:
    gone = cast.a_member()
    gone.resign(DAY)
    back = member.apply(gone.person, on=DAY)
    back.admit(DAY)
    assert (gone.number, back.number) == (1, 2)


def test_the_day_of_resignation_no_longer_counts(session: Session) -> None:
    jan = cast.a_member(since=date(2025, 1, 6))
    jan.resign(DAY)
    assert jan.is_member(date(2025, 2, 28))
    assert not jan.is_member(DAY)
    assert not jan.is_member(date(2025, 1, 5))
    with pytest.raises(NotAMember):
        jan.resign(DAY)


def test_nobody_resigns_before_admission(session: Session) -> None:
    jan = cast.a_member(since=DAY)
    with pytest.raises(WrongDay):
        jan.resign(date(2025, 2, 1))


def test_the_register_is_as_of_any_day(session: Session) -> None:
    early, late = cast.a_member("Ans B", since=date(2025, 1, 1)), cast.a_member("Bert C", since=DAY)
    early.resign(date(2025, 6, 1))
    on = {
        day: list(session.scalars(select(Member.number).where(member.on_register(day)).order_by(Member.number)))
        for day in (date(2025, 2, 1), date(2025, 4, 1), date(2025, 6, 1))
    }
    assert list(on.values()) == [[early.number], [early.number, late.number], [late.number]]


def test_every_change_of_state_leaves_an_audit_line(session: Session) -> None:
    jan = cast.a_member(since=DAY)
    lines = session.scalars(
        select(AuditLine).where(AuditLine.subject == f"member:{jan.id}", AuditLine.what == "state")
    )
    assert [(line.was, line.now) for line in lines] == [(None, "applied"), ("applied", "admitted")]


@pytest.mark.parametrize(
    "change",
    [
        "number = NULL",
        "state = 'resigned'",
        "state = 'applied'",
        "resigned_on = '2025-01-01'",
        "state = 'resigned', resigned_on = '2024-01-01'",
        "state = 'curious'",
    ],
)
def test_the_database_keeps_the_register_consistent(session: Session, change: str) -> None:
    cast.a_member(since=DAY)
    with pytest.raises(IntegrityError):
        session.execute(text(f"UPDATE member SET {change}"))
