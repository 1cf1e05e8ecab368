"""Requests: the list, a new one, and what becomes of it."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import request as asked_
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.export import text, whole
from coop.forms import EmptyForm
from coop.permission import Permission, allow
from coop.web.download import XLSX, as_file, paper, spreadsheet
from invoicing.cost_objects import cost_objects
from invoicing.grants import asking, starting, terms
from invoicing.grants.grant_list import requests
from invoicing.grants.request import EARNED, STATE_NAMES, GrantRequest, find
from invoicing.grants.request_forms import DayForm, RequestForm, ServiceForm, granted_form
from invoicing.grants.request_paper import as_report, printed, workbook
from invoicing.grants.web.grants import givers
from members.party import find as find_party

pages = Blueprint("grant_requests", __name__)


@pages.get("/subsidies/aanvragen")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """Every request, or those with these words, this state or this year."""
    args = asked_.args
    words, state, year = text(args, "q"), text(args, "stand"), whole(args, "jaar")
    return render_template(
        "grant_requests/index.html",
        rows=requests(words, state, year),
        words=words,
        state=state,
        year=year,
        states=STATE_NAMES,
    )


@pages.route("/subsidies/aanvragen/nieuw", methods=["GET", "POST"])
@allow(Permission.PURCHASES_BOOK)
def new() -> ResponseReturnValue:
    """Begin a request."""
    form = RequestForm(givers())
    if form.validate_on_submit():
        try:
            end = form.until.data + timedelta(days=1)
            giver = find_party(form.giver.data)
            made = asking.draft(giver, form.purpose.data, form.requested.data, form.begin.data, end)
            return _to(made)
        except Refusal as refusal:
            form.refuse(refusal)
    return _new(form, None)


@pages.post("/subsidies/aanvragen/van-een-dienst")
@allow(Permission.PURCHASES_BOOK)
def of_service() -> ResponseReturnValue:
    """Begin a request with the budget of a service."""
    form = ServiceForm(givers(), cost_objects())
    if form.validate_on_submit():
        try:
            return _to(starting.of_service(find_party(form.asked_of.data), form.cost_object.data, form.year.data))
        except Refusal as refusal:
            form.refuse(refusal)
    return _new(None, form)


@pages.get("/subsidies/aanvragen/<int:request_id>")
@allow(Permission.LEDGER_READ)
def show(request_id: int) -> ResponseReturnValue:
    """One request with its budget."""
    return _page(find(request_id))


@pages.get("/subsidies/aanvragen/<int:request_id>/begroting.<any(pdf, xlsx, csv):kind>")
@allow(Permission.LEDGER_READ)
def download(request_id: int, kind: str) -> ResponseReturnValue:
    """The budget on paper, as a workbook in which the sums live, or as rows."""
    found, name = find(request_id), f"aanvraag-{request_id}"
    if kind == "pdf":
        return paper(printed(found), name)
    if kind == "xlsx":
        return as_file(workbook(found), XLSX, f"{name}.xlsx")
    return spreadsheet(as_report(found), name)


@pages.post("/subsidies/aanvragen/<int:request_id>/opnieuw")
@allow(Permission.PURCHASES_BOOK)
def again(request_id: int) -> ResponseReturnValue:
    """Begin a new request with this one, for the time that follows."""
    EmptyForm()
    earlier = find(request_id)
    made = starting.again(earlier, earlier.end, earlier.end + (earlier.end - earlier.begin))
    flash(gettext("Dit is een nieuw concept. Pas de bedragen en de tijd aan."))
    return _to(made)


@pages.post("/subsidies/aanvragen/<int:request_id>/verzending")
@allow(Permission.PURCHASES_BOOK)
def send(request_id: int) -> ResponseReturnValue:
    """Say that it went to the giver."""
    return _decided(request_id, lambda found, form: asking.send(found, form.day.data))


@pages.post("/subsidies/aanvragen/<int:request_id>/concept")
@allow(Permission.PURCHASES_BOOK)
def reopen(request_id: int) -> ResponseReturnValue:
    """Make it a draft again."""
    EmptyForm()
    found = find(request_id, lock=True)
    asking.reopen(found)
    return _to(found)


@pages.post("/subsidies/aanvragen/<int:request_id>/afwijzing")
@allow(Permission.PURCHASES_BOOK)
def decline(request_id: int) -> ResponseReturnValue:
    """Enter that the giver said no."""
    return _decided(request_id, lambda found, form: asking.decline(found, form.day.data, form.answer.data or ""))


@pages.post("/subsidies/aanvragen/<int:request_id>/intrekking")
@allow(Permission.PURCHASES_BOOK)
def withdraw(request_id: int) -> ResponseReturnValue:
    """Ask it no longer."""
    return _decided(request_id, lambda found, form: asking.withdraw(found, form.day.data, form.answer.data or ""))


@pages.route("/subsidies/aanvragen/<int:request_id>/toekenning", methods=["GET", "POST"])
@allow(Permission.PURCHASES_BOOK)
def grant(request_id: int) -> ResponseReturnValue:
    """Enter what the giver granted: it becomes a grant."""
    found = find(request_id, lock=asked_.method == "POST")
    form = granted_form(found.activities, cost_objects(), day=clock.today(), amount=found.requested)
    if form.validate_on_submit():
        try:
            made = asking.grant_it(
                found,
                form.day.data,
                form.amount.data,
                reference=form.reference.data or "",
                shares=form.shares(found.activities),
                cost_object_id=form.cost_object.data or None,
            )
            terms.add_conditions(made.id, (form.conditions.data or "").splitlines())
            return redirect(url_for("grants.show", grant_id=made.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template("grant_requests/grant.html", request_=found, form=form)
    return page, 422 if form.sentences else 200


def _decided(request_id: int, decide: Callable[[GrantRequest, DayForm], None]) -> ResponseReturnValue:
    found, form = find(request_id, lock=True), DayForm()
    if form.validate_on_submit():
        try:
            decide(found, form)
            return _to(found)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, form), 422


def _to(found: GrantRequest) -> ResponseReturnValue:
    return redirect(url_for("grant_requests.show", request_id=found.id), 303)


def _new(form: RequestForm | None, service: ServiceForm | None) -> ResponseReturnValue:
    refused = form or service
    page = render_template(
        "grant_requests/new.html",
        form=form or RequestForm(givers(), formdata=None),
        service=service or ServiceForm(givers(), cost_objects(), formdata=None, year=clock.today().year),
    )
    return page, 422 if refused is not None and refused.sentences else 200


def _page(found: GrantRequest, form: DayForm | None = None) -> str:
    layout = found.layout
    return render_template(
        "grant_requests/show.html",
        request_=found,
        layout=layout,
        missing=asking.missing_in_words(layout.costs, layout.missing),
        income=[one for one in found.covers if one.kind in EARNED],
        cover=[one for one in found.covers if one.kind not in EARNED],
        form=form or DayForm(formdata=None, day=clock.today()),
    )
