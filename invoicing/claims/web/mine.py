"""My claims: telling what I paid for the cooperative, and seeing what became of it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop.database import db
from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow, current
from invoicing.allowances import statement
from invoicing.claims import claim, receipt_file
from invoicing.claims.forms import ClaimForm
from invoicing.claims.member_payment import paid_for_claims
from invoicing.claims.web.receipt import shown
from invoicing.cost_objects import cost_objects
from invoicing.paying_out import payee
from invoicing.paying_out.payee import Origin, Payee, PayeeState
from members import party
from members.party import Person

pages = Blueprint("my_claims", __name__)
menu = [MenuItem(lazy_gettext("Mijn declaraties"), "my_claims.index", Permission.CLAIMS_OWN, 12, group=Group.OWN)]


class NoReceipt(Refusal):
    """What is paid back is shown to be paid."""


class NoNumber(Refusal):
    """What is paid back goes to an account."""


@pages.get("/mijn/declaraties")
@allow(Permission.CLAIMS_OWN)
def index() -> ResponseReturnValue:
    """What I claimed."""
    found = claim.of_person(_me().id)
    return render_template(
        "my_claims/index.html",
        claims=found,
        paid=paid_for_claims([one.id for one in found]),
        years=statement.years(_me().id),
    )


@pages.route("/mijn/declaraties/nieuw", methods=["GET", "POST"])
@allow(Permission.CLAIMS_OWN)
def new() -> ResponseReturnValue:
    """Claim what I paid."""
    me, form = _me(), ClaimForm(cost_objects())
    known = _number(me)
    if form.validate_on_submit():
        try:
            _keep_number(me, known, form.iban.data or "")
            claim.submit(
                me,
                form.what.data or "",
                form.day.data,
                form.amount.data,
                _receipt(),
                form.cost_object.data or None,
            )
            flash(gettext("Dank je wel. Een ander kijkt ernaar; je krijgt bericht."))
            return redirect(url_for("my_claims.index"), 303)
        except Refusal as refusal:
            db.session.rollback()
            form.refuse(refusal)
    page = render_template("my_claims/new.html", form=form, known=known)
    return page, 422 if form.sentences else 200


@pages.get("/mijn/declaraties/<int:claim_id>/bon")
@allow(Permission.CLAIMS_OWN)
def receipt(claim_id: int) -> ResponseReturnValue:
    """The receipt of a claim of mine."""
    return shown(claim.find(claim_id, of=_me().id))


@pages.post("/mijn/declaraties/<int:claim_id>/intrekking")
@allow(Permission.CLAIMS_OWN)
def withdraw(claim_id: int) -> ResponseReturnValue:
    """Take a claim of mine back."""
    claim.withdraw(claim.find(claim_id, lock=True, of=_me().id))
    flash(gettext("Je declaratie is ingetrokken."))
    return redirect(url_for("my_claims.index"), 303)


def _me() -> Person:
    person_id = current().person_id
    if person_id is None:
        abort(403)
    return party.find_person(person_id)


def _number(me: Person) -> Payee | None:
    numbers = payee.of(me.id)
    return next((one for one in numbers if one.state == PayeeState.WAITING), next(iter(numbers), None))


def _keep_number(me: Person, known: Payee | None, iban: str) -> None:
    if not iban and known is None:
        raise NoNumber(gettext("Vul in op welke rekening je het terugkrijgt."), "iban")
    if iban and iban not in {one.iban for one in payee.of(me.id)}:
        payee.enter(me, iban, origin=Origin.SELF)


def _receipt() -> str:
    upload = request.files.get("receipt")
    if upload is None or not upload.filename:
        raise NoReceipt(gettext("Maak een foto van de bon."), "receipt")
    return receipt_file.keep(upload.stream.read(receipt_file.LARGEST + 1))
