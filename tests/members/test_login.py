"""Logins: passwords, roles, and always an admin."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy.orm import Session

from coop.permission import Role
from members import login as logins
from members.login import EmailTaken, LastAdmin, Login, NoEmail, WeakPassword, make_login
from tests.members import cast


def test_only_the_right_password_opens(session: Session) -> None:
    anneke = cast.a_login(Role.BOARD)
    anneke.set_password("een fiets in de schuur")
    assert anneke.password_hash
    assert anneke.password_hash.startswith("$argon2id$")
    assert logins.checked(" Anneke.Bos@Example.org ", "een fiets in de schuur") is anneke
    assert logins.checked("anneke.bos@example.org", "een fiets in de tuin") is None
    assert logins.checked("niemand@example.org", "een fiets in de schuur") is None


def test_a_guess_costs_as_much_as_rfc_9106_asks_also_where_nobody_has_the_address(hasher: PasswordHasher) -> None:
    cost = extract_parameters(hasher.hash("een fiets in de schuur"))
    assert (cost.time_cost, cost.memory_cost, cost.parallelism) == (3, 65_536, 4)
    assert extract_parameters(logins._NOBODYS) == cost


def test_a_login_without_password_or_blocked_opens_to_none(session: Session) -> None:
    anneke = cast.a_login(Role.MEMBER)
    assert logins.checked(anneke.email, "") is None
    anneke.set_password("een fiets in de schuur")
    anneke.block()
    assert logins.checked(anneke.email, "een fiets in de schuur") is None


@pytest.mark.parametrize("password", ["kort", "aaaaaaaaaaaaaa", "anneke.bos@example.org"])
def test_a_weak_password_is_refused(session: Session, password: str) -> None:
    with pytest.raises(WeakPassword):
        cast.a_login().set_password(password)


def test_there_is_always_an_admin(session: Session) -> None:
    first = cast.a_login(Role.ADMIN, Role.BOARD)
    with pytest.raises(LastAdmin):
        first.take(Role.ADMIN)
    with pytest.raises(LastAdmin):
        first.block()
    second = cast.a_login(Role.ADMIN, name="Bram Smit")
    first.take(Role.ADMIN)
    assert first.roles == {Role.BOARD}
    first.give(Role.ADMIN)
    second.block()
    with pytest.raises(LastAdmin):
        first.take(Role.ADMIN)


def test_an_address_lets_one_person_in(session: Session) -> None:
    anneke = cast.a_login()
    assert make_login(anneke.person, Role.BOARD) is anneke
    with pytest.raises(EmailTaken):
        make_login(cast.person("Bram Smit"), email="ANNEKE.BOS@example.org")
    with pytest.raises(NoEmail):
        make_login(cast.person("Cor Dijk", email=""))
    assert logins.all_logins() == [anneke]
    assert isinstance(logins.find(anneke.id), Login)
