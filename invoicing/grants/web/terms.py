"""The terms of a grant: how hours count, when the report is due, the conditions and how we met them."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coop import clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.permission import Permission, allow
from invoicing.grants import charge, grant, terms
from invoicing.grants.forms import ConditionsForm, TermsForm
from invoicing.grants.web.grants import frame

pages = Blueprint("grant_terms", __name__)
LONGEST = 1000


@pages.get("/subsidies/<int:grant_id>/voorwaarden")
@allow(Permission.LEDGER_READ)
def show(grant_id: int) -> ResponseReturnValue:
    """The terms and conditions."""
    return _page(grant.find(grant_id))


@pages.post("/subsidies/<int:grant_id>/voorwaarden/afspraken")
@allow(Permission.PURCHASES_BOOK)
def agree(grant_id: int) -> ResponseReturnValue:
    """Enter the terms."""
    charge.hold()
    found, form = grant.find(grant_id), TermsForm()
    if form.validate_on_submit():
        try:
            if found.settlement is not None:
                raise charge.already_settled()
            facts: dict[str, Any] = {
                name: form[name].data
                for name in ("hour_limit", "unpaid_rate", "volunteers", "participants", "report_due")
            }
            terms.agree(grant_id, **facts)
            charge.charge_again()
            return _back(grant_id)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, form), 422


@pages.post("/subsidies/<int:grant_id>/voorwaarden/nieuw")
@allow(Permission.PURCHASES_BOOK)
def add(grant_id: int) -> ResponseReturnValue:
    """Add conditions, one a line."""
    found, form = grant.find(grant_id), ConditionsForm()
    if form.validate_on_submit():
        terms.add_conditions(grant_id, form.texts.data.splitlines())
        return _back(grant_id)
    return _page(found, None, form), 422


@pages.post("/subsidies/<int:grant_id>/voorwaarden/nageleefd")
@allow(Permission.PURCHASES_BOOK)
def say_met(grant_id: int) -> ResponseReturnValue:
    """Write how the conditions were met."""
    EmptyForm()
    grant.find(grant_id)
    told = {one.id: request.form.get(f"met_{one.id}", one.met)[:LONGEST] for one in terms.conditions_of(grant_id)}
    terms.say_met(grant_id, told)
    return _back(grant_id)


@pages.post("/subsidies/<int:grant_id>/voorwaarden/<int:condition_id>/weg")
@allow(Permission.PURCHASES_BOOK)
def drop(grant_id: int, condition_id: int) -> ResponseReturnValue:
    """Take a condition away."""
    EmptyForm()
    grant.find(grant_id)
    terms.drop_condition(grant_id, condition_id)
    return _back(grant_id)


def _back(grant_id: int) -> ResponseReturnValue:
    return redirect(url_for("grant_terms.show", grant_id=grant_id), 303)


def _page(found: grant.Grant, form: TermsForm | None = None, new: ConditionsForm | None = None) -> str:
    return render_template(
        "grant_terms/show.html",
        **frame(found, clock.today()),
        conditions=terms.conditions_of(found.id),
        form=form or TermsForm(formdata=None, obj=terms.terms_of(found.id)),
        new=new or ConditionsForm(formdata=None),
        met=EmptyForm(formdata=None),
    )
