"""Signing a mandate without an account, from an invoice or an invitation; and the mandate's own private page."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock, wijk
from coop.errors import NotFound, Refusal
from coop.forms import EmptyForm
from coop.permission import public
from coop.rules import direct_debit
from coop.web.download import paper as shown_paper
from invoicing.direct_debit import invitation, mandate, message, paper, signing, withdrawing
from invoicing.direct_debit.forms import SignForm
from invoicing.direct_debit.lapse import lapses_on
from invoicing.direct_debit.mandate import ENDED_NAMES, Ended, Kind
from invoicing.direct_debit.signing import Signed
from invoicing.online.link import by_token as invoice_by_token
from members.party import Party

pages = Blueprint("signing", __name__)


@pages.route("/betalen/<token>/machtiging", methods=["GET", "POST"])
@public
def by_invoice(token: str) -> ResponseReturnValue:
    """Sign for this invoice only, or for it and those that follow."""
    invoice = invoice_by_token(token)
    return _sign(invoice.party, invoice.number, url_for("pay.show", token=token))


@pages.route("/machtigen/<token>", methods=["GET", "POST"])
@public
def by_invitation(token: str) -> ResponseReturnValue:
    """Sign for every invoice."""
    return _sign(invitation.by_token(token), None, None)


@pages.get("/machtiging/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """A mandate for who gave it: what was signed, and how to withdraw it."""
    found = mandate.by_token(token)
    ended = ENDED_NAMES[Ended(found.ended_why)] if found.ended_why else None
    return render_template("signing/show.html", mandate=found, ended=ended, lapses=lapses_on(found))


@pages.get("/machtiging/<token>/pdf")
@public
def pdf(token: str) -> ResponseReturnValue:
    """Its paper."""
    found = mandate.by_token(token)
    return shown_paper(paper.printed(found), paper.file_name(found))


@pages.post("/machtiging/<token>/intrekken")
@public
def withdraw(token: str) -> ResponseReturnValue:
    """Withdraw it from today on."""
    found = mandate.by_token(token, lock=True)
    if EmptyForm().validate_on_submit():
        withdrawing.end_mandate(found, Ended.CUSTOMER)
        flash(gettext("Je machtiging is ingetrokken. We schrijven er niets meer mee af."))
    return redirect(url_for("signing.show", token=token), 303)


def _sign(party: Party, invoice_number: str | None, back: str | None) -> ResponseReturnValue:
    if not message.is_offered():
        raise NotFound(gettext("Automatisch betalen kan hier niet."))
    form = SignForm()
    if invoice_number is None:
        del form.kind
    if form.validate_on_submit():
        once = invoice_number is not None and form.kind.data == Kind.ONE_OFF
        facts = Signed(
            form.holder.data, form.iban.data or "", form.signature.data, invoice_number if once else None
        )
        try:
            made = signing.sign(party, facts)
            flash(gettext("Bedankt, je machtiging is er."))
            return redirect(url_for("signing.show", token=made.token), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template(
        "signing/sign.html",
        form=form,
        house=wijk.current(),
        invoice_number=invoice_number,
        back=back,
        stands=signing.is_standing(party.id),
        weeks=direct_debit.terms(clock.today()).refund_weeks,
    )
    return page, 422 if form.sentences else 200
