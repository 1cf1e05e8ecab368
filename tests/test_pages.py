"""Every page that can be reached: guarded, whole, and without a link that leads nowhere."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop import clock, demo_command
from coop.database import db
from coop.house import OPEN_ENDPOINTS, stated_permission
from coop.permission import Role
from members import session as sessions
from tests import pages
from tests.conftest import browser_with, make_app
from tests.databases import Make
from tests.members import cast

TODAY = date(2025, 3, 12)


def test_every_route_states_who_may_use_it(app: Flask) -> None:
    for endpoint in set(app.view_functions) - OPEN_ENDPOINTS:
        stated_permission(app, endpoint)  # raises Unguarded, which says what to do


def test_who_is_not_signed_in_is_asked_to_wherever_a_permission_is_needed(app: Flask, client: FlaskClient) -> None:
    for endpoint, address in pages.plain_pages(app):
        if stated_permission(app, endpoint) is not None:
            answer = client.get(address)
            assert answer.status_code == 303, f"{address} answers {answer.status_code} to a stranger."
            assert "signin" in pages.endpoint_of(app, answer.location)


@pytest.fixture(scope="module")
def demo(new_database: Make, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A house in which the demo was played; whoever only looks around in it can share it."""
    made = make_app(new_database(), tmp_path_factory.mktemp("demo"))
    with made.app_context():
        with clock.at(TODAY):
            demo_command.play(1)
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.mark.slow
@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_every_page_a_person_can_reach_is_whole(demo: Flask, role: Role | None) -> None:
    with demo.app_context(), clock.at(TODAY):
        login = role and cast.a_login(role, name=f"{role.capitalize()} van de wandeling", as_member=True)
        browser = browser_with(demo, sessions.begin(login, "Testbrowser")) if login else demo.test_client()
        for met in pages.walk(demo, browser, role):
            _is_whole(met)


def _is_whole(met: pages.Met) -> None:
    address, status = met.address, met.answer.status_code
    assert status in {200, 302, 303}, f"{address} is linked to, but answers {status}."
    if not met.is_page:
        return
    page = pages.Page(met.answer.text)
    assert page.found["h1"] == 1, f"{address} has {page.found['h1']} h1; a page says once what it is about."
    assert page.found["main"] == 1, f"{address} has {page.found['main']} main; it extends layout.html."
    assert page.title, f"{address} has no title; whoever has ten tabs open needs it."
    assert page.language, f"{address} does not say its language; a screen reader needs it."
