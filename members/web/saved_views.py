"""Saved selections on the screen: chips above every list with filters."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Flask, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop.errors import NotFound, Refusal
from coop.export import PAGING
from coop.permission import Permission, allow, may
from coop.undo import Undoing
from coop.web.undo import offer
from members import saved_view
from members.saved_view import SavedView
from members.web import who

pages = Blueprint("saved_views", __name__)

PASSING = PAGING | {"week"}
"""What an address says of this moment: a selection is for later."""


@dataclass(frozen=True)
class Chips:
    """Somebody's selections of the list at hand, and the filters that stand now."""

    page: str
    query: str
    views: list[SavedView]

    @property
    def current(self) -> SavedView | None:
        """The selection that stands now, if it is one."""
        return next((view for view in self.views if view.query == self.query), None)

    @property
    def can_be_saved(self) -> bool:
        """Whether there are filters that are not kept yet."""
        return bool(self.query) and self.current is None


@pages.post("/selecties")
@allow(Permission.DESK_USE)
def save() -> ResponseReturnValue:
    """Keep the filters of a list under a name."""
    page, query = request.form.get("page", ""), _plain(request.form.get("query", ""))
    there = _address(page, query)
    try:
        saved_view.save(who.here().login_id, page, request.form.get("name", "").replace("\0", ""), query)
        flash(gettext("De selectie is bewaard. Hij staat boven de lijst."))
    except Refusal as refusal:
        flash(refusal.sentence, "error")
    return redirect(there, 303)


@pages.post("/selecties/<int:view_id>/weg")
@allow(Permission.DESK_USE)
def remove(view_id: int) -> ResponseReturnValue:
    """Take a selection away."""
    me = who.here().login_id
    was = saved_view.remove(me, view_id)
    there = _address(was.page, "")
    offer(
        gettext("De selectie “%(name)s” is weg.", name=was.name),
        "saved_view.remove",
        there,
        login_id=me,
        page=was.page,
        name=was.name,
        query=was.query,
    )
    return redirect(there, 303)


def chips() -> Chips | None:
    """The selections of the page at hand; None where nobody keeps any: in public, and on the page of one thing."""
    if not may(Permission.DESK_USE) or request.endpoint is None or request.view_args:
        return None
    if getattr(current_app.view_functions[request.endpoint], "permission", None) is None:
        return None
    query = _plain(request.query_string.decode(errors="replace"))
    return Chips(request.endpoint, query, saved_view.of_page(who.here().login_id, request.endpoint))


def prepare(app: Flask) -> None:
    """Let every list with filters show its selections."""
    app.jinja_env.globals["saved_views"] = chips
    app.jinja_env.globals["saved_view_address"] = _address


def _plain(query: str) -> str:
    """The filters of an address in one order and one spelling, as long as they are kept."""
    said = [(name, value.replace("\0", "")) for name, value in parse_qsl(query) if name not in PASSING]
    plain = urlencode(sorted(said))
    return plain if len(plain) <= saved_view.LONGEST_QUERY else ""


def _address(page: str, query: str) -> str:
    rules = [rule for rule in current_app.url_map.iter_rules() if rule.endpoint == page]
    lists = [rule for rule in rules if "GET" in (rule.methods or ()) and not rule.arguments]
    if not lists or getattr(current_app.view_functions[page], "permission", None) is None:
        raise NotFound(gettext("Deze lijst is er niet."))
    return url_for(page) + (f"?{query}" if query else "")


def _put_back(login_id: int, page: str, name: str, query: str) -> None:
    saved_view.save(login_id, page, name, query)


undoings = {"saved_view.remove": Undoing(Permission.DESK_USE, _put_back)}
