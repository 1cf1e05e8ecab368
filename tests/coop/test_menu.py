"""The menu shows each person the doors that open for them."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import floors, menu
from coop.menu import MenuItem
from coop.permission import PERMISSIONS, Permission, Role, public


@pytest.fixture
def app(unshared_app: Flask) -> Flask:
    return unshared_app  # views are added to it


def test_every_menu_of_the_house_leads_somewhere(app: Flask) -> None:
    for item in menu._items():
        assert isinstance(item, MenuItem)
        assert item.endpoint in app.view_functions, f"{item.label} leads to {item.endpoint}, which is not there"
        assert app.view_functions[item.endpoint].permission == item.permission, (  # type: ignore[attr-defined]
            f"{item.label}: the door asks another permission than its menu item"
        )


def test_only_a_list_named_menu_is_a_menu() -> None:
    assert all(all(isinstance(item, MenuItem) for item in found) for found in floors.found("menu", list))


def test_a_person_sees_the_doors_that_open(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    @public
    def shown() -> str:
        return "\n".join(door.url for door in menu.doors())

    app.add_url_rule("/menu", view_func=shown)
    here = {item.endpoint: item.permission for item in menu._items()}
    with app.test_request_context():
        urls = {app.url_for(endpoint): permission for endpoint, permission in here.items()}
    for role in (Role.MEMBER, Role.TREASURER):
        seen = set(sign_in(role).get("/menu").text.split())
        assert seen == {url for url, needed in urls.items() if needed in PERMISSIONS[role]}
    assert app.test_client().get("/menu").text == ""


def test_every_permission_is_somebodys() -> None:
    assert set().union(*PERMISSIONS.values()) == set(Permission)
