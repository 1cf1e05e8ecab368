"""Every page that can be reached: guarded, whole, and without a link that leads nowhere."""

from collections.abc import Callable, Iterator

import pytest
from babel.messages.catalog import Message
from flask import Flask
from flask.testing import FlaskClient
from lxml.html import document_fromstring
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.house import OPEN_ENDPOINTS, stated_permission
from coop.languages import LANGUAGES, STAFFS
from coop.permission import Role
from members import session as sessions
from members.login import Login, LoginRole
from members.member import Member
from orders.job import Assignment
from tests import pages, texts
from tests.conftest import DEMO_DAY, browser_with, make_app
from tests.counted import counted
from tests.members import cast

OPEN_FILES = (None, Role.MEMBER, Role.TREASURER)
"""Who opens every file that is linked to: the others would open those of the treasurer once more.

On one of the databases: what a file says was read from it as a page is, and to print takes longest of all.
"""
LOOKING_AROUND = [
    pytest.param(role, marks=pytest.mark.any_database) if role is Role.BOARD else role for role in (None, *Role)
]
"""Everybody; what the board may see, the treasurer asks the other database as well."""
MAIN_PAGES = {
    "/": None,
    "/bestellen/tuinonderhoud": None,
    "/mijn": Role.MEMBER,
    "/bestellingen": Role.COORDINATOR,
    "/klussen": Role.COORDINATOR,
    "/exploitatie": Role.TREASURER,
    "/factureren": Role.TREASURER,
}
_TOLD = ("alt", "aria-label", "data-label", "placeholder")


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
def demo(demo_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A house in which the demo was played; whoever only looks around in it can share it."""
    made = make_app(demo_database(), tmp_path_factory.mktemp("demo"))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.mark.slow
@pytest.mark.parametrize("role", LOOKING_AROUND, ids=str)
def test_every_page_a_person_can_reach_is_whole(demo: Flask, role: Role | None) -> None:
    with demo.app_context(), clock.at(DEMO_DAY):
        login = role and cast.a_login(role, name=f"{role.capitalize()} van de wandeling", as_member=True)
        browser = browser_with(demo, sessions.begin(login, "Testbrowser")) if login else demo.test_client()
        opens_files = role in OPEN_FILES and db.engine.dialect.name == "sqlite"
        for met in pages.walk(demo, browser, role, **({} if opens_files else {"skip": pages.FILES})):
            _is_whole(met)


@pytest.mark.slow
@pytest.mark.any_database
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language not in STAFFS])
@pytest.mark.parametrize("role", [None, Role.MEMBER], ids=str)
def test_no_dutch_is_left_where_somebody_reads_another_language(
    demo: Flask, role: Role | None, language: str
) -> None:
    """What has no translation yet is for the catalogue's own test; here, what nobody asked the catalogue for."""
    translated = texts.of(language)
    dutch = {
        texts.key(text)
        for text in texts.everything()
        if text.id and not _is_the_same(translated.get(texts.key(text)), texts.key(text))
    }
    with demo.app_context(), clock.at(DEMO_DAY):
        login = role and cast.a_login(role, name=f"{language} van de wandeling", as_member=True)
        browser = browser_with(demo, sessions.begin(login, "Testbrowser")) if login else demo.test_client()
        browser.set_cookie("language", language)
        for met in pages.walk(demo, browser, role, pages.FILES, of_a_kind=1):
            if met.is_page and "/styleguide" not in met.address:
                page = Said(met.answer.text)
                assert page.language == language, f"{met.address} does not speak {language}."
                assert not page.said & dutch, f"{met.address} says this in Dutch: {sorted(page.said & dutch)}"


@pytest.mark.slow
@pytest.mark.parametrize(("address", "role"), MAIN_PAGES.items())
def test_a_main_page_asks_no_more_than_eight_statements(demo: Flask, address: str, role: Role | None) -> None:
    with demo.app_context(), clock.at(DEMO_DAY):
        # Of those who may, who has the most to see.
        whose = db.session.scalars(
            select(Login)
            .join(LoginRole, LoginRole.login_id == Login.id)
            .outerjoin(Member, Member.person_id == Login.person_id)
            .outerjoin(Assignment, Assignment.member_id == Member.id)
            .where(LoginRole.role == role)
            .group_by(Login.id)
            .order_by(func.count(Assignment.id).desc())
        ).first()
        browser = browser_with(demo, sessions.begin(whose, "Testbrowser")) if whose else demo.test_client()
        db.session.commit()
        with counted() as seen:
            assert browser.get(address).status_code == 200
        assert len(seen) <= 8, seen


class Said:
    """What a page says, piece by piece, also where only a screen reader hears it."""

    def __init__(self, html: str) -> None:
        tree = document_fromstring(html)
        self.language = tree.get("lang", "")
        told = (element.get(name, "") for element in pages.elements(tree) for name in _TOLD)
        # Without the isolates around a value.
        pieces = (" ".join(piece.split()).strip("\u2068\u2069") for piece in tree.itertext())
        self.said = {text.strip() for text in told} | set(pieces)


def _is_the_same(text: Message | None, dutch: str) -> bool:
    # Not translated yet, or the same word in both: such as IBAN.
    return text is not None and (not texts.is_whole(text) or text.string == dutch)


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
