"""My jobs: what is planned for me, "Klopt" in one tap, and what became of my hours."""

from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms.fields import SelectChoice

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.languages import told
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow, current
from orders import absence, hours, job, job_offer, job_photo, order_photo, own_hours, own_total
from orders.forms import HoursForm, UnplannedForm
from orders.job_list import of_member
from orders.route import on_the_map
from orders.service import Service, catalogue
from orders.web import who_works

SHOWN = 6
"""So many months of hours stand on the page."""
LAST_TOLD = 10

pages = Blueprint("mine", __name__)
menu = [
    MenuItem(
        lazy_gettext("Mijn klussen"), "mine.index", Permission.HOURS_OWN, 10, ("phone", "calendar"), Group.OWN
    )
]


@pages.get("/mijn")
@allow(Permission.HOURS_OWN)
def index() -> ResponseReturnValue:
    """My jobs, today first, and my own total."""
    me, today = who_works.me(), clock.today()
    jobs = of_member(me.id, today)
    mine = own_hours.of_member(me.id)
    told = {one.job_id: one for one in mine if one.job_id is not None}
    months = own_hours.months_of(mine, 12)
    to_tell = [one for one in jobs if one.day < today and one.id not in told]
    return render_template(
        "mine/index.html",
        me=me,
        form=HoursForm(formdata=None),
        photos=job_photo.of_jobs([one.id for one in jobs if one.day <= today]),
        shown=order_photo.of_orders([one.order_id for one in jobs if one.order_id and one.day >= today]),
        on_the_map=on_the_map,
        offers=job_offer.to_member(me.id),
        absences=absence.of_member(me.id),
        today=[one for one in jobs if one.day == today],
        to_tell=to_tell,
        ahead=[one for one in jobs if one.day > today][:20],
        told=told,
        recent=mine[:LAST_TOLD],
        months=months[:SHOWN],
        total=own_total.of_year(me, today, months),
        now=today,
    )


@pages.post("/mijn/klussen/<int:job_id>/klopt")
@allow(Permission.HOURS_OWN)
def confirm(job_id: int) -> ResponseReturnValue:
    """It was as planned: one tap."""
    hours.confirm(job.by_id(job_id), who_works.me(), _uid(job_id))
    flash(gettext("Dank je wel. Je uren zijn doorgegeven."))
    return redirect(url_for("mine.index"), 303)


@pages.route("/mijn/klussen/<int:job_id>/uren", methods=["GET", "POST"])
@allow(Permission.HOURS_OWN)
def change(job_id: int) -> ResponseReturnValue:
    """It went otherwise: another end or a pause."""
    me, mine = who_works.me(), job.by_id(job_id)
    if me.id not in {assignment.member_id for assignment in mine.assignments}:
        raise hours.NotYourJob(gettext("Deze klus staat niet op jouw naam."))
    form = HoursForm()
    if form.validate_on_submit():
        begins, ends = form.times(mine)
        try:
            hours.tell(
                me,
                _uid(job_id),
                job=mine,
                day=mine.day,
                begins=begins,
                ends=ends,
                pause=form.pause.data,
                note=form.note.data or "",
            )
            flash(gettext("Dank je wel. Je uren zijn doorgegeven."))
            return redirect(url_for("mine.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("mine/change.html", job=mine, form=form, me=me), (
        422 if form.errors or form.form_errors else 200
    )


@pages.route("/mijn/anders", methods=["GET", "POST"])
@allow(Permission.HOURS_OWN)
def other() -> ResponseReturnValue:
    """I did something else."""
    me = who_works.me()
    form = UnplannedForm(day=clock.today(), begins=_an_hour_ago())
    services = catalogue() + catalogue("organisation")
    form.service_id.choices = [SelectChoice(service.id, told(service.name)) for service in services]
    icons = {service.id: service.icon for service in services}
    if form.validate_on_submit():
        end = datetime.combine(form.day.data, form.begins.data) + timedelta(minutes=form.minutes.data)
        try:
            hours.tell(
                me,
                request.form["once"],
                service=db.session.get(Service, form.service_id.data),
                day=form.day.data,
                begins=form.begins.data,
                ends=end.time(),
            )
            flash(gettext("Dank je wel. Je uren zijn doorgegeven."))
            return redirect(url_for("mine.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    today = clock.today()
    return render_template("mine/other.html", form=form, me=me, icons=icons, today=today), (
        422 if form.errors or form.form_errors else 200
    )


def _uid(job_id: int) -> str:
    return f"job:{job_id}:{current().member_id}"


def _an_hour_ago() -> object:
    moment = clock.local(clock.now()) - timedelta(hours=1)
    return moment.replace(minute=0, second=0, microsecond=0).time()
