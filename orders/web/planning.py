"""Planning: the jobs by week, who does them, and on which day."""

from datetime import date, time, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from coop import clock, period
from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow, may
from coop.undo import Undoing
from coop.web.undo import offer
from members import member
from members.engagement import KIND_NAMES
from orders import absence, hours, job, job_list, job_photo
from orders.candidate import candidates
from orders.forms import MoveForm, StaffForm
from orders.hours import NotEngaged
from orders.limit import OverLimit
from orders.staffing import FullyStaffed, assign, release

pages = Blueprint("jobs", __name__)
menu = [MenuItem(lazy_gettext("Planning"), "jobs.index", Permission.JOBS_PLAN, 22, group=Group.WORK, key="p")]


@pages.get("/klussen")
@allow(Permission.JOBS_PLAN)
def index() -> ResponseReturnValue:
    """The jobs of a week, day by day; the first is the week we are in. By words, or only what needs somebody."""
    week = period.week(_day(request.args.get("week", "")) or clock.today())
    words, open_only = request.args.get("q", "").strip()[:80], bool(request.args.get("open"))
    found = job_list.of_week(week, words)
    jobs = [one for one in found if one.places] if open_only else found
    days = [week.begin + timedelta(days=n) for n in range(7)]
    return render_template(
        "jobs/index.html",
        days=[(day, [one for one in jobs if one.day == day]) for day in days],
        week=week,
        earlier=week.begin - timedelta(days=7),
        later=week.end,
        today=clock.today(),
        words=words,
        open_only=open_only,
        found=len(jobs),
        absent=absence.of_jobs([one.id for one in found if one.places]),
        short=sum(one.places > 0 for one in found),
    )


@pages.get("/klussen/<int:job_id>")
@allow(Permission.ORDERS_READ)
def show(job_id: int) -> ResponseReturnValue:
    """One job: the order behind it, who is on it, who else could be, and the hours."""
    return _page(job_id)


@pages.post("/klussen/<int:job_id>/inzet")
@allow(Permission.JOBS_PLAN)
def staff(job_id: int) -> ResponseReturnValue:
    """Put the chosen members on it, all or none."""
    found, form = job.by_id(job_id, lock=True), StaffForm()
    if form.validate_on_submit():
        try:
            made = assign(found, [member.find(number) for number in form.member.data], form.because.data or "")
            there = url_for("jobs.show", job_id=job_id)
            told = ngettext("%(num)d lid ingepland.", "%(num)d leden ingepland.", len(made))
            offer(told, "job.assign", there, job_id=job_id, member_ids=[one.member_id for one in made])
            return redirect(there, 303)
        except (FullyStaffed, NotEngaged, OverLimit) as refusal:
            form.refuse(refusal)
    return _page(job_id, staffing=form), 422


@pages.post("/klussen/<int:job_id>/inzet/<int:member_id>/weg")
@allow(Permission.JOBS_PLAN)
def unstaff(job_id: int, member_id: int) -> ResponseReturnValue:
    """Take a member off it."""
    found, there = job.by_id(job_id, lock=True), url_for("jobs.show", job_id=job_id)
    was_on_it = any(one.member_id == member_id for one in found.assignments)
    release(found, member_id)
    if was_on_it:
        offer(gettext("Van de klus gehaald."), "job.release", there, job_id=job_id, member_id=member_id)
    return redirect(there, 303)


@pages.post("/klussen/<int:job_id>/dag")
@allow(Permission.JOBS_PLAN)
def move(job_id: int) -> ResponseReturnValue:
    """Plan it on another day or time."""
    found = job.by_id(job_id, lock=True)
    form = MoveForm()
    if form.validate_on_submit():
        try:
            seen = _day(request.form.get("seen", "")) or found.day
            was = {"day": found.day.isoformat(), "begins": f"{found.begins:%H:%M}"}
            found.move(form.day.data, form.begins.data, seen, form.because.data or "")
            there, moved_to = url_for("jobs.show", job_id=job_id), found.day.isoformat()
            offer(gettext("De klus is verplaatst."), "job.move", there, job_id=job_id, seen=moved_to, **was)
            return redirect(there, 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(job_id, moving=form), 422


@pages.post("/klussen/<int:job_id>/afzegging")
@allow(Permission.JOBS_PLAN)
def cancel(job_id: int) -> ResponseReturnValue:
    """This visit does not take place."""
    job.by_id(job_id, lock=True).cancel()
    flash(gettext("De klus gaat niet door."))
    return redirect(url_for("jobs.show", job_id=job_id), 303)


def _page(job_id: int, *, staffing: StaffForm | None = None, moving: MoveForm | None = None) -> str:
    found = job_list.one(job_id)
    may_plan = may(Permission.JOBS_PLAN)
    return render_template(
        "jobs/show.html",
        job=found,
        hours=hours.of_jobs([found.id])[found.id],
        candidates=candidates(found) if may_plan and found.places else [],
        kinds=KIND_NAMES,
        absent=absence.of_jobs([found.id]).get(found.id, []),
        photos=job_photo.of_jobs([found.id])[found.id] if may_plan and found.day <= clock.today() else [],
        may_plan=may_plan,
        staffing=staffing or StaffForm(formdata=None),
        moving=moving or MoveForm(formdata=None, day=found.day, begins=found.begins),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _put_back(job_id: int, member_id: int) -> None:
    assign(job.by_id(job_id, lock=True), [member.find(member_id)])


def _take_off(job_id: int, member_ids: list[int]) -> None:
    found = job.by_id(job_id, lock=True)
    for member_id in member_ids:
        release(found, member_id)


def _move_back(job_id: int, day: str, begins: str, seen: str) -> None:
    found = job.by_id(job_id, lock=True)
    found.move(date.fromisoformat(day), time.fromisoformat(begins), date.fromisoformat(seen))


undoings = {
    "job.assign": Undoing(Permission.JOBS_PLAN, _take_off),
    "job.release": Undoing(Permission.JOBS_PLAN, _put_back),
    "job.move": Undoing(Permission.JOBS_PLAN, _move_back),
}
