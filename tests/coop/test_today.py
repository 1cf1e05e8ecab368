"""The home: every floor offers what waits, and each person sees what they may do something about."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import floors, today
from coop.house import stated_permission
from coop.permission import PERMISSIONS, Role
from coop.today import Panel, Task
from tests.invoicing.cast import wijk

SignIn = Callable[..., FlaskClient]


def test_every_task_leads_to_a_page_that_its_person_may_open(app: Flask) -> None:
    for task in today._tasks():
        needed = stated_permission(app, task.endpoint)
        allowed = [role for role, given in PERMISSIONS.items() if task.permission in given]
        assert allowed, f"{task.endpoint}: nobody may do it"
        for role in allowed:
            assert needed in PERMISSIONS[role], f"{role} is asked to do {task.endpoint}, and may not open it"


def test_only_a_list_of_tasks_is_named_so() -> None:
    assert all(isinstance(one, Task) for found in floors.found("tasks", list) for one in found)
    assert all(isinstance(one, Panel) for found in floors.found("panels", list) for one in found)


def test_a_task_is_counted_in_a_few_statements(app: Flask, statements: Callable[[], Any]) -> None:
    for task in today._tasks():
        with statements() as seen:
            assert task.count().number == 0
        assert len([one for one in seen if one.lstrip().upper().startswith(("SELECT", "WITH"))]) <= 5, (
            f"{task.endpoint} is counted in {len(seen)} statements; the home asks every task each time."
        )


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TREASURER, Role.BOARD])
def test_the_home_is_calm_when_nothing_waits_and_is_where_one_lands(sign_in: SignIn, role: Role) -> None:
    wijk()
    page = sign_in(role).get("/vandaag").text
    assert "Er wacht niets op je." in page
    assert ("Halen we het?" in page) == (role is not Role.COORDINATOR)
    assert ("Klussen van vandaag" in page) == (role is Role.COORDINATOR)


def test_a_member_has_no_such_home(sign_in: SignIn) -> None:
    assert sign_in(Role.MEMBER).get("/vandaag").status_code == 403
