"""The keys: which there are, and whether this browser listens to them (WCAG 2.2, 2.1.4)."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import menu
from coop.permission import Permission, allow, may

pages = Blueprint("shortcuts", __name__)

COOKIE, OFF = "keys", "off"
A_YEAR = 31_536_000


@pages.get("/toetsen")
@allow(Permission.DESK_USE)
def show() -> ResponseReturnValue:
    """Every key, with what it does."""
    going = [door for door in menu.doors() if door.key]
    return render_template("shortcuts/show.html", going=going)


@pages.post("/toetsen")
@allow(Permission.DESK_USE)
def switch() -> ResponseReturnValue:
    """Listen to the keys or not, on this browser: somebody else's keyboard may need it otherwise."""
    answer = redirect(url_for("account.show"), 303)
    if request.form.get("listen") == "yes":
        answer.delete_cookie(COOKIE)
        flash(gettext("De toetsen staan aan."))
    else:
        answer.set_cookie(COOKIE, OFF, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
        flash(gettext("De toetsen staan uit."))
    return answer


def prepare(app: Flask) -> None:
    """Let every page and every piece of one know whether to listen."""
    app.jinja_env.globals["keys_on"] = keys_on


def keys_on() -> bool:
    """Whether this person's browser listens to single keys."""
    return may(Permission.DESK_USE) and request.cookies.get(COOKIE) != OFF
