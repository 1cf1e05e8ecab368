"""Approving hours: one by one, or all that are just as planned in one click."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from orders import approver, hours, limit
from orders.forms import BecauseForm, QueryForm
from orders.hours import HourEntry
from orders.limit import OverLimit, Step

pages = Blueprint("hours", __name__)
menu = [
    MenuItem(
        lazy_gettext("Uren goedkeuren"), "hours.index", Permission.HOURS_APPROVE, 24, group=Group.WORK, key="u"
    )
]


@pages.get("/uren")
@allow(Permission.HOURS_APPROVE)
def index() -> ResponseReturnValue:
    """The hours that wait."""
    waiting, by = hours.waiting(), approver.acting()
    left = [entry for entry in waiting if by.leaves(entry.member_id)]
    told = _over(waiting)
    return render_template(
        "hours/index.html",
        waiting=waiting,
        left=left,
        planned=sum(entry.as_planned for entry in waiting if entry not in left and not told.get(entry.id)),
        told=told,
        approves_own=by.is_only_one and any(by.owns(entry.member_id) for entry in waiting),
    )


@pages.post("/uren/goedkeuring")
@allow(Permission.HOURS_APPROVE)
def approve_planned() -> ResponseReturnValue:
    """Approve all that match the plan, but one's own and what would pass a limit."""
    by = approver.acting()
    mine = [entry for entry in hours.waiting(lock=True) if entry.as_planned and not by.leaves(entry.member_id)]
    told = _over(mine)
    approved = hours.approve([entry for entry in mine if not told.get(entry.id)])
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
    entry = hours.by_id(entry_id, lock=True)
    try:
        return _approved(entry)
    except OverLimit:
        return redirect(url_for("hours.over", entry_id=entry_id), 303)


@pages.route("/uren/<int:entry_id>/boven-maximum", methods=["GET", "POST"])
@allow(Permission.HOURS_APPROVE)
def over(entry_id: int) -> ResponseReturnValue:
    """Approve hours that pass a limit, with the reason why."""
    entry = hours.by_id(entry_id, lock=request.method == "POST")
    form = BecauseForm()
    if form.validate_on_submit():
        try:
            return _approved(entry, form.because.data or "")
        except OverLimit as refusal:
            form.refuse(refusal)
    page = render_template("hours/over.html", entry=entry, form=form, told=_over([entry]).get(entry.id, []))
    return page, 422 if form.errors else 200


def _approved(entry: HourEntry, because: str = "") -> ResponseReturnValue:
    if not hours.approve([entry], because):
        raise hours.AlreadyApproved(gettext("Deze uren zijn al goedgekeurd."))
    flash(gettext("Goedgekeurd."))
    return redirect(url_for("hours.index"), 303)


def _over(entries: Sequence[HourEntry]) -> dict[int, list[str]]:
    """Which limits these hours would pass together, by entry; of one who passes one each is looked at apart."""
    told = limit.sentences(Step.HOURS, [entry.work for entry in entries])
    return {entry.id: told[entry.member.person_id] for entry in entries if entry.member.person_id in told}


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
