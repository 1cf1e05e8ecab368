"""Grants: the list, what was awarded, what came in, and taking it into the result month by month."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.export import text, whole
from coop.forms import EmptyForm
from coop.ledger.monthly import steps
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from invoicing.forms.invoices import MovedForm
from invoicing.grants import grant, receiving
from invoicing.grants.forms import GrantForm
from invoicing.grants.grant_list import listed
from invoicing.grants.request import of_grant
from invoicing.grants.standing import last_day, standing
from members.party import Organisation
from members.party import find as find_party

pages = Blueprint("grants", __name__)
menu = [
    MenuItem(
        lazy_gettext("Subsidies"),
        "grants.index",
        Permission.LEDGER_READ,
        30,
        rooms=("grant_requests", "grant_budget", "grant_charges", "grant_terms", "grant_report"),
        group=Group.BOOKS,
    )
]


@pages.get("/subsidies")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """Every grant as it stands, or those with these words, this state or this year."""
    words, state, year = text(request.args, "q"), text(request.args, "stand"), whole(request.args, "jaar")
    return render_template(
        "grants/index.html", rows=listed(clock.today(), words, state, year), words=words, state=state, year=year
    )


@pages.route("/subsidies/nieuw", methods=["GET", "POST"])
@allow(Permission.PURCHASES_BOOK)
def new() -> ResponseReturnValue:
    """Enter a grant that was awarded."""
    form = GrantForm(givers(), awarded_on=clock.today())
    if form.validate_on_submit():
        try:
            made = grant.award(
                find_party(form.giver.data),
                form.purpose.data,
                form.amount.data,
                form.begin.data,
                form.until.data + timedelta(days=1),
                awarded_on=form.awarded_on.data,
                reference=form.reference.data or "",
            )
            return redirect(url_for("grants.show", grant_id=made.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("grants/new.html", form=form), 422 if form.sentences else 200


@pages.get("/subsidies/<int:grant_id>")
@allow(Permission.LEDGER_READ)
def show(grant_id: int) -> ResponseReturnValue:
    """One grant."""
    return _page(grant.find(grant_id), None)


@pages.post("/subsidies/<int:grant_id>/ontvangst")
@allow(Permission.PURCHASES_BOOK)
def receive(grant_id: int) -> ResponseReturnValue:
    """Book what came in."""
    found, form = grant.find(grant_id, lock=True), MovedForm()
    if form.validate_on_submit():
        try:
            receiving.receive(found, form.day.data, form.amount.data, form.way.data, seen=form.seen.data)
            return redirect(url_for("grants.show", grant_id=found.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, form), 422


@pages.post("/subsidies/<int:grant_id>/vrijval")
@allow(Permission.PURCHASES_BOOK)
def release(grant_id: int) -> ResponseReturnValue:
    """Take the months that are over into the result."""
    EmptyForm()
    months = grant.release(grant.find(grant_id, lock=True), clock.today())
    flash(
        ngettext("%(num)d maand geboekt.", "%(num)d maanden geboekt.", months)
        if months
        else gettext("Er was niets meer te boeken.")
    )
    return redirect(url_for("grants.show", grant_id=grant_id), 303)


def givers() -> list[tuple[int, str]]:
    """Who can give: every organisation by its key and name."""
    rows = db.session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.name))
    return [(row.id, row.name) for row in rows]


def frame(found: grant.Grant, today: date) -> dict[str, Any]:
    """What stands above every page of a grant."""
    return {"grant": found, "standing": standing(found.id, today), "until": last_day(found), "today": today}


def _page(found: grant.Grant, form: MovedForm | None) -> str:
    left = found.receivable
    return render_template(
        "grants/show.html",
        **frame(found, clock.today()),
        asked=of_grant(found.id),
        left=left,
        months=steps([found.monthly()])[0],
        form=form or MovedForm(formdata=None, day=clock.today(), amount=left),
    )
