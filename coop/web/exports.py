"""Lists as files: one address for all of them, guarded as the page that shows the list."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock, export
from coop.errors import NotFound
from coop.house import stated_permission
from coop.permission import Permission, allow, demand
from coop.web import download

pages = Blueprint("exports", __name__)


@pages.get("/als-bestand/<name>.<any(csv, xlsx):kind>")
@allow(Permission.DESK_USE)
def file(name: str, kind: str) -> ResponseReturnValue:
    """The whole list with the filters of the address."""
    found = export.by_name().get(name)
    if found is None:
        raise NotFound(gettext("Deze lijst is er niet."))
    needed = stated_permission(current_app, found.endpoint)
    if needed is not None:
        demand(needed)
    report = found.report(request.args)
    return download.rows(report, f"{name}-{clock.today():%Y-%m-%d}", kind)


def prepare(app: Flask) -> None:
    """Let every page offer its lists as files."""
    app.jinja_env.globals["exports"] = links


def links() -> list[dict[str, Any]]:
    """The lists on the page at hand: a label and an address for each kind of file."""
    asked = {**request.args, **(request.view_args or {})}
    # Spelled out, because `url_for` takes some names, such as `kind`, for its own and loses that filter.
    query = urlencode({name: value for name, value in asked.items() if value and name not in export.PAGING})
    return [
        {
            "label": str(one.label),
            "files": [(kind.upper(), _address(one.name, kind, query)) for kind in export.KINDS],
        }
        for one in export.of_page(request.endpoint)
    ]


def _address(name: str, kind: str, query: str) -> str:
    path = url_for("exports.file", name=name, kind=kind)
    return f"{path}?{query}" if query else path
