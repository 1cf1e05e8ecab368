"""Claims on the desk of who decides: the receipt, the account it comes on, or why not."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import actor_names
from coop.errors import Refusal, Stale
from coop.ledger.account import accounts
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from invoicing.claims import claim, deciding
from invoicing.claims.claim import Claim
from invoicing.claims.forms import ApproveForm, DeclineForm
from invoicing.claims.member_payment import paid_for_claims
from invoicing.claims.web.receipt import shown
from invoicing.cost_objects import cost_objects

pages = Blueprint("claims", __name__)
menu = [
    MenuItem(lazy_gettext("Declaraties"), "claims.index", Permission.PURCHASES_APPROVE, 20, group=Group.OUTGOING)
]

SHOWN = 50


@pages.get("/declaraties")
@allow(Permission.PURCHASES_APPROVE)
def index() -> ResponseReturnValue:
    """What waits for a decision, and what was decided."""
    decided = claim.latest(SHOWN)
    return render_template(
        "claims/index.html",
        waiting=claim.waiting(),
        decided=decided,
        paid=paid_for_claims([one.id for one in decided]),
    )


@pages.get("/declaraties/<int:claim_id>")
@allow(Permission.PURCHASES_APPROVE)
def show(claim_id: int) -> ResponseReturnValue:
    """One claim, with its receipt."""
    return _page(claim.find(claim_id))


@pages.get("/declaraties/<int:claim_id>/bon")
@allow(Permission.PURCHASES_APPROVE)
def receipt(claim_id: int) -> ResponseReturnValue:
    """The receipt."""
    return shown(claim.find(claim_id))


@pages.post("/declaraties/<int:claim_id>/goedkeuring")
@allow(Permission.PURCHASES_APPROVE)
def approve(claim_id: int) -> ResponseReturnValue:
    """Approve it."""
    found, form = claim.find(claim_id, lock=True), _approve_form()
    if form.validate_on_submit():
        try:
            deciding.approve(found, form.account.data or "", form.cost_object.data or None)
            flash(gettext("Goedgekeurd. De declaratie staat nu bij Uitbetalen."))
            return redirect(url_for("claims.index"), 303)
        except Stale:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, approving=form), 422


@pages.post("/declaraties/<int:claim_id>/afwijzing")
@allow(Permission.PURCHASES_APPROVE)
def decline(claim_id: int) -> ResponseReturnValue:
    """Decline it, with the reason."""
    found, form = claim.find(claim_id, lock=True), DeclineForm()
    if form.validate_on_submit():
        try:
            deciding.decline(found, form.reason.data or "")
            flash(gettext("Afgewezen. De indiener krijgt bericht."))
            return redirect(url_for("claims.index"), 303)
        except Stale:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, declining=form), 422


def _page(found: Claim, approving: ApproveForm | None = None, declining: DeclineForm | None = None) -> str:
    by = found.decided_by or ""
    return render_template(
        "claims/show.html",
        claim=found,
        own=deciding.is_own(found),
        alike=claim.alike(found),
        approving=approving or _approve_form(formdata=None, cost_object=found.cost_object_id or 0),
        declining=declining or DeclineForm(formdata=None),
        decider=actor_names.names([by]).get(by, by),
        accounts={account.number: account.label for account in accounts(all_=True)},
        paid=paid_for_claims([found.id]).get(found.id),
    )


def _approve_form(**more: object) -> ApproveForm:
    costs = [(account.number, account.label) for account in accounts(kind="P", side="D")]
    return ApproveForm(costs, cost_objects(), **more)
