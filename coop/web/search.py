"""The one search box: words, a street, an amount, a number of anything; what is found stands by its kind."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from coop import menu as menus
from coop import search
from coop.permission import Permission, allow
from coop.search import Asked, Finder, Hit

pages = Blueprint("search", __name__)


@pages.get("/zoeken")
@allow(Permission.DESK_USE)
def index() -> ResponseReturnValue:
    """What was found, or how to ask."""
    asked = Asked.of(request.args.get("q", ""))
    groups = [] if asked.is_too_short else search.found(asked)
    return render_template("search/index.html", asked=asked, groups=groups)


def _rooms(asked: Asked, limit: int) -> Sequence[Hit]:
    """The doors of the menu with these words."""
    wanted = [word.casefold() for word in asked.words]
    doors = [item for item in menus.open_items() if all(word in str(item.label).casefold() for word in wanted)]
    return [Hit(str(item.label), str(item.group.value), item.endpoint, {}) for item in doors[:limit]]


finders = [Finder(lazy_gettext("Pagina's"), Permission.DESK_USE, _rooms, 90)]
