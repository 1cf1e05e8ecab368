"""Account numbers on the screen: entered for a party, and looked at by a second person when they changed."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import actor_names
from coop.errors import Refusal
from coop.permission import Permission, allow
from invoicing import purchase
from invoicing.paying_out import dispute, payee
from invoicing.paying_out.forms import PayeeForm, ReasonForm
from invoicing.paying_out.payee import Origin, PayeeState
from members import party

pages = Blueprint("payees", __name__)

ORIGINS = {
    Origin.HAND: lazy_gettext("ingevoerd"),
    Origin.INVOICE: lazy_gettext("gelezen uit een e-factuur"),
    Origin.SELF: lazy_gettext("zelf opgegeven"),
}


@pages.route("/uitbetalen/rekening/<int:party_id>", methods=["GET", "POST"])
@allow(Permission.PURCHASES_APPROVE)
def show(party_id: int) -> ResponseReturnValue:
    """The account numbers of a party, and entering another."""
    found, form = party.find(party_id), PayeeForm()
    if form.validate_on_submit():
        try:
            made = payee.enter(found, form.iban.data or "", form.holder.data or "")
            flash(
                gettext("Bewaard. Een ander moet er eerst naar kijken.")
                if made.state == PayeeState.WAITING
                else gettext("Bewaard.")
            )
            return redirect(url_for("payees.show", party_id=party_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    numbers = payee.history(party_id)
    actors = [actor for one in numbers for actor in (one.entered_by, one.looked_by) if actor]
    page = render_template(
        "payees/show.html",
        party=found,
        numbers=numbers,
        form=form,
        origins=ORIGINS,
        shared=payee.shared(party_id),
        names={actor: actor for actor in actors} | actor_names.names(actors),
    )
    return page, 422 if form.sentences else 200


@pages.post("/uitbetalen/rekeningen/<int:payee_id>/goed")
@allow(Permission.PURCHASES_APPROVE)
def confirm(payee_id: int) -> ResponseReturnValue:
    """It is right."""
    return _looked(payee_id, right=True)


@pages.post("/uitbetalen/rekeningen/<int:payee_id>/fout")
@allow(Permission.PURCHASES_APPROVE)
def refuse(payee_id: int) -> ResponseReturnValue:
    """It is wrong."""
    return _looked(payee_id, right=False)


@pages.route("/uitbetalen/inkoop/<int:purchase_id>/betwist", methods=["GET", "POST"])
@allow(Permission.PURCHASES_BOOK)
def dispute_it(purchase_id: int) -> ResponseReturnValue:
    """Do not pay a purchase for now."""
    found = purchase.find(purchase_id)
    there = dispute.of(found.id)
    form = ReasonForm(reason=there.reason if there else "")
    if form.validate_on_submit():
        dispute.dispute(found, form.reason.data or "")
        flash(gettext("Deze factuur wordt niet betaald tot je zegt dat het is opgelost."))
        return redirect(url_for("purchases.show", purchase_id=found.id), 303)
    page = render_template("payees/dispute.html", purchase=found, form=form, there=there)
    return page, 422 if form.sentences else 200


@pages.post("/uitbetalen/inkoop/<int:purchase_id>/opgelost")
@allow(Permission.PURCHASES_BOOK)
def settle(purchase_id: int) -> ResponseReturnValue:
    """It is settled."""
    dispute.settle(purchase_id)
    flash(gettext("Opgelost: deze factuur kan betaald worden."))
    return redirect(url_for("purchases.show", purchase_id=purchase_id), 303)


def _looked(payee_id: int, *, right: bool) -> ResponseReturnValue:
    found = payee.find(payee_id, lock=True)
    try:
        (payee.confirm if right else payee.refuse)(found)
        flash(
            gettext("Dit rekeningnummer klopt: er wordt voortaan naar betaald.")
            if right
            else gettext("Dit rekeningnummer klopt niet: er wordt niet naar betaald.")
        )
    except payee.OwnEntry as refusal:
        flash(refusal.sentence, "error")
    return redirect(url_for("payees.show", party_id=found.party_id), 303)
