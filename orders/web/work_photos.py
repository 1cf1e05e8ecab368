"""Photos of the work: taken by who does it, seen by who plans, and by the customer where that is fine."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop.errors import NotFound, Refusal
from coop.permission import Permission, allow, public
from coop.web import shown
from orders import job, job_photo, order
from orders.forms import WorkPhotoForm
from orders.hours import NotYourJob
from orders.job import Job
from orders.web import my_jobs, ordering, planning, who_works


@my_jobs.pages.route("/mijn/klussen/<int:job_id>/werkfotos", methods=["GET", "POST"])
@allow(Permission.HOURS_OWN)
def photos(job_id: int) -> ResponseReturnValue:
    """The photos of a job, and one more."""
    me, mine, form = who_works.me(), _mine(job_id, lock=request.method == "POST"), WorkPhotoForm()
    if form.validate_on_submit():
        try:
            content = form.photo.data.read() if form.photo.data else b""
            job_photo.add(mine, me, content, form.moment.data, for_customer=form.for_customer.data)
            flash(gettext("De foto is bewaard."))
            return redirect(url_for("mine.photos", job_id=job_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    code = 422 if form.errors or form.form_errors else 200
    there = job_photo.of_jobs([job_id])[job_id]
    return render_template("mine/photos.html", job=mine, me=me, form=form, photos=there, most=job_photo.MOST), code


@my_jobs.pages.post("/mijn/klussen/<int:job_id>/werkfotos/<int:place>/weg")
@allow(Permission.HOURS_OWN)
def remove_photo(job_id: int, place: int) -> ResponseReturnValue:
    """Take one of one's own photos away."""
    job_photo.remove(_mine(job_id, lock=True), who_works.me(), place)
    flash(gettext("De foto is weg."))
    return redirect(url_for("mine.photos", job_id=job_id), 303)


@my_jobs.pages.get("/mijn/klussen/<int:job_id>/werkfotos/<int:place>")
@allow(Permission.HOURS_OWN)
def work_photo(job_id: int, place: int) -> ResponseReturnValue:
    """A photo of the work, for who is on the job."""
    _mine(job_id)
    return shown.picture(job_photo.file_of(job_id, place))


@planning.pages.get("/klussen/<int:job_id>/werkfotos/<int:place>")
@allow(Permission.JOBS_PLAN)
def planned_work_photo(job_id: int, place: int) -> ResponseReturnValue:
    """A photo of the work, for who plans it."""
    return shown.picture(job_photo.file_of(job_id, place))


@ordering.pages.get("/bestelling/<token>/werkfotos/<int:job_id>/<int:place>")
@public
def customers_work_photo(token: str, job_id: int, place: int) -> ResponseReturnValue:
    """A photo that shows the work and nothing else, for who has the link of the order."""
    if job.by_id(job_id).order_id != order.by_token(token).id:
        raise NotFound(gettext("Deze foto is er niet (meer)."))
    return shown.picture(job_photo.file_of(job_id, place, for_customer=True))


def _mine(job_id: int, *, lock: bool = False) -> Job:
    mine = job.by_id(job_id, lock=lock)
    if who_works.me().id not in {assignment.member_id for assignment in mine.assignments}:
        raise NotYourJob(gettext("Deze klus staat niet op jouw naam."))
    return mine
