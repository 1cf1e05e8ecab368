"""Sessions, links and the throttle: what is in the table opens nothing, and what ended stays ended."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coop.errors import NotFound
from coop.permission import Permission, Role
from members import session as sessions
from members import signin_link, throttle
from members.login import make_login
from members.session import LoginSession
from members.signin_link import LinkSpent, SigninLink
from members.throttle import TooManyTries
from tests.members import cast

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_token_finds_who_signed_in_in_one_statement(session: Session, statements: Callable[[], Any]) -> None:
    jan = cast.a_member()
    token = sessions.begin(make_login(jan.person, Role.MEMBER, Role.BOARD), "Firefox")
    with statements() as seen:
        found = sessions.find(token)
    assert len(seen) == 1
    assert found is not None
    assert (found.name, found.member_id, found.person_id) == ("Jan de Vries", jan.id, jan.person_id)
    assert found.may(Permission.MEMBERS_DECIDE)
    assert not found.may(Permission.BILLING_RUN)


def test_the_token_itself_is_not_kept(session: Session) -> None:
    token = sessions.begin(cast.a_login())
    assert session.query(LoginSession).one().token_hash != token
    assert sessions.find(session.query(LoginSession).one().token_hash) is None


def test_an_ended_or_old_session_opens_nothing(session: Session, at: Callable[[datetime], Any]) -> None:
    login = cast.a_login(Role.MEMBER)
    with at(NOON):
        first, second, third = (sessions.begin(login) for _ in range(3))
        found = sessions.find(first)
        assert found is not None
        with pytest.raises(NotFound):
            sessions.end(found.session_id, login_id=login.id + 1)
        assert sessions.find(first) is not None
        sessions.end(found.session_id, login.id)
        assert sessions.find(first) is None
        mine = sessions.find(second)
        assert mine is not None
        sessions.end_all(login.id, but=mine.session_id)
        assert sessions.find(third) is None
        assert len(sessions.sessions_of(login.id)) == 1
    with at(NOON + timedelta(days=90)):
        assert sessions.find(second) is None
        sessions.forget_ended()
    assert session.query(LoginSession).count() == 0


def test_a_blocked_login_is_out_at_once(session: Session) -> None:
    login = cast.a_login()
    token = sessions.begin(login)
    login.block()
    assert sessions.find(token) is None


def test_a_link_works_once_and_a_look_does_not_use_it(session: Session, at: Callable[[datetime], Any]) -> None:
    login = cast.a_login()
    with at(NOON):
        token = signin_link.make(login)
        assert session.query(SigninLink).one().token_hash != token
    with at(NOON + timedelta(minutes=14)):
        assert signin_link.works(token)
        assert signin_link.use(token) is login
        assert not signin_link.works(token)
        with pytest.raises(LinkSpent):
            signin_link.use(token)


def test_a_link_is_valid_for_a_quarter_of_an_hour(session: Session, at: Callable[[datetime], Any]) -> None:
    with at(NOON):
        token = signin_link.make(cast.a_login())
    with at(NOON + timedelta(minutes=15)):
        assert not signin_link.works(token)
        with pytest.raises(LinkSpent):
            signin_link.use(token)
        signin_link.forget_old()
    assert session.query(SigninLink).count() == 0


def test_too_many_tries_wait_and_then_may_again(session: Session, at: Callable[[datetime], Any]) -> None:
    def tries(count: int, account: str = "a", address: str = "x") -> None:
        for _ in range(count):
            throttle.count_try("password", account, address)

    with at(NOON):
        tries(throttle.PER_ACCOUNT)
        with pytest.raises(TooManyTries):
            tries(1, address="y")
        tries(1, account="b")
        throttle.forgive("password", "a")
        tries(1)
    with at(NOON + throttle.WINDOW):
        tries(throttle.PER_ACCOUNT)
        throttle.forget_old()
    with at(NOON):
        for number in range(throttle.PER_ADDRESS):
            tries(1, account=f"c{number}", address="z")
        with pytest.raises(TooManyTries):
            tries(1, account="d", address="z")
