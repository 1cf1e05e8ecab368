"""The command line of this floor: founding a wijk, the demo sign-ins, the register, a way back in."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy.orm import Session

from coop import wijk
from coop.errors import Refusal
from coop.permission import Role
from coop.wijk import Wijk
from members import login as logins
from members import people_command, signin_link, wijk_command
from members.demo import DEMO_PASSWORD
from members.founding import AlreadyFounded
from members.login import WeakPassword, make_login
from tests.members import cast

NEW = ["new", "--name", "Lewenborg", "--treasurer-name", "Wim Bos", "--treasurer-email", "wim@example.org"]


def test_a_new_wijk_has_a_treasurer_who_can_let_others_in(session: Session) -> None:
    made = _run(wijk_command.command, *NEW, "--password", "een fiets in de schuur")
    assert made.exit_code == 0
    assert "Lewenborg is gemaakt" in made.output
    wim = logins.checked("wim@example.org", "een fiets in de schuur")
    assert wim
    assert wim.roles == {Role.TREASURER, Role.ADMIN}
    assert not wijk.current().is_demo
    again = _run(wijk_command.command, *NEW, "--password", "een fiets in de schuur")
    assert isinstance(again.exception, AlreadyFounded)


def test_without_a_terminal_the_missing_option_is_named(session: Session) -> None:
    refused = _run(wijk_command.command, *NEW)
    assert isinstance(refused.exception, Refusal)
    assert "--password" in refused.exception.sentence


def test_a_weak_password_leaves_no_wijk_behind(session: Session) -> None:
    refused = _run(wijk_command.command, *NEW, "--password", "kort")
    assert isinstance(refused.exception, WeakPassword)
    session.rollback()
    assert wijk.find() is None


def test_passwords_are_shown_of_a_demo_only(session: Session, app: Flask) -> None:
    session.add(Wijk(name="Beijum", is_demo=True))
    make_login(cast.person("Johan Medema", email="penningmeester@example.org"), Role.TREASURER)
    rows = json.loads(_run(people_command.command, "demo", "--format", "json").output)["rows"]
    assert rows == [
        {
            "role": "penningmeester",
            "name": "Johan Medema",
            "email": "penningmeester@example.org",
            "password": DEMO_PASSWORD,
        }
    ]
    wijk.current().is_demo = False
    refused = _run(people_command.command, "demo")
    assert isinstance(refused.exception, people_command.NotADemo)


@pytest.mark.parametrize(("day", "names"), [("2025-02-01", ["Ans B"]), ("1-7-2025", ["Bert C"])])
def test_the_register_is_printed_as_of_a_day(session: Session, day: str, names: list[str]) -> None:
    cast.a_member("Ans B", since=date(2025, 1, 1)).resign(date(2025, 7, 1))
    cast.a_member("Bert C", since=date(2025, 3, 1))
    session.commit()
    printed = _run(people_command.command, "register", "--on", day, "--format", "json")
    assert [row["name"] for row in json.loads(printed.output)["rows"]] == names


def test_a_link_helps_who_lost_the_way_in(session: Session) -> None:
    login = cast.a_login()
    printed = _run(people_command.command, "link", login.email).output.strip()
    assert signin_link.use(Path(printed).name) is login
    assert isinstance(_run(people_command.command, "link", "x@example.org").exception, Refusal)


def _run(command: object, *arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))  # type: ignore[arg-type]
