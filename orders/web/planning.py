"""Planning: the jobs by week, who does them, and on which day."""

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock, period
from coop.errors import Refusal
from coop.menu import MenuItem
from coop.permission import Permission, allow, may
from members import member
from orders import hours, job
from orders.forms import MoveForm
from orders.job import Job
from orders.job_list import of_week
from orders.staffing import assign, candidates, release

pages = Blueprint("jobs", __name__)
menu = [MenuItem(lazy_gettext("Planning"), "jobs.index", Permission.JOBS_PLAN, 22)]


@pages.get("/klussen")
@allow(Permission.JOBS_PLAN)
def index() -> ResponseReturnValue:
    """The jobs of a week, day by day; the first is the week we are in."""
    week = period.week(_day(request.args.get("week", "")) or clock.today())
    jobs = of_week(week)
    days = [week.begin + timedelta(days=n) for n in range(7)]
    return render_template(
        "jobs/index.html",
        days=[(day, [one for one in jobs if one.day == day]) for day in days],
        week=week,
        earlier=week.begin - timedelta(days=7),
        later=week.end,
        today=clock.today(),
    )


@pages.get("/klussen/<int:job_id>")
@allow(Permission.ORDERS_READ)
def show(job_id: int) -> ResponseReturnValue:
    """One job: the order behind it, who is on it, who else could be, and the hours."""
    found = job.by_id(job_id)
    return _page(found, MoveForm(day=found.day, begins=found.begins, seen=found.day))


@pages.post("/klussen/<int:job_id>/inzet")
@allow(Permission.JOBS_PLAN)
def staff(job_id: int) -> ResponseReturnValue:
    """Put the chosen members on it."""
    found = job.by_id(job_id, lock=True)
    assign(found, [member.find(number) for number in request.form.getlist("member", type=int)])
    flash(gettext("Ingepland."))
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/klussen/<int:job_id>/inzet/<int:member_id>/weg")
@allow(Permission.JOBS_PLAN)
def unstaff(job_id: int, member_id: int) -> ResponseReturnValue:
    """Take a member off it."""
    release(job.by_id(job_id, lock=True), member_id)
    flash(gettext("Van de klus gehaald."))
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/klussen/<int:job_id>/dag")
@allow(Permission.JOBS_PLAN)
def move(job_id: int) -> ResponseReturnValue:
    """Plan it on another day or time."""
    found = job.by_id(job_id, lock=True)
    form = MoveForm()
    if form.validate_on_submit():
        try:
            found.move(form.day.data, form.begins.data, _day(request.form.get("seen", "")) or found.day)
            flash(gettext("De klus is verplaatst."))
            return redirect(url_for("jobs.show", job_id=job_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, form), 422


@pages.post("/klussen/<int:job_id>/afzegging")
@allow(Permission.JOBS_PLAN)
def cancel(job_id: int) -> ResponseReturnValue:
    """This visit does not take place."""
    job.by_id(job_id, lock=True).cancel()
    flash(gettext("De klus gaat niet door."))
    return redirect(url_for("jobs.show", job_id=job_id), 303)


def _page(found: Job, form: MoveForm) -> str:
    open_places = found.state == job.JobState.PLANNED and len(found.assignments) < found.people
    return render_template(
        "jobs/show.html",
        job=found,
        form=form,
        hours=hours.of_jobs([found.id])[found.id],
        candidates=candidates(found)[:12] if open_places else [],
        may_plan=may(Permission.JOBS_PLAN),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
