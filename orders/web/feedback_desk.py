"""What customers said was not good, for the coordinator: do it again without costs, or talk about it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import TextAreaField, TimeField
from wtforms.validators import Length

from coop import clock
from coop.errors import Refusal, Stale
from coop.forms import DayField, EmptyForm, Form, required
from coop.menu import MenuItem
from coop.permission import Permission, allow
from orders import feedback, notices
from orders.feedback import Feedback
from orders.web.judging import COMPLAINTS
from orders.workday import workday_from

pages = Blueprint("feedback", __name__)
menu = [MenuItem(lazy_gettext("Reacties"), "feedback.index", Permission.ORDERS_DECIDE, 22)]


class RedoForm(Form):
    """When we come again."""

    day = DayField(lazy_gettext("Dag"), [required()])
    begins = TimeField(lazy_gettext("Begint om"), [required()])


class AnswerForm(Form):
    """What came of it."""

    answer = TextAreaField(
        lazy_gettext("Wat spraken jullie af? De klant leest dit."), [required(), Length(max=500)]
    )


@pages.get("/reacties")
@allow(Permission.ORDERS_DECIDE)
def index() -> ResponseReturnValue:
    """What waits for somebody, and what was decided of late."""
    return render_template(
        "feedback/index.html",
        waiting=feedback.waiting(),
        dealt_with=feedback.dealt_with(),
        names={what.value: name for what, name in COMPLAINTS.items()},
    )


@pages.get("/reacties/<int:feedback_id>")
@allow(Permission.ORDERS_DECIDE)
def show(feedback_id: int) -> ResponseReturnValue:
    """One complaint, and what can be done about it."""
    return _page(feedback.by_id(feedback_id))


@pages.post("/reacties/<int:feedback_id>/overdoen")
@allow(Permission.ORDERS_DECIDE)
def redo(feedback_id: int) -> ResponseReturnValue:
    """Come again, without costs."""
    told, form = feedback.by_id(feedback_id, lock=True), RedoForm()
    if form.validate_on_submit():
        try:
            again = told.redo(form.day.data, form.begins.data)
            _tell(told)
            flash(gettext("De klus wordt overgedaan. Kies nu wie er gaat."))
            return redirect(url_for("jobs.show", job_id=again.id), 303)
        except Stale:
            raise  # its page says so: the form is no longer there
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(told, redo=form), 422


@pages.post("/reacties/<int:feedback_id>/gesprek")
@allow(Permission.ORDERS_DECIDE)
def talk(feedback_id: int) -> ResponseReturnValue:
    """Somebody will call."""
    told = feedback.by_id(feedback_id, lock=True)
    if EmptyForm().validate_on_submit():
        told.talk()
        _tell(told)
        flash(gettext("De klant weet dat je belt. Schrijf daarna op wat jullie afspraken."))
    return redirect(url_for("feedback.show", feedback_id=feedback_id), 303)


@pages.post("/reacties/<int:feedback_id>/antwoord")
@allow(Permission.ORDERS_DECIDE)
def settle(feedback_id: int) -> ResponseReturnValue:
    """What came of it."""
    told, form = feedback.by_id(feedback_id, lock=True), AnswerForm()
    if form.validate_on_submit():
        try:
            told.settle(form.answer.data)
            _tell(told)
            flash(gettext("Afgehandeld. De klant leest wat jullie afspraken."))
            return redirect(url_for("feedback.index"), 303)
        except Stale:
            raise  # its page says so: the form is no longer there
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(told, answer=form), 422


def _tell(told: Feedback) -> None:
    asked = told.job.order
    if asked is not None:
        notices.tell_answer(told, asked, url_for("ordering.show", token=asked.token, _external=True))


def _page(told: Feedback, redo: RedoForm | None = None, answer: AnswerForm | None = None) -> str:
    return render_template(
        "feedback/show.html",
        told=told,
        name=COMPLAINTS[feedback.Complaint(told.what)],
        redo_form=redo or RedoForm(formdata=None, day=workday_from(clock.today()), begins=told.job.begins),
        answer_form=answer or AnswerForm(formdata=None),
    )
