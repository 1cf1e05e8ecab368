"""The budget of a request while it is a draft: its facts, and line by line what it costs and who pays."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop.errors import NotFound, Refusal
from coop.forms import EmptyForm, Form
from coop.ledger.account import accounts
from coop.permission import Permission, allow
from invoicing.grants import asking, lines
from invoicing.grants.request import GrantRequest, find
from invoicing.grants.request_forms import ActivityForm, CostForm, CoverForm, RequestForm, shares_form

pages = Blueprint("grant_budget", __name__)


@pages.get("/subsidies/aanvragen/<int:request_id>/begroting")
@allow(Permission.PURCHASES_BOOK)
def edit(request_id: int) -> ResponseReturnValue:
    """The budget with its forms."""
    return _page(_draft(request_id, lock=False))


@pages.post("/subsidies/aanvragen/<int:request_id>/begroting/gegevens")
@allow(Permission.PURCHASES_BOOK)
def change(request_id: int) -> ResponseReturnValue:
    """Take other facts."""
    found = _draft(request_id)
    form = RequestForm([(found.giver_id, found.giver.name)])
    if form.validate_on_submit():
        try:
            end = form.until.data + timedelta(days=1)
            asking.change(found, form.purpose.data, form.requested.data, form.begin.data, end)
            return _to(found)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, "facts", form), 422


@pages.post("/subsidies/aanvragen/<int:request_id>/begroting/activiteit")
@allow(Permission.PURCHASES_BOOK)
def add_activity(request_id: int) -> ResponseReturnValue:
    """Add an activity."""
    found, form = _draft(request_id), ActivityForm()
    if form.validate_on_submit():
        try:
            lines.add_activity(found, form.name.data, form.share.data)
            return _to(found)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, "activity", form), 422


@pages.post("/subsidies/aanvragen/<int:request_id>/begroting/verdeling")
@allow(Permission.PURCHASES_BOOK)
def share(request_id: int) -> ResponseReturnValue:
    """Say what of the request is for each activity."""
    found = _draft(request_id)
    form = shares_form(found.activities)
    if form.validate_on_submit():
        try:
            lines.share(found, form.shares(found.activities))
            return _to(found)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, "shares", form), 422


@pages.post("/subsidies/aanvragen/<int:request_id>/begroting/kosten")
@allow(Permission.PURCHASES_BOOK)
def add_cost(request_id: int) -> ResponseReturnValue:
    """Add a cost of an activity."""
    found = _draft(request_id)
    form = CostForm(found.activities, _accounts())
    if form.validate_on_submit():
        try:
            [activity] = [one for one in found.activities if one.id == form.activity.data]
            lines.add_cost(
                activity,
                form.text.data,
                amount=form.amount.data,
                minutes=form.minutes.data,
                rate=form.rate.data,
                account=form.account.data or None,
            )
            return _to(found)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, "cost", form), 422


@pages.post("/subsidies/aanvragen/<int:request_id>/begroting/dekking")
@allow(Permission.PURCHASES_BOOK)
def add_cover(request_id: int) -> ResponseReturnValue:
    """Add what pays for it."""
    found, form = _draft(request_id), CoverForm()
    if form.validate_on_submit():
        try:
            lines.add_cover(
                found, form.kind.data, form.source.data, form.covers.data, granted=bool(form.granted.data)
            )
            return _to(found)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, "cover", form), 422


@pages.post("/subsidies/aanvragen/<int:request_id>/begroting/<any(activity, cost, cover):kind>/<int:key>/weg")
@allow(Permission.PURCHASES_BOOK)
def remove(request_id: int, kind: str, key: int) -> ResponseReturnValue:
    """Take a line away."""
    EmptyForm()
    found = _draft(request_id)
    lines.remove(found, kind, key)
    return _to(found)


def _draft(request_id: int, *, lock: bool = True) -> GrantRequest:
    found = find(request_id, lock=lock)
    if not found.is_draft:
        raise NotFound(gettext("Deze aanvraag is geen concept meer."))
    return found


def _to(found: GrantRequest) -> ResponseReturnValue:
    return redirect(url_for("grant_budget.edit", request_id=found.id), 303)


def _accounts() -> list[tuple[str, str]]:
    return [(one.number, one.label) for one in accounts(kind="P", side="D")]


def _page(found: GrantRequest, refused: str = "", form: Form | None = None) -> str:
    facts = {"purpose": found.purpose, "requested": found.requested, "begin": found.begin, "until": found.until}
    forms: dict[str, Form] = {
        "facts": RequestForm([(found.giver_id, found.giver.name)], formdata=None, **facts),
        "activity": ActivityForm(formdata=None),
        "cost": CostForm(found.activities, _accounts(), formdata=None),
        "cover": CoverForm(formdata=None),
        "shares": shares_form(found.activities, formdata=None),
    }
    if form is not None:
        forms[refused] = form
    layout = found.layout
    return render_template(
        "grant_budget/edit.html",
        request_=found,
        layout=layout,
        missing=asking.missing_in_words(layout.costs, layout.missing),
        forms=forms,
    )
