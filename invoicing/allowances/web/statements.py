"""The statements of a year on the screen: all in one go for who keeps the books, one's own for everybody."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import actor_names, clock
from coop.errors import NotFound
from coop.permission import Permission, allow, current
from coop.web.download import paper, spreadsheet
from invoicing.allowances import statement
from invoicing.allowances.over import over
from invoicing.allowances.statement import Statement
from orders import limit

pages = Blueprint("allowances", __name__)

SHOWN = 50
STEPS = {
    "planning": lazy_gettext("bij het plannen"),
    "hours": lazy_gettext("bij het goedkeuren van uren"),
    "payout": lazy_gettext("bij het uitbetalen"),
}


@pages.get("/vergoedingen")
@allow(Permission.PURCHASES_APPROVE)
def index() -> ResponseReturnValue:
    """What was paid in a year by person, who is above a maximum, and who passed one and why."""
    year = request.args.get("jaar", type=int) or clock.today().year
    year = min(max(year, 2000), 2099)
    passed = limit.latest(SHOWN)
    return render_template(
        "allowances/index.html",
        year=year,
        years=sorted({year, *statement.years()}, reverse=True),
        statements=statement.statements(year),
        over=over(year),
        passed=passed,
        steps=STEPS,
        names=actor_names.names([one.passed_by for one in passed]),
    )


@pages.get("/vergoedingen/<int:year>.pdf")
@allow(Permission.PURCHASES_APPROVE)
def all_printed(year: int) -> ResponseReturnValue:
    """The statements of everybody, a page each."""
    return paper(statement.printed(_some(year)), f"jaaropgave-vergoedingen-{year}")


@pages.get("/vergoedingen/<int:year>.csv")
@allow(Permission.PURCHASES_APPROVE)
def all_as_file(year: int) -> ResponseReturnValue:
    """The same as a spreadsheet."""
    return spreadsheet(statement.as_report(_some(year)), f"vergoedingen-{year}")


@pages.get("/mijn/vergoedingen/<int:year>.pdf")
@allow(Permission.CLAIMS_OWN)
def mine_printed(year: int) -> ResponseReturnValue:
    """My own statement."""
    return paper(statement.printed(_some(year, _me())), f"jaaropgave-vergoedingen-{year}")


@pages.get("/mijn/vergoedingen/<int:year>.csv")
@allow(Permission.CLAIMS_OWN)
def mine_as_file(year: int) -> ResponseReturnValue:
    """The same as a spreadsheet."""
    return spreadsheet(statement.as_report(_some(year, _me())), f"vergoedingen-{year}")


def _me() -> int:
    person_id = current().person_id
    if person_id is None:
        abort(403)
    return person_id


def _some(year: int, person_id: int | None = None) -> list[Statement]:
    found = statement.statements(year, person_id) if 2000 <= year < 2100 else []
    if not found:
        raise NotFound(gettext("In dit jaar is niets betaald."))
    return found
