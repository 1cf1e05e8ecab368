"""Approving hours: one by one, or all that are just as planned in one click."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from coop.errors import Refusal
from coop.menu import MenuItem
from coop.permission import Permission, allow
from orders import approver, hours
from orders.forms import QueryForm

pages = Blueprint("hours", __name__)
menu = [MenuItem(lazy_gettext("Uren goedkeuren"), "hours.index", Permission.HOURS_APPROVE, 24)]


@pages.get("/uren")
@allow(Permission.HOURS_APPROVE)
def index() -> ResponseReturnValue:
    """The hours that wait."""
    waiting, by = hours.waiting(), approver.acting()
    left = [entry for entry in waiting if by.leaves(entry.member_id)]
    return render_template(
        "hours/index.html",
        waiting=waiting,
        left=left,
        planned=sum(entry.as_planned for entry in waiting if entry not in left),
        approves_own=by.is_only_one and any(by.owns(entry.member_id) for entry in waiting),
    )


@pages.post("/uren/goedkeuring")
@allow(Permission.HOURS_APPROVE)
def approve_planned() -> ResponseReturnValue:
    """Approve all that match the plan, but one's own."""
    by = approver.acting()
    approved = hours.approve(
        [entry for entry in hours.waiting(lock=True) if entry.as_planned and not by.leaves(entry.member_id)]
    )
    flash(
        ngettext("%(num)d keer uren goedgekeurd.", "%(num)d keer uren goedgekeurd.", len(approved))
        if approved
        else gettext("Er was niets meer goed te keuren.")
    )
    return redirect(url_for("hours.index"), 303)


@pages.post("/uren/<int:entry_id>/goedkeuring")
@allow(Permission.HOURS_APPROVE)
def approve(entry_id: int) -> ResponseReturnValue:
    """Approve one."""
    if not hours.approve([hours.by_id(entry_id, lock=True)]):
        raise hours.AlreadyApproved(gettext("Deze uren zijn al goedgekeurd."))
    flash(gettext("Goedgekeurd."))
    return redirect(url_for("hours.index"), 303)


@pages.route("/uren/<int:entry_id>/vraag", methods=["GET", "POST"])
@allow(Permission.HOURS_APPROVE)
def query(entry_id: int) -> ResponseReturnValue:
    """Ask the member about it."""
    entry = hours.by_id(entry_id, lock=request.method == "POST")
    form = QueryForm()
    if form.validate_on_submit():
        try:
            hours.query(entry, form.question.data)
            flash(gettext("Je vraag staat bij het lid."))
            return redirect(url_for("hours.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("hours/query.html", entry=entry, form=form), (422 if form.errors else 200)
