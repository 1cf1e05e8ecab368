"""Another day for a visit, or not this time: the customer says so on the private page of the order."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice

from coop.errors import NotFound, Refusal
from coop.filters import weekday
from coop.forms import Form, required
from coop.permission import public
from orders import another_day, another_day_mail, job, notices, order
from orders.job import Job
from orders.web import ordering

SKIP = "skip"


class AnotherDayForm(Form):
    """Which day instead, or none this time; `seen` is the day it was on when the page was made."""

    day = RadioField(lazy_gettext("Welke dag komt beter uit?"), [required()], validate_choice=False)
    seen = HiddenField()

    def offer(self, visit: Job) -> None:
        """Put the days in place, and for an order that recurs the choice to skip this visit."""
        self.day.choices = [SelectChoice(day.isoformat(), weekday(day)) for day in another_day.days(visit)]
        if visit.order is not None and visit.order.is_recurring:
            self.day.choices.append(SelectChoice(SKIP, gettext("Sla deze keer over")))
        if not self.is_submitted():
            self.seen.data = visit.day.isoformat()


@ordering.pages.route("/bestelling/<token>/klus/<int:job_id>/andere-dag", methods=["GET", "POST"])
@public
def move(token: str, job_id: int) -> ResponseReturnValue:
    """Choose another day for one visit."""
    found = order.by_token(token, lock=request.method == "POST")
    visit = job.by_id(job_id, lock=request.method == "POST")
    if visit.order_id != found.id:
        raise NotFound(gettext("Deze klus is er niet."))
    form = AnotherDayForm()
    form.offer(visit)
    if form.validate_on_submit():
        try:
            _carry_out(visit, form, token)
            return redirect(url_for("ordering.show", token=token), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    answer = render_template(
        "ordering/another_day.html",
        token=token,
        job=visit,
        form=form,
        why_not="" if another_day.may_move(visit) else another_day.why_not(visit),
    )
    return answer, 422 if form.sentences else 200


def _carry_out(visit: Job, form: AnotherDayForm, token: str) -> None:
    follow = url_for("ordering.show", token=token, _external=True)
    links = url_for("mine.index", _external=True), url_for("jobs.show", job_id=visit.id, _external=True)
    if form.day.data == SKIP:
        another_day_mail.tell_skipped(visit, another_day.skip(visit, _day(form.seen.data)), *links)
        flash(gettext("Deze keer komen we niet."))
        return
    moved = another_day.take(visit, _day(form.day.data), _day(form.seen.data))
    another_day_mail.tell_moved(visit, moved, *links)
    if visit.order is not None:
        notices.tell_other_day(visit, visit.order, follow)
    flash(gettext("We komen nu op %(day)s.", day=weekday(visit.day)))


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return date.min  # on no list of days
