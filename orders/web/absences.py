""" "I cannot come": off the job with one tap and a confirmation, and the place goes to who takes it first."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import audit
from coop.permission import Permission, allow, public
from orders import absence, absence_mail, job, job_offer
from orders.job_offer import JobOffer
from orders.web import my_jobs, who_works

pages = Blueprint("absences", __name__)


@my_jobs.pages.post("/mijn/klussen/<int:job_id>/afmelding")
@allow(Permission.HOURS_OWN)
def cannot_come(job_id: int) -> ResponseReturnValue:
    """Take me off, tell the coordinators, and ask who fits."""
    said = absence.say(job.by_id(job_id, lock=True), who_works.me())
    offers = job_offer.make(said)
    absence_mail.tell_coordinators(said, url_for("jobs.show", job_id=job_id, _external=True), len(offers))
    absence_mail.offer(said, offers, lambda token: url_for("absences.show", token=token, _external=True))
    flash(gettext("We weten dat je niet kunt komen. We zoeken iemand anders."))
    return redirect(url_for("mine.index"), 303)


@my_jobs.pages.post("/mijn/afmelding/<int:absence_id>/toch")
@allow(Permission.HOURS_OWN)
def come_after_all(absence_id: int) -> ResponseReturnValue:
    """I come after all."""
    absence.find(absence_id, who_works.me().id).undo()
    flash(gettext("Fijn dat je toch komt. De klus staat weer op jouw naam."))
    return redirect(url_for("mine.index"), 303)


@my_jobs.pages.post("/mijn/aanbod/<int:offer_id>")
@allow(Permission.HOURS_OWN)
def take(offer_id: int) -> ResponseReturnValue:
    """Take a place that was offered to me."""
    _accept(job_offer.find(offer_id, who_works.me().id))
    flash(gettext("Dank je wel. De klus staat op jouw naam."))
    return redirect(url_for("mine.index"), 303)


@pages.get("/overnemen/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """The button: a mail scanner that follows every link takes no job."""
    return render_template("absences/show.html", offer=job_offer.by_token(token), token=token)


@pages.post("/overnemen/<token>")
@public
def take_by_link(token: str) -> ResponseReturnValue:
    """Take the place without signing in; the link is the member's own."""
    found = job_offer.by_token(token)
    with audit.actor(f"member:{found.member_id}"):
        _accept(found)
    return redirect(url_for("absences.show", token=token), 303)


def _accept(found: JobOffer) -> None:
    before = found.absence.state
    job_offer.accept(found)
    if found.absence.state != before:
        link = url_for("jobs.show", job_id=found.absence.job_id, _external=True)
        absence_mail.tell_taken(found.absence, found.member, link)
