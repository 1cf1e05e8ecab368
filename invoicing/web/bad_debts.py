"""Bad debt: the claims that stay unpaid, each decided on by itself, and what came of it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.permission import Permission, allow
from invoicing import bad_debt
from invoicing.bad_debt_list import candidate, candidates
from invoicing.forms.bad_debts import WriteOffForm
from invoicing.invoice import by_number

pages = Blueprint("bad_debts", __name__)


@pages.get("/btw/oninbaar")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """The claims to decide on, and those that were."""
    today = clock.today()
    found = candidates(today)
    return render_template(
        "bad_debts/index.html",
        certain=[claim for claim in found if claim.is_certain(today)],
        overdue=[claim for claim in found if not claim.is_certain(today)],
        debts=[(debt, bad_debt.lost(debt)) for debt in bad_debt.debts()],
        today=today,
    )


@pages.route("/btw/oninbaar/<number>", methods=["GET", "POST"])
@allow(Permission.VAT_FILE)
def write_off(number: str) -> ResponseReturnValue:
    """Take one claim for lost."""
    invoice, form, today = by_number(number), WriteOffForm(), clock.today()
    if form.validate_on_submit():
        try:
            bad_debt.write_off(invoice.number, form.reason.data)
            flash(gettext("Geboekt. De btw telt mee in de aangifte van nu."))
            return redirect(url_for("bad_debts.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    claim = candidate(invoice.original_number or invoice.number, today)
    page = render_template("bad_debts/write_off.html", claim=claim, form=form, today=today)
    return page, 422 if form.sentences else 200


@pages.post("/btw/oninbaar/<number>/terug")
@allow(Permission.VAT_FILE)
def take_back(number: str) -> ResponseReturnValue:
    """Take it for a claim again."""
    if EmptyForm().validate_on_submit():
        bad_debt.take_back(by_number(number).number)
        flash(gettext("Teruggedraaid. De btw is weer verschuldigd."))
    return redirect(url_for("bad_debts.index"), 303)
