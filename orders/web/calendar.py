"""One's own jobs in one's own calendar: the private link to them, made new or taken away by its owner."""

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock, wijk
from coop.permission import Permission, allow, public
from orders import calendar_feed, calendar_link
from orders.job_list import of_member
from orders.web import who_works

pages = Blueprint("calendar", __name__)


@pages.get("/mijn/agenda")
@allow(Permission.HOURS_OWN)
def manage() -> ResponseReturnValue:
    """Whether there is a link; a new one is shown once, for we keep only what recognises it."""
    token = session.pop("calendar", None)
    address = url_for("calendar.show", token=token, _external=True) if token else None
    return render_template(
        "calendar/manage.html",
        link=calendar_link.of_member(who_works.me().id),
        address=address,
        subscribe=address.replace(request.scheme, "webcal", 1) if address else None,
    )


@pages.post("/mijn/agenda")
@allow(Permission.HOURS_OWN)
def renew() -> ResponseReturnValue:
    """Make a link, or a new one in the place of the old."""
    session["calendar"] = calendar_link.renew(who_works.me())
    return redirect(url_for("calendar.manage"), 303)


@pages.post("/mijn/agenda/einde")
@allow(Permission.HOURS_OWN)
def revoke() -> ResponseReturnValue:
    """Take the link away."""
    calendar_link.revoke(who_works.me())
    flash(gettext("De link werkt niet meer. In je agenda staan geen nieuwe klussen meer."))
    return redirect(url_for("calendar.manage"), 303)


@pages.get("/agenda/<token>.ics")
@public
def show(token: str) -> ResponseReturnValue:
    """The jobs of whose link this is, for their calendar."""
    member = calendar_link.member_of(token)
    name = gettext("Klussen %(wijk)s", wijk=wijk.current().name)
    jobs = of_member(member.id, clock.today())
    page = url_for("mine.index", _external=True)
    return Response(calendar_feed.feed(jobs, name, request.host, page), content_type=calendar_feed.CONTENT_TYPE)
