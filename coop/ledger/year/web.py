"""A year on one page: what to look at, closing it, the members' decision, and the files to take along."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.ledger.period import is_closed
from coop.ledger.verify import verify
from coop.ledger.year import decision
from coop.ledger.year.closing import close_year
from coop.ledger.year.decision import NotYet
from coop.ledger.year.doubt import YearDoubt, doubts
from coop.ledger.year.forms import CloseForm, DecisionForm
from coop.period import year as year_of
from coop.permission import Permission, allow, may

pages = Blueprint("year", __name__)


@dataclass(frozen=True)
class Point:
    """A doubt as the page shows it: with a link where this person may go there."""

    sentence: str
    blocks: bool
    url: str | None


@pages.get("/grootboek/jaar")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """The earliest of last year and this one that is not closed."""
    this = clock.today().year
    number = this if is_closed(year_of(this - 1)) else this - 1
    return redirect(url_for("year.show", number=number), 303)


@pages.get("/grootboek/jaar/<int(min=1990, max=2199):number>")
@allow(Permission.LEDGER_READ)
def show(number: int) -> ResponseReturnValue:
    """How far a year is; with `nagerekend` the ledger is computed again first."""
    return _page(number, CloseForm(formdata=None), None)


@pages.post("/grootboek/jaar/<int(min=1990, max=2199):number>/afsluiting")
@allow(Permission.PERIODS_CLOSE)
def close(number: int) -> ResponseReturnValue:
    """Close the year; it cannot be taken back."""
    form = CloseForm()
    if form.validate_on_submit():
        try:
            close_year(number, looked=form.looked.data)
            flash(gettext("%(year)s is afgesloten. Er verandert niets meer.", year=number))
            return redirect(url_for("year.show", number=number), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(number, form, None), 422


@pages.post("/grootboek/jaar/<int(min=1990, max=2199):number>/besluit")
@allow(Permission.LEDGER_POST)
def decide(number: int) -> ResponseReturnValue:
    """Book what the members decided on the result."""
    form = DecisionForm()
    form.offer(decision.places())
    if form.validate_on_submit():
        try:
            decision.decide(number, form.day.data, form.typed())
            flash(gettext("Het besluit is geboekt."))
            return redirect(url_for("year.show", number=number), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(number, CloseForm(formdata=None), form), 422


@pages.post("/grootboek/jaar/<int(min=1990, max=2199):number>/besluit/terugdraaien")
@allow(Permission.LEDGER_POST)
def undecide(number: int) -> ResponseReturnValue:
    """Take a decision back that was booked wrong."""
    EmptyForm()
    try:
        decision.take_back(number, clock.today())
    except NotYet as refusal:
        flash(refusal.sentence, "error")
    return redirect(url_for("year.show", number=number), 303)


def _page(number: int, form: CloseForm, decision_form: DecisionForm | None) -> str:
    year = year_of(number)
    closed, over = is_closed(year), clock.today().year > number
    waiting = decision.to_decide(number)
    if decision_form is None:
        decision_form = DecisionForm(formdata=None, day=clock.today())
        decision_form.offer(decision.places())
    return render_template(
        "year/show.html",
        year=number,
        over=over,
        closed=closed,
        points=[] if closed else [_point(doubt) for doubt in doubts(year)],
        fault=verify().first_fault if "nagerekend" in request.args else None,
        computed="nagerekend" in request.args,
        form=form,
        waiting=waiting,
        decided=decision.decided(number),
        decision_form=decision_form,
    )


def _point(doubt: YearDoubt) -> Point:
    return Point(doubt.sentence, doubt.blocks, _address(doubt.endpoint, doubt.values))


def _address(endpoint: str, values: dict[str, Any]) -> str | None:
    view = current_app.view_functions.get(endpoint)
    needed = getattr(view, "permission", None)
    return url_for(endpoint, **values) if view is not None and (needed is None or may(needed)) else None
