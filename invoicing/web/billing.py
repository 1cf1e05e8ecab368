"""To invoice: one preview, one confirmation, and how far the printing is."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from coop import clock
from coop.menu import MenuItem
from coop.permission import Permission, allow
from invoicing import billing_run
from invoicing.billing import common_doubts, to_invoice
from invoicing.forms.billing import ConfirmForm, UntilForm

pages = Blueprint("billing", __name__)
menu = [MenuItem(lazy_gettext("Te factureren"), "billing.preview", Permission.BILLING_RUN, 60)]

DAY = timedelta(days=1)


@pages.get("/factureren")
@allow(Permission.BILLING_RUN)
def preview() -> ResponseReturnValue:
    """Everything that can be invoiced up to a day, with every doubt in words."""
    until = UntilForm(request.args)
    if not (request.args.get("until") and until.validate()):
        until.until.data = clock.today()
    return _page(until, ConfirmForm(until=until.until.data, mails=True))


@pages.post("/factureren")
@allow(Permission.BILLING_RUN)
def confirm() -> ResponseReturnValue:
    """Issue what was seen and chosen."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _page(UntilForm(until=clock.today()), form), 422
    seen = dict(chosen.rsplit("|", 1) for chosen in request.form.getlist("bill") if "|" in chosen)
    try:
        run = billing_run.confirm(form.until.data + DAY, seen, mails=form.mails.data)
    except billing_run.NothingToInvoice as refusal:
        form.refuse(refusal)
        return _page(UntilForm(until=form.until.data), form), 422
    return redirect(url_for("billing.run", run_id=run.id), 303)


@pages.get("/factureren/ronde/<int:run_id>")
@allow(Permission.BILLING_RUN)
def run(run_id: int) -> ResponseReturnValue:
    """A run: what it made, and how far its printing is."""
    return render_template("billing/run.html", run=billing_run.by_id(run_id))


@pages.get("/factureren/ronde/<int:run_id>/voortgang")
@allow(Permission.BILLING_RUN)
def progress(run_id: int) -> ResponseReturnValue:
    """The piece of the page that tells how far the printing is."""
    return render_template("billing/_progress.html", run=billing_run.by_id(run_id))


def _page(until: UntilForm, form: ConfirmForm) -> str:
    bills = to_invoice(until.until.data + DAY)
    ready = [bill for bill in bills if bill.can_be_issued]
    return render_template(
        "billing/preview.html",
        until=until,
        form=form,
        ready=ready,
        waiting=[bill for bill in bills if not bill.can_be_issued],
        doubts=common_doubts(bills),
        total=sum(bill.totals.payable.cents for bill in ready),
        runs=billing_run.runs(5),
    )
