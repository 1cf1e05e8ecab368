"""Mandates for the treasurer: the list, one of them with what was collected, and inviting a customer."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import address, clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.permission import Permission, allow
from coop.web.download import paper as shown_paper
from invoicing.direct_debit import collection_list, invitation, mandate, message, paper, withdrawing
from invoicing.direct_debit.lapse import lapse_of_each, lapses_on
from invoicing.direct_debit.mandate import ENDED_NAMES, KIND_NAMES, Ended
from invoicing.direct_debit.return_reason import in_words
from members import party

pages = Blueprint("mandates", __name__)

PAGE = 50


@pages.get("/machtigingen")
@allow(Permission.PAYMENTS_BOOK)
def index() -> ResponseReturnValue:
    """Every mandate, the latest first."""
    before = request.args.get("voor", type=int)
    found = mandate.latest(PAGE + 1, before)
    return render_template(
        "mandates/index.html",
        mandates=found[:PAGE],
        older=found[PAGE - 1].id if len(found) > PAGE else None,
        before=before,
        **_words(found),
    )


@pages.get("/machtigingen/<int:mandate_id>")
@allow(Permission.PAYMENTS_BOOK)
def show(mandate_id: int) -> ResponseReturnValue:
    """One mandate and what was collected with it."""
    found = mandate.find(mandate_id)
    return render_template(
        "mandates/show.html",
        mandate=found,
        items=collection_list.items_with(mandate_id),
        in_words=in_words,
        lapses_on=lapses_on(found),
        **_words([found]),
    )


@pages.get("/machtigingen/<int:mandate_id>/pdf")
@allow(Permission.PAYMENTS_BOOK)
def pdf(mandate_id: int) -> ResponseReturnValue:
    """Its paper, to show when somebody says not to have signed."""
    found = mandate.find(mandate_id)
    return shown_paper(paper.printed(found), paper.file_name(found))


@pages.post("/machtigingen/<int:mandate_id>/intrekken")
@allow(Permission.PAYMENTS_BOOK)
def withdraw(mandate_id: int) -> ResponseReturnValue:
    """Withdraw it, for a customer who asked us to."""
    withdrawing.end_mandate(mandate.find(mandate_id, lock=True), Ended.TREASURER)
    flash(gettext("De machtiging is ingetrokken."))
    return redirect(url_for("mandates.show", mandate_id=mandate_id), 303)


@pages.route("/machtigingen/klant/<int:party_id>", methods=["GET", "POST"])
@allow(Permission.PAYMENTS_BOOK)
def customer(party_id: int) -> ResponseReturnValue:
    """The mandates of a customer, and asking for one by mail."""
    found, form = party.find(party_id), EmptyForm()
    link = None
    if form.validate_on_submit():
        try:
            invitation.invite(found)
            flash(gettext("De uitnodiging gaat naar %(to)s.", to=found.email))
            return redirect(url_for("mandates.customer", party_id=party_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
            link = _link(invitation.link_for(found).token)
    theirs = mandate.of_party(party_id)
    page = render_template(
        "mandates/customer.html",
        customer=found,
        form=form,
        link=link,
        mandates=theirs,
        offered=message.is_offered(),
        **_words(theirs),
    )
    return page, 422 if form.sentences else 200


def _link(token: str) -> str:
    known = address.link("signing.by_invitation", token=token)
    return known or url_for("signing.by_invitation", token=token, _external=True)


def _words(mandates: list[mandate.Mandate]) -> dict[str, object]:
    today = clock.today()
    lapsed = {key for key, day in lapse_of_each(mandates).items() if day <= today}
    return {"kinds": KIND_NAMES, "ended": ENDED_NAMES, "lapsed": lapsed, "today": today}
