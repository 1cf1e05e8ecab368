"""Reminders on the screen: what is proposed, sending what was chosen, and who is left in peace."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from coop import clock
from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from coop.undo import Undoing
from coop.web.undo import offer
from invoicing.reminders import reminder, sending
from invoicing.reminders.forms import PauseForm, SendForm
from invoicing.reminders.proposal import proposals, to_collect
from invoicing.reminders.step import STEP_NAMES, Step
from members import party

pages = Blueprint("reminders", __name__)
menu = [
    MenuItem(
        lazy_gettext("Herinneringen"),
        "reminders.index",
        Permission.PAYMENTS_BOOK,
        30,
        rooms=("instalments",),
        group=Group.INCOMING,
        key="h",
    )
]

SENT = 50
"""So many of the reminders that went out are shown."""


@pages.get("/herinneringen")
@allow(Permission.PAYMENTS_BOOK)
def index() -> ResponseReturnValue:
    """Whom to remind today, and who waits."""
    return _page(SendForm(formdata=None))


@pages.post("/herinneringen")
@allow(Permission.PAYMENTS_BOOK)
def send() -> ResponseReturnValue:
    """Send what was chosen."""
    form = SendForm()
    chosen = [value.split("|", 1) for value in request.form.getlist("customer") if "|" in value]
    seen = {int(key): mark for key, mark in chosen if key.isdigit()}
    if form.validate_on_submit():
        try:
            if not seen:
                raise sending.NothingToSend(gettext("Kies minstens één klant."))
            made = sending.send(seen)
            flash(ngettext("%(num)d herinnering verstuurd.", "%(num)d herinneringen verstuurd.", len(made)))
            return redirect(url_for("reminders.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(form), 422


@pages.get("/herinneringen/<int:reminder_id>")
@allow(Permission.PAYMENTS_BOOK)
def show(reminder_id: int) -> ResponseReturnValue:
    """A reminder in its own words, to read or to print."""
    found = reminder.find(reminder_id)
    return render_template("reminders/show.html", reminder=found, step=STEP_NAMES[Step(found.step)])


@pages.route("/herinneringen/klant/<int:party_id>/pauze", methods=["GET", "POST"])
@allow(Permission.PAYMENTS_BOOK)
def pause(party_id: int) -> ResponseReturnValue:
    """Leave a customer in peace."""
    customer, form = party.find(party_id), PauseForm()
    if form.validate_on_submit():
        try:
            reminder.pause(customer, form.until.data, form.note.data or "")
            flash(gettext("%(name)s krijgt nu geen herinneringen.", name=customer.name))
            return redirect(url_for("reminders.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template("reminders/pause.html", customer=customer, form=form)
    return page, 422 if form.sentences else 200


@pages.post("/herinneringen/klant/<int:party_id>/verder")
@allow(Permission.PAYMENTS_BOOK)
def go_on(party_id: int) -> ResponseReturnValue:
    """Remind a customer again."""
    was, there = reminder.go_on(party_id), url_for("reminders.index")
    until = was.until.isoformat() if was.until else None
    offer(gettext("De pauze is voorbij."), "reminders.go_on", there, party_id=party_id, until=until, note=was.note)
    return redirect(there, 303)


def _pause_again(party_id: int, until: str | None, note: str) -> None:
    reminder.pause(party.find(party_id), date.fromisoformat(until) if until else None, note)


undoings = {"reminders.go_on": Undoing(Permission.PAYMENTS_BOOK, _pause_again)}


def _page(form: SendForm) -> str:
    today = clock.today()
    found = proposals(today)
    return render_template(
        "reminders/index.html",
        form=form,
        today=today,
        due=[one for one in found if one.step is not None],
        waiting=[one for one in found if one.step is None],
        sent=reminder.sent(SENT),
        names=STEP_NAMES,
        to_collect=len(to_collect(today)),
    )
