"""The small businesses' scheme: the turnover of the year against its limit, beginning and leaving."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock, kor
from coop.errors import Refusal
from coop.forms import Form
from coop.permission import Permission, allow
from coop.rules import kor as rules
from invoicing import kor as scheme
from invoicing import kor_joining
from invoicing.forms.kor import BeginForm, ElsewhereForm, LeaveForm
from invoicing.kor_outlook import outlook

pages = Blueprint("kor", __name__)


@pages.get("/btw/kor")
@allow(Permission.LEDGER_READ)
def show() -> ResponseReturnValue:
    """How the year stands, and whether we take part."""
    return _page()


@pages.post("/btw/kor/begin")
@allow(Permission.VAT_FILE)
def begin() -> ResponseReturnValue:
    """Take part."""
    form = BeginForm()
    if form.validate_on_submit():
        try:
            kor_joining.begin(form.begin.data, form.notified_on.data)
            flash(gettext("Het staat erin. Vanaf die dag staat er geen btw op facturen."))
            return redirect(url_for("kor.show"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(begin=form), 422


@pages.post("/btw/kor/einde")
@allow(Permission.VAT_FILE)
def leave() -> ResponseReturnValue:
    """Leave."""
    form = LeaveForm()
    if form.validate_on_submit():
        try:
            kor_joining.leave(form.end.data, form.notified_on.data)
            flash(gettext("Het staat erin. Vanaf die dag staat er weer btw op facturen."))
            return redirect(url_for("kor.show"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(leave=form), 422


@pages.post("/btw/kor/andere-omzet")
@allow(Permission.VAT_FILE)
def elsewhere() -> ResponseReturnValue:
    """Say what was invoiced elsewhere in a year."""
    form = ElsewhereForm()
    if form.validate_on_submit():
        scheme.set_elsewhere(form.year.data, form.amount.data)
        flash(gettext("De omzet telt mee."))
        return redirect(url_for("kor.show"), 303)
    return _page(elsewhere=form), 422


def _page(**tried: Form) -> str:
    today = clock.today()
    periods = kor.periods()
    running = next((period for period in periods if period.holds(today)), None)
    ended = next((period.end for period in periods if period.end is not None and period.end <= today), None)
    again = rules.open_again(ended) if ended and running is None else None
    other = scheme.elsewhere(today.year)
    return render_template(
        "kor/show.html",
        outlook=outlook(today),
        periods=periods,
        running=running,
        announced=next((period for period in periods if period.begin > today), None),
        closed_until=again if again and again > today else None,
        begin=tried.get("begin") or BeginForm(formdata=None, notified_on=today),
        leave=tried.get("leave") or LeaveForm(formdata=None, notified_on=today),
        elsewhere=tried.get("elsewhere") or ElsewhereForm(formdata=None, year=today.year, amount=other),
        other=other,
    )
