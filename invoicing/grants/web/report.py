"""Accounting for a grant: the figures, the files, handing the report in, and what the giver established."""

import io
import zipfile

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock, files
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.permission import Permission, allow
from coop.web.download import XLSX, as_file, paper, table
from invoicing.forms.invoices import MovedForm
from invoicing.grants import charge, grant, repaying, settling, terms
from invoicing.grants.forms import SettleForm
from invoicing.grants.justification import (
    Justification,
    as_report,
    engagements,
    justification,
    printed,
    workbook,
)
from invoicing.grants.standing import last_day
from invoicing.paying_out.by_order import must_be_by_hand

pages = Blueprint("grant_report", __name__)


@pages.get("/subsidies/<int:grant_id>/verantwoording")
@allow(Permission.LEDGER_READ)
def show(grant_id: int) -> ResponseReturnValue:
    """The figures of the report, and what can be done with them."""
    return _page(grant.find(grant_id), None)


@pages.get("/subsidies/<int:grant_id>/verantwoording.<any(pdf, xlsx, csv, json):kind>")
@allow(Permission.LEDGER_READ)
def download(grant_id: int, kind: str) -> ResponseReturnValue:
    """The report on paper, as a workbook with its evidence, or its figures as rows."""
    grant.find(grant_id)
    made, name = justification(grant_id), f"verantwoording-{grant_id}"
    if kind == "pdf":
        return paper(printed(made), name)
    if kind == "xlsx":
        return as_file(workbook(made), XLSX, f"{name}.xlsx")
    return table(as_report(made), name, kind)


@pages.get("/subsidies/<int:grant_id>/bijlagen.zip")
@allow(Permission.LEDGER_READ)
def attachments(grant_id: int) -> ResponseReturnValue:
    """The invoices of organisations that the report rests on, each by the number of its booking."""
    grant.find(grant_id)
    return as_file(_zipped(justification(grant_id)), "application/zip", f"bijlagen-{grant_id}.zip")


@pages.post("/subsidies/<int:grant_id>/verantwoording/ingeleverd")
@allow(Permission.PURCHASES_BOOK)
def hand_in(grant_id: int) -> ResponseReturnValue:
    """Say that the report went to the giver, or that it did not after all."""
    EmptyForm()
    grant.find(grant_id)
    there = terms.terms_of(grant_id).reported_on
    terms.reported(grant_id, None if there else clock.today())
    return redirect(url_for("grant_report.show", grant_id=grant_id), 303)


@pages.post("/subsidies/<int:grant_id>/vaststelling")
@allow(Permission.PURCHASES_BOOK)
def settle(grant_id: int) -> ResponseReturnValue:
    """Enter what the giver established, and book it."""
    charge.hold()
    found, form = grant.find(grant_id), SettleForm()
    if form.validate_on_submit():
        try:
            settling.settle(found, form.established.data, form.day.data, form.reference.data or "")
            flash(gettext("De subsidie is vastgesteld."))
            return redirect(url_for("grant_report.show", grant_id=grant_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, form), 422


@pages.post("/subsidies/<int:grant_id>/vaststelling/terug")
@allow(Permission.PURCHASES_BOOK)
def undo(grant_id: int) -> ResponseReturnValue:
    """Undo the settlement."""
    EmptyForm()
    charge.hold()
    settling.undo(grant.find(grant_id), clock.today())
    flash(gettext("De vaststelling is teruggedraaid."))
    return redirect(url_for("grant_report.show", grant_id=grant_id), 303)


@pages.post("/subsidies/<int:grant_id>/terugbetaling")
@allow(Permission.PURCHASES_BOOK)
def repay(grant_id: int) -> ResponseReturnValue:
    """Book what went back by hand; with a payment order it books itself."""
    found, form = grant.find(grant_id, lock=True), MovedForm()
    if form.validate_on_submit():
        try:
            repaying.repay(found, form.day.data, form.amount.data, form.way.data, seen=form.seen.data)
            flash(gettext("De terugbetaling is geboekt."))
            return redirect(url_for("grant_report.show", grant_id=grant_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, None, form), 422


@pages.post("/subsidies/<int:grant_id>/terugbetaling/<int:repayment_id>/terug")
@allow(Permission.PURCHASES_BOOK)
def undo_repayment(grant_id: int, repayment_id: int) -> ResponseReturnValue:
    """It did not go back after all."""
    EmptyForm()
    made = repaying.find(grant.find(grant_id, lock=True), repayment_id)
    must_be_by_hand(made.way)
    repaying.undo_repayment(made, clock.today())
    flash(gettext("De terugbetaling is teruggedraaid."))
    return redirect(url_for("grant_report.show", grant_id=grant_id), 303)


def _page(found: grant.Grant, form: SettleForm | None, repayment: MovedForm | None = None) -> str:
    made, settled = justification(found.id), found.settlement
    owed = settled.owed if settled else None
    proposed = {"established": made.standing.figures.accounted, "day": clock.today()}
    return render_template(
        "grant_report/show.html",
        grant=found,
        standing=made.standing,
        until=last_day(found),
        today=clock.today(),
        made=made,
        hours=list(zip(engagements(made.standing), made.standing.hours, strict=True)),
        attached=any(row.sha256 for row in made.evidence),
        form=form or SettleForm(formdata=None, **proposed),
        repayment=repayment or MovedForm(formdata=None, day=clock.today(), amount=owed),
        repaid=repaying.standing(settled) if settled else [],
    )


def _zipped(made: Justification) -> bytes:
    whole = io.BytesIO()
    moment = (*clock.today().timetuple()[:3], 0, 0, 0)
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as bundle:
        for row in made.evidence:
            kept = files.get(row.sha256) if row.sha256 else None
            if kept is not None:
                name = "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in row.attachment)
                bundle.writestr(zipfile.ZipInfo(f"{row.number}-{row.entry_id}-{name}", moment), kept.content)
    return whole.getvalue()
