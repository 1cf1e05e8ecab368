"""Every page that can be reached: guarded, whole, and without a link that leads nowhere.

The pages are found, not listed: those without arguments from the routes, the others by following links.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from coop import clock, demo_command
from coop.database import db
from coop.house import OPEN_ENDPOINTS, stated_permission
from coop.permission import PERMISSIONS, Role
from members import session as sessions
from tests.conftest import browser_with, make_app
from tests.databases import Make
from tests.members import cast

TODAY = date(2025, 3, 12)
ONE_OF_MANY = re.compile(r"\d+|[\w-]{20,}")  # the number of a thing, or the word in a link that nobody can guess
A_FEW = 2  # pages of one kind: the second may be the one that is different


class Page(HTMLParser):
    """What is looked at in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.links: list[str] = []
        self.title = ""
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count the tag and note where it leads."""
        self.found[tag] += 1
        told = dict(attrs)
        if tag == "a" and "download" not in told:
            self.links.append(told.get("href") or "")
        if tag == "html":
            self.language = told.get("lang") or ""

    def handle_data(self, data: str) -> None:
        """Note the text of the title."""
        if self.lasttag == "title" and not self.title:
            self.title = data.strip()


def test_every_route_states_who_may_use_it(app: Flask) -> None:
    for endpoint in set(app.view_functions) - OPEN_ENDPOINTS:
        stated_permission(app, endpoint)  # raises Unguarded, which says what to do


def test_who_is_not_signed_in_is_asked_to_wherever_a_permission_is_needed(app: Flask, client: FlaskClient) -> None:
    for endpoint, address in _plain_pages(app):
        if stated_permission(app, endpoint) is not None:
            answer = client.get(address)
            assert answer.status_code == 303, f"{address} answers {answer.status_code} to a stranger."
            assert "signin" in _endpoint(app, answer.location)


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
        allowed = PERMISSIONS[role] if role else frozenset()
        waiting = deque(
            address
            for endpoint, address in _plain_pages(demo)
            if stated_permission(demo, endpoint) in {None, *allowed} and not endpoint.endswith("styleguide")
        )
        met = set(waiting)
        chosen = Counter(_kind(demo, address) for address in waiting)
        while waiting:
            for link in _look_at(browser, waiting.popleft()):
                if link not in met and chosen[_kind(demo, link)] < A_FEW:
                    met.add(link)
                    chosen[_kind(demo, link)] += 1
                    waiting.append(link)


def _look_at(browser: FlaskClient, address: str) -> Iterator[str]:
    answer = browser.get(address)
    if answer.status_code in {302, 303}:
        yield from _own([answer.location], address)
        return
    assert answer.status_code == 200, f"{address} is linked to, but answers {answer.status_code}."
    if answer.mimetype != "text/html":
        return
    page = Page(answer.text)
    assert page.found["h1"] == 1, f"{address} has {page.found['h1']} h1; a page says once what it is about."
    assert page.found["main"] == 1, f"{address} has {page.found['main']} main; it extends layout.html."
    assert page.title, f"{address} has no title; whoever has ten tabs open needs it."
    assert page.language, f"{address} does not say its language; a screen reader needs it."
    yield from _own(page.links, address)


def _own(links: list[str], address: str) -> Iterator[str]:
    for link in links:
        assert link, f"{address} has a link that leads nowhere."
        parts = urlsplit(urldefrag(link).url)
        if parts.scheme in {"", "http"} and parts.netloc in {"", "localhost"}:
            path = parts.path or urlsplit(address).path
            yield f"{path}?{parts.query}" if parts.query else path


def _plain_pages(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        if not rule.arguments and rule.endpoint not in OPEN_ENDPOINTS and "GET" in (rule.methods or ()):
            yield rule.endpoint, rule.rule


def _kind(app: Flask, address: str) -> tuple[str, ...]:
    """Which page it is, of what sort of thing, and what is asked of it: a list in another order is one too."""
    parts = urlsplit(address)
    asked = sorted(name for name, _value in parse_qsl(parts.query, keep_blank_values=True))
    return _endpoint(app, address), ONE_OF_MANY.sub("", parts.path), *asked


def _endpoint(app: Flask, address: str) -> str:
    try:
        endpoint, _arguments = app.url_map.bind("localhost").match(urlsplit(address).path)
    except (NotFound, MethodNotAllowed, RequestRedirect) as trouble:
        pytest.fail(f"A link to {address}, which no page has: {trouble!r}")
    return str(endpoint)
