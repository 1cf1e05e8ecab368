"""The register on the screen: as of any day, searched and on paper."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from coop import clock
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from members import member
from members.engagement import EngagementKind
from members.forms.members import RegisterFilter
from members.register import count, register

pages = Blueprint("register", __name__)
menu = [
    MenuItem(
        lazy_gettext("Leden"),
        "register.index",
        Permission.PEOPLE_READ,
        10,
        rooms=("members",),
        group=Group.PEOPLE,
        key="l",
    )
]

PAGE = 50


@pages.get("/leden")
@allow(Permission.PEOPLE_READ)
def index() -> ResponseReturnValue:
    """One page of the register."""
    form, asked = _asked()
    after = request.args.get("after", 0, int)
    rows = register(**asked, after=after, limit=PAGE + 1)
    shown, more = rows[:PAGE], rows[PAGE:]
    again: dict[str, Any] = {name: value for name, value in request.args.items() if name in form and value}
    return render_template(
        "register/index.html",
        form=form,
        on=asked["on"],
        rows=shown,
        total=count(**asked),
        waiting=len(member.applicants()),
        newer=url_for("register.index", **again) if after else None,
        older=url_for("register.index", **again, after=shown[-1].number) if more else None,
        again=again,
    )


@pages.get("/leden/afdruk")
@allow(Permission.PEOPLE_READ)
def paper() -> ResponseReturnValue:
    """The whole register on one page, to print for the members' meeting."""
    _, asked = _asked()
    return render_template("register/paper.html", on=asked["on"], rows=register(**asked))


def _asked() -> tuple[RegisterFilter, dict[str, Any]]:
    form = RegisterFilter(formdata=request.args)
    form.validate()
    kind = form.kind.data
    return form, {
        "on": form.on.data or clock.today(),
        "search": (form.search.data or "")[:80],
        "kind": EngagementKind(kind) if kind in set(EngagementKind) else None,
    }
