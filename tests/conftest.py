"""What every test leans on: an app with a fresh, migrated database of its own, on SQLite or PostgreSQL."""

import gc
import itertools
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.app import create_app
from coop.database import db
from coop.permission import Role
from coop.schema_command import bring_up_to_date
from members import login as logins
from members import session as sessions
from members.login import Login
from tests import compiled, databases, everyone, played, selection, standards, texts, to_beat
from tests.counted import counted
from tests.databases import Make
from tests.invoicing.online.stand_in import either
from tests.members import cast

# How long an example takes says how busy the machine is, not whether the law holds.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

DEMO_DAY = date(2025, 3, 12)
_numbers = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the whole suite run on either database."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what has nothing to do with it, and begin with what takes long."""
    selection.leave_out_what_needs_no_database(config, items)
    selection.put_slow_ones_first(items)


def pytest_collection_finish() -> None:
    """Look for garbage seldom: all that was collected stays, and what a test made is mostly dropped with it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let the process that reports know."""
    selection.hand_over(session.config)
    to_beat.hand_over(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Know what the others left out, and what they reached."""
    told = getattr(node, "workeroutput", {})
    selection.take_over(node.config, told)
    to_beat.take_over(told)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """End with what was reached, what was left out and what nobody could judge."""
    to_beat.tell_what_was_reached(terminalreporter)
    selection.tell_what_was_left_out(config, terminalreporter)
    standards.tell_what_was_not_judged(terminalreporter)
    either.tell_what_was_not_tried(terminalreporter)


@pytest.fixture(scope="session", autouse=True)
def hasher() -> Iterator[PasswordHasher]:
    """The hasher of the house, which makes each guess costly; the passwords of tests nobody has to guess."""
    with pytest.MonkeyPatch.context() as meanwhile:
        kept = logins._hasher
        meanwhile.setattr(logins, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield kept


@pytest.fixture(scope="session")
def _asked(request: pytest.FixtureRequest) -> Iterator[set[tuple[str, str]]]:
    if request.config.getoption("--database") == "postgresql":
        yield set()  # pages say the same there
        return
    with everyone.looking_on() as asked:
        yield asked


@pytest.fixture(autouse=True)
def _everyones_texts_are_known(_asked: set[tuple[str, str]]) -> Iterator[None]:
    _asked.clear()
    yield
    if forgotten := everyone.forgotten(_asked):
        pytest.fail(f"Residents and members read this, so name its file in {texts.SCOPE}: {forgotten}")


@pytest.fixture(scope="session")
def of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of the run know."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, of_the_run: Path) -> Iterator[Make]:
    """A function that makes an empty migrated database and returns its address."""
    # Not pytest's own folder: another run would tidy that away under a running server.
    with TemporaryDirectory(prefix="wijk-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        migrate = partial(_migrate, folder=folder)
        if request.config.getoption("--database") == "postgresql":
            with databases.postgresql(folder, migrate) as make:
                yield make
        else:
            yield databases.sqlite(folder, migrate, of_the_run)


@pytest.fixture(scope="session")
def demo_database(
    new_database: Make, of_the_run: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """A function that makes a database in which the demo was played up to `DEMO_DAY`."""

    def play(address: str) -> None:
        with make_app(address, tmp_path_factory.mktemp("play")).app_context():
            played.play_until(DEMO_DAY)

    return lambda: played.played(new_database, play, of_the_run)


@pytest.fixture(scope="session")
def house(new_database: Make, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app that tests share: to make it and compile its pages and statements takes longer than most of them."""
    made = make_app(new_database("house"), tmp_path_factory.mktemp("house"))
    made.test_client().get("/static/")  # after its first request Flask refuses what would outlive a test
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def app(house: Flask, new_database: Make, tmp_path: Path) -> Iterator[Flask]:
    """The house as if it was just made: with its own settings, and an empty database."""
    new_database("house")
    settings = dict(house.config)
    house.config.update(_kept_in(tmp_path))
    with house.app_context():
        yield house
        db.session.remove()
        if db.engine.dialect.name == "sqlite":  # its file will be another
            db.engine.dispose()
    house.config.clear()
    house.config.update(settings)


@pytest.fixture
def unshared_app(new_database: Make, tmp_path: Path) -> Iterator[Flask]:
    """A house of its own, for who adds views to it."""
    made = make_app(new_database(), tmp_path)
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> scoped_session[Session]:
    """The session of the test; a request of the client has one of its own."""
    return db.session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody's browser, not signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """A browser in which somebody with these roles is signed in, made for it unless a login is given.

    `sign_in(Role.TREASURER)`, `sign_in(Role.MEMBER, as_member=True)`, `sign_in(login=somebody)`.
    """

    def browser(*roles: Role, login: Login | None = None, as_member: bool = False) -> FlaskClient:
        if login is None:
            name = " ".join(role.capitalize() for role in roles) + f" Nummer {next(_numbers)}"
            login = cast.a_login(*roles, name=name, as_member=as_member)
        token = sessions.begin(login, "Testbrowser")
        db.session.commit()
        return browser_with(app, token)

    return browser


@pytest.fixture
def at() -> Callable[[date | datetime], Any]:
    """Stop the clock: `with at(date(2026, 3, 2)):`."""
    return clock.at


@pytest.fixture
def statements(app: Flask) -> Callable[[], Any]:
    """Count the SQL statements of a block in the house: `with statements() as seen: …; assert len(seen) <= 8`."""
    assert app
    return counted


class Browser(FlaskClient):
    """A browser whose requests have a context of their own, as they have when served.

    What the test made so far is committed first: the request is another session, and would wait for it.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send a request."""
        if has_app_context():
            db.session.commit()
        with self.application.app_context():
            return super().open(*args, **kwargs)


def browser_with(app: Flask, token: str) -> FlaskClient:
    """A browser that holds the cookie of a session."""
    made = app.test_client()
    with made.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
        cookie["used"] = int(clock.now().timestamp())
    return made


def make_app(address: str, folder: Path) -> Flask:
    """The app for a test: no forgery tokens, what goes unexpectedly wrong is raised."""
    app = create_app(
        TESTING=True,
        PROPAGATE=True,
        WTF_CSRF_ENABLED=False,
        SECRET_KEY="for tests only",
        SQLALCHEMY_DATABASE_URI=address,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True, "pool_pre_ping": True},
        SERVER_NAME=None,
        **_kept_in(folder),
    )
    app.test_client_class = Browser
    app.jinja_env.bytecode_cache = compiled.PAGES
    return app


def _kept_in(folder: Path) -> dict[str, Any]:
    return {"MAIL_FOLDER": str(folder / "mail"), "VAR": folder}


def _migrate(address: str, folder: Path) -> None:
    made = make_app(address, folder)
    with made.app_context():
        bring_up_to_date()
        db.session.remove()
        db.engine.dispose()
