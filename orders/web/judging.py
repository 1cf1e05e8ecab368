"""Saying how it was: "Goed" in one tap, or what was not good in a choice and a few words."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from coop.errors import NotFound, Refusal
from coop.forms import Form, required
from coop.permission import public
from orders import feedback, notices, order
from orders.feedback import Complaint
from orders.job import Job
from orders.job_list import of_order
from orders.web import ordering

COMPLAINTS = {
    Complaint.UNDONE: lazy_gettext("Niet alles is gedaan"),
    Complaint.UNTIDY: lazy_gettext("Het is niet netjes gedaan"),
    Complaint.LATE: lazy_gettext("Niet op de afgesproken tijd"),
    Complaint.DAMAGE: lazy_gettext("Er is iets kapot"),
    Complaint.CONTACT: lazy_gettext("Het contact was niet prettig"),
    Complaint.OTHER: lazy_gettext("Iets anders"),
}


class ComplaintForm(Form):
    """What was not good."""

    what = RadioField(
        lazy_gettext("Wat was er niet goed?"),
        [required()],
        choices=[SelectChoice(what.value, name) for what, name in COMPLAINTS.items()],
    )
    words = TextAreaField(lazy_gettext("Wil je er iets over vertellen?"), [Length(max=1000)])


@ordering.pages.post("/bestelling/<token>/klus/<int:job_id>/goed")
@public
def praise(token: str, job_id: int) -> ResponseReturnValue:
    """It was good: one tap."""
    feedback.praise(_visit(token, job_id))
    flash(gettext("Dank je wel! Fijn om te horen."))
    return redirect(url_for("ordering.show", token=token), 303)


@ordering.pages.route("/bestelling/<token>/klus/<int:job_id>/niet-goed", methods=["GET", "POST"])
@public
def complain(token: str, job_id: int) -> ResponseReturnValue:
    """It was not good."""
    visit, form = _visit(token, job_id), ComplaintForm()
    if form.validate_on_submit():
        try:
            told = feedback.complain(visit, form.what.data, form.words.data or "")
            notices.tell_coordinators(visit, url_for("feedback.show", feedback_id=told.id, _external=True))
            flash(gettext("Dank je wel dat je het zegt. We laten je snel weten wat we doen."))
            return redirect(url_for("ordering.show", token=token), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("ordering/complaint.html", token=token, job=visit, form=form), (
        422 if form.sentences else 200
    )


def _visit(token: str, job_id: int) -> Job:
    found = order.by_token(token, lock=request.method == "POST")
    for visit in of_order(found):
        if visit.id == job_id:
            return visit
    raise NotFound(gettext("Deze klus is er niet."))
