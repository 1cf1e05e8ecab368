"""The private page of a quotation, for who has its link: look, ask, accept or decline."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import func, select

from coop import audit
from coop.database import db
from coop.errors import Refusal
from coop.permission import for_organisations
from coop.web.download import paper
from invoicing.contract.contract import of_quotation
from invoicing.quotation import answering, document, notices, quotation
from invoicing.quotation.forms import AcceptForm, AskForm, DeclineForm
from invoicing.quotation.quotation import Quotation
from invoicing.quotation.quotation_list import often

pages = Blueprint("offers", __name__)


@pages.get("/offerte/<token>")
@for_organisations
def show(token: str) -> ResponseReturnValue:
    """The offer as it was sent, and how it stands."""
    return _page(quotation.by_token(token))


@pages.get("/offerte/<token>/pdf")
@for_organisations
def pdf(token: str) -> ResponseReturnValue:
    """Its paper."""
    found = quotation.by_token(token)
    return paper(document.printed(found, _here(found)), document.file_name(found))


@pages.post("/offerte/<token>/akkoord")
@for_organisations
def accept(token: str) -> ResponseReturnValue:
    """Yes: a contract is made of it, and both get a confirmation."""
    found, form = quotation.by_token(token, lock=True), AcceptForm()
    if not form.validate_on_submit():
        return _page(found, accepting=form), 422
    try:
        answering.accept(found, form.signer.data or "", form.role.data or "", form.reference.data or "")
    except Refusal as refusal:
        return _refused(token, refusal)
    contract = of_quotation(found.id)
    ours = url_for("contracts.show", contract_id=contract.id if contract else 0, _external=True)
    notices.confirm(found, _here(found), ours)
    flash(gettext("Bedankt! De offerte is geaccepteerd. We sturen een bevestiging."))
    return redirect(url_for("offers.show", token=token), 303)


@pages.post("/offerte/<token>/afwijzing")
@for_organisations
def decline(token: str) -> ResponseReturnValue:
    """No, and why."""
    found, form = quotation.by_token(token, lock=True), DeclineForm()
    if not form.validate_on_submit():
        return _page(found, declining=form), 422
    try:
        answering.decline(found, form.reason.data or "")
    except Refusal as refusal:
        return _refused(token, refusal)
    notices.tell_declined(found, url_for("quotations.show", quotation_id=found.id, _external=True))
    flash(gettext("Jammer, maar bedankt dat je het laat weten."))
    return redirect(url_for("offers.show", token=token), 303)


@pages.post("/offerte/<token>/vraag")
@for_organisations
def ask(token: str) -> ResponseReturnValue:
    """A question first."""
    found, form = quotation.by_token(token, lock=True), AskForm()
    if not form.validate_on_submit():
        return _page(found, asking=form), 422
    try:
        question = answering.ask(found, form.question.data or "", _asked_before(found))
    except Refusal as refusal:
        return _refused(token, refusal)
    notices.tell_question(found, question, url_for("quotations.show", quotation_id=found.id, _external=True))
    flash(gettext("Je vraag is verstuurd. We antwoorden per mail."))
    return redirect(url_for("offers.show", token=token), 303)


def _refused(token: str, refusal: Refusal) -> ResponseReturnValue:
    # What was begun goes, and the page itself says how it stands.
    db.session.rollback()
    flash(refusal.sentence, "warning")
    return redirect(url_for("offers.show", token=token), 303)


def _page(
    found: Quotation,
    accepting: AcceptForm | None = None,
    declining: DeclineForm | None = None,
    asking: AskForm | None = None,
) -> str:
    is_open = answering.is_open(found)
    return render_template(
        "offers/show.html",
        quotation=found,
        facts=found.snapshot,
        often=often(found),
        open=is_open,
        closed=None if is_open else answering.why_closed(found),
        contract=of_quotation(found.id),
        accepting=accepting or AcceptForm(formdata=None, reference=found.reference),
        declining=declining or DeclineForm(formdata=None),
        asking=asking or AskForm(formdata=None),
    )


def _here(found: Quotation) -> str:
    return url_for("offers.show", token=found.token, _external=True)


def _asked_before(found: Quotation) -> int:
    asked = (audit.AuditLine.subject == found.source, audit.AuditLine.what == answering.QUESTION)
    return db.session.scalar(select(func.count()).where(*asked)) or 0
