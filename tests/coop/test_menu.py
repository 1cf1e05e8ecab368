"""The menu shows each person the doors that open for them."""

import re
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


def test_a_few_doors_need_no_groups(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    page = sign_in(Role.MEMBER).get("/account").text
    assert "Mijn klussen" in page
    assert "<details" not in page.partition('<nav class="doors"')[2].partition("</nav>")[0]
    assert "#menu" not in page


def test_many_doors_stand_in_groups_of_which_the_current_one_is_open(sign_in: Callable[..., FlaskClient]) -> None:
    page = sign_in(Role.TREASURER).get("/grootboek").text
    menu_part = page.partition('<nav class="doors"')[2].partition("</nav>")[0]
    assert menu_part.count("<details") == menu_part.count('<details class="door-group"') > 4
    [opened] = re.findall(r'<details class="door-group" open><summary>(.*?)</summary>', menu_part)
    assert opened == "Boeken"
    assert menu_part.count('href="#menu"') == 1, "a phone has a way to all doors"


def test_the_phone_shows_the_door_one_is_in(sign_in: Callable[..., FlaskClient]) -> None:
    short = re.search(r'<ul class="doors-short">(.*?)</ul>', sign_in(Role.TREASURER).get("/kas").text, re.S)
    assert short
    assert 'aria-current="page">Kas</a>' in short[1]


def test_every_page_of_the_staff_lies_behind_a_door(app: Flask) -> None:
    behind = {room for item in menu._items() for room in (item.endpoint.split(".")[0], *item.rooms)}
    apart = {
        "account": "behind one's name in the top of the page",
        "own_data": "behind the account",
        "portrait": "behind the account",
        "exports": "files",
        "search": "in the top of every page",
        "shortcuts": "in the foot of every page",
        "xaf": "a file",
    }
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        room = rule.endpoint.split(".")[0]
        if "GET" in (rule.methods or ()) and getattr(view, "permission", None) and room not in apart:
            assert room in behind, f"{rule.endpoint}: which door is current there? Name the room in its `rooms`."


def test_every_permission_is_somebodys() -> None:
    assert set().union(*PERMISSIONS.values()) == set(Permission)
