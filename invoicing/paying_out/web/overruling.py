"""Paying an allowance above a maximum after all, on the screen."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop.errors import NotFound
from coop.permission import Permission, allow
from invoicing.paying_out import maxima, overruling
from invoicing.paying_out.forms import ReasonForm
from members import party

pages = Blueprint("overruling", __name__)


@pages.route("/uitbetalen/vergoeding/<int:person_id>/<month>", methods=["GET", "POST"])
@allow(Permission.PURCHASES_APPROVE)
def show(person_id: int, month: str) -> ResponseReturnValue:
    """Which maximum is passed, and why it is paid after all."""
    person, first, form = party.find_person(person_id), _month(month), ReasonForm()
    told = maxima.told(person.id, first)
    if form.validate_on_submit():
        overruling.overrule(person, first, form.reason.data or "")
        flash(gettext("Bewaard. De vergoeding kan betaald worden."))
        return redirect(url_for("paying_out.index"), 303)
    page = render_template("overruling/show.html", whose=person, month=first, told=told, form=form)
    return page, 422 if form.sentences else 200


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as wrong:
        raise NotFound(gettext("Deze maand is er niet.")) from wrong
