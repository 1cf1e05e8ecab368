"""A budget from a file on the screen, and the file to fill in."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from coop.errors import NotFound, Refusal
from coop.permission import Permission, allow
from coop.spreadsheet import BadRows
from coop.web import download
from invoicing.book_year import a_year
from invoicing.budget import table
from invoicing.budget import version as versions
from invoicing.budget.forms import FileForm
from invoicing.budget.importing import bring_in, to_fill_in
from invoicing.budget.sheet import sheet

pages = Blueprint("budget_import", __name__)


@pages.route("/begroting/<int:year>/inlezen", methods=["GET", "POST"])
@allow(Permission.BUDGET_EDIT)
def show(year: int) -> ResponseReturnValue:
    """Choose a file; all of it goes in, or nothing with a sentence for each fault."""
    found = versions.versions(a_year(year))
    if found and not found[-1].is_draft:
        raise NotFound(gettext("Er is geen begroting die je kunt aanpassen."))
    form = FileForm(seen=found[-1].changes if found else 0)
    faults: list[tuple[int, str]] = []
    if form.validate_on_submit():
        try:
            count = bring_in(year, *_upload(form), form.known, by_season=form.how.data == "history")
        except BadRows as bad:
            faults = bad.faults
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(ngettext("Er is %(num)d regel ingelezen.", "Er zijn %(num)d regels ingelezen.", count))
            return redirect(url_for("budget.show", year=year), 303)
    page = render_template("budget/import.html", year=year, form=form, faults=faults, headings=table.HEADINGS)
    return page, 422 if form.sentences or faults else 200


@pages.get("/begroting/<int:year>/invulblad.xlsx")
@allow(Permission.BUDGET_EDIT)
def to_fill(year: int) -> ResponseReturnValue:
    """The file to fill in: what is budgeted, else the lines of last year without amounts."""
    latest = versions.versions(a_year(year))[-1:]
    rows = to_fill_in(year, sheet(latest[0]).rows if latest else ())
    return download.rows(table.as_report(rows, year), f"begroting-{year}", "xlsx")


def _upload(form: FileForm) -> tuple[bytes, str]:
    upload: Any = form.file.data
    if not upload or not upload.filename:
        raise Refusal(gettext("Kies een bestand."), "file")
    return upload.read(), upload.filename
