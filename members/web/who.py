"""Who is at the door: the browser's cookie and the session on the server belong together, or nobody is in."""

import hashlib
import hmac
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from flask import current_app, request, session
from flask_login import current_user, login_user, logout_user

from coop import audit, clock
from coop.database import SAFE_METHODS
from coop.errors import NotFound
from coop.signed_in import login_manager
from members import session as sessions
from members.login import Login
from members.session import SignedIn

NOTED_EVERY = timedelta(minutes=5)

_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> SignedIn | None:
    """Who has this token, unless it rested too long."""
    found = sessions.find(token)
    if found is None:
        return None
    # A page that is only read may not write, so the cookie, which we sign, says when it was last used.
    noted = datetime.fromtimestamp(session.get("used", 0), UTC)
    idle = clock.now() - max(noted, found.used_at)
    if idle > sessions.REST:
        return None
    if clock.now() - noted > NOTED_EVERY:
        session["used"] = int(clock.now().timestamp())
    if clock.now() - found.used_at > NOTED_EVERY and request.method not in SAFE_METHODS:
        sessions.touch(found.session_id)
    return found


def enter(login: Login) -> SignedIn:
    """Sign somebody in on this browser, with a cookie that shares nothing with the one before."""
    session.clear()
    found = sessions.find(sessions.begin(login, device_name(request.user_agent.string)))
    assert found is not None  # noqa: S101 - it was begun in the line above
    session["used"] = int(clock.now().timestamp())
    session.permanent = True  # our own rows say when it is over
    login_user(found)
    return found


def leave() -> None:
    """Sign out: the row goes, so that a copy of the cookie opens nothing either."""
    if current_user.is_authenticated:
        mine = here()
        with suppress(NotFound):  # another tab may have signed out at this moment
            sessions.end(mine.session_id, mine.login_id)
        audit.record(mine.audit_name, "signed_out")
    logout_user()
    session.clear()


def here() -> SignedIn:
    """The session of this request; only for views that need one."""
    person: SignedIn = current_user._get_current_object()
    return person


def fingerprint(text: str) -> str:
    """A name for something that we count but do not want to keep: an address, an e-mail that was typed."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, text.strip().lower().encode(), hashlib.sha256).hexdigest()[:40]


def device_name(user_agent: str) -> str:
    """What somebody recognises their device by, such as Firefox · Android."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, user_agent)), "")
    return " · ".join(part for part in (browser, system) if part)
