"""To invoice: one preview, one confirmation, and how far the printing is."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from coop import clock
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from invoicing import billing_run, kor_outlook
from invoicing.doubt_group import grouped
from invoicing.forms.billing import ConfirmForm, PreviewFilter
from invoicing.preview import preview as preview_of

pages = Blueprint("billing", __name__)
menu = [
    MenuItem(
        lazy_gettext("Te factureren"), "billing.preview", Permission.BILLING_RUN, 10, group=Group.INCOMING, key="t"
    )
]

DAY = timedelta(days=1)


@pages.get("/factureren")
@allow(Permission.BILLING_RUN)
def preview() -> ResponseReturnValue:
    """Everything that can be invoiced up to a day, with every doubt in words."""
    asked = PreviewFilter(request.args)
    if not (request.args.get("until") and asked.validate()):
        asked.until.data = clock.today()
    return _page(asked, ConfirmForm(until=asked.until.data, mails=True))


@pages.post("/factureren")
@allow(Permission.BILLING_RUN)
def confirm() -> ResponseReturnValue:
    """Issue what was seen and chosen."""
    form, asked = ConfirmForm(), PreviewFilter(request.args)
    if not form.validate_on_submit():
        asked.until.data = clock.today()
        return _page(asked, form), 422
    seen = dict(chosen.rsplit("|", 1) for chosen in request.form.getlist("bill") if "|" in chosen)
    try:
        run = billing_run.confirm(form.until.data + DAY, seen, mails=form.mails.data)
    except billing_run.NothingToInvoice as refusal:
        form.refuse(refusal)
        asked.until.data = form.until.data
        return _page(asked, form), 422
    return redirect(url_for("billing.run", run_id=run.id), 303)


@pages.get("/factureren/ronde/<int:run_id>")
@allow(Permission.BILLING_RUN)
def run(run_id: int) -> ResponseReturnValue:
    """A run: what it made, and how far its printing is."""
    found = billing_run.by_id(run_id)
    return render_template("billing/run.html", run=found, passed=billing_run.passed_kor(found))


@pages.get("/factureren/ronde/<int:run_id>/voortgang")
@allow(Permission.BILLING_RUN)
def progress(run_id: int) -> ResponseReturnValue:
    """The piece of the page that tells how far the printing is."""
    return render_template("billing/_progress.html", run=billing_run.by_id(run_id))


def _page(asked: PreviewFilter, form: ConfirmForm) -> str:
    preview = preview_of(asked.until.data + DAY, asked.search.data or "", doubts_only=asked.doubts.data)
    again = {"until": asked.until.data.isoformat(), "search": asked.search.data or None}
    return render_template(
        "billing/preview.html",
        asked=asked,
        form=form,
        preview=preview,
        again={**again, "doubts": "y" if asked.doubts.data else None},
        grouped=grouped,
        ticked=request.args.get("pick") != "none",
        outlook=kor_outlook.outlook(clock.today()) if preview.foreseen.under_scheme else None,
        runs=billing_run.runs(5),
    )
