"""A browser within this process: it looks at pages as somebody who is signed in."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from coop import clock
from coop.database import db
from members import session
from members.login import Login


def look(app: Flask, path: str, login: Login | None = None) -> Callable[[], None]:
    """A browser that looks at a page, signed in or not; each look is a request of its own."""
    browser = app.test_client()
    if login is not None:
        sign_in(browser, login)

    def work() -> None:
        with app.app_context():
            answer = browser.get(path)
            assert answer.status_code == 200, f"{path}: {answer.status}"

    return work


def sign_in(browser: FlaskClient, login: Login) -> None:
    """Sign somebody in, as if they had typed their password a moment ago."""
    token = session.begin(login, "bench")
    db.session.commit()
    with browser.session_transaction() as cookie:
        cookie.update({"_user_id": token, "_fresh": True, "used": int(clock.now().timestamp())})
