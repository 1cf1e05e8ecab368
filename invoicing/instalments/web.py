"""Instalment plans on the screen: who pays in parts, how far each is, and agreeing on one."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.money import Money
from coop.permission import Permission, allow
from invoicing.instalments import agreeing, keeping, plan
from invoicing.instalments.forms import PlanForm
from invoicing.instalments.plan import OVER_NAMES, Over
from invoicing.open_items import open_items
from members import party
from members.party import Party

pages = Blueprint("instalments", __name__)

SHOWN = 100
"""So many of the latest plans are listed."""


@pages.get("/regelingen")
@allow(Permission.PAYMENTS_BOOK)
def index() -> ResponseReturnValue:
    """Every plan, those that stand first, with what was missed."""
    items = open_items()
    return render_template(
        "instalments/index.html",
        found=[keeping.progress(one, items) for one in plan.latest(SHOWN)],
        over=OVER_NAMES,
        today=clock.today(),
    )


@pages.get("/regelingen/<int:plan_id>")
@allow(Permission.PAYMENTS_BOOK)
def show(plan_id: int) -> ResponseReturnValue:
    """One plan, part by part."""
    return render_template(
        "instalments/show.html",
        progress=keeping.progress(plan.find(plan_id)),
        over=OVER_NAMES,
        today=clock.today(),
    )


@pages.post("/regelingen/<int:plan_id>/einde")
@allow(Permission.PAYMENTS_BOOK)
def stop(plan_id: int) -> ResponseReturnValue:
    """Stop a plan; what is open is reminded of as it was."""
    plan.find(plan_id, lock=True).end(Over.STOPPED, clock.today())
    flash(gettext("De regeling is gestopt. Wat openstaat, krijgt weer herinneringen."))
    return redirect(url_for("instalments.show", plan_id=plan_id), 303)


@pages.route("/regelingen/klant/<int:party_id>", methods=["GET", "POST"])
@allow(Permission.PAYMENTS_BOOK)
def agree(party_id: int) -> ResponseReturnValue:
    """Work out the parts, look at them, and agree."""
    customer, form = party.find(party_id), PlanForm(first_on=clock.today() + timedelta(days=14))
    there = plan.standing_of(party_id)
    if there is not None and keeping.progress(there).left:
        return redirect(url_for("instalments.show", plan_id=there.id), 303)
    if "reckon" not in request.form and form.validate_on_submit():
        try:
            facts = (form.count.data or 0, form.first_on.data, form.every.data)
            made = agreeing.agree(customer, *facts, seen=form.seen.data or Money.zero())
            flash(gettext("Afgesproken. Zolang het op tijd komt, gaan er geen herinneringen uit."))
            return redirect(url_for("instalments.show", plan_id=made.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(customer, form), 422 if form.sentences else 200


def _page(customer: Party, form: PlanForm) -> str:
    items = agreeing.open_of(customer)
    total = sum((item.open for item in items), Money.zero())
    parts = []
    if total and form.first_on.data is not None:
        try:
            parts = agreeing.in_parts(total, form.count.data or 0, form.first_on.data, form.every.data)
        except Refusal as refusal:
            if not form.sentences:
                form.refuse(refusal)
    form.seen.data, form.seen.raw_data = total, None
    return render_template(
        "instalments/agree.html", customer=customer, form=form, items=items, total=total, parts=parts
    )
