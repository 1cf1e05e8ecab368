"""The bank: statements read from files, and their lines; they are not matched yet."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock
from coop.menu import MenuItem
from coop.permission import Permission, allow
from coop.web.download import spreadsheet
from invoicing.bank import importing, line_list, statement_list
from invoicing.forms.bank import StatementsForm

pages = Blueprint("bank", __name__)
menu = [MenuItem(lazy_gettext("Bank"), "bank.index", Permission.LEDGER_READ, 64)]

PAGE = 50


@pages.get("/bank")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """The statements, and what is missing between them."""
    before = request.args.get("before", type=int)
    items = statement_list.latest(PAGE + 1, before)
    older = items[PAGE - 1].statement.id if len(items) > PAGE else None
    return render_template(
        "bank/index.html", items=items[:PAGE], older=older, before=before, gaps=statement_list.gaps()
    )


@pages.route("/bank/inlezen", methods=["GET", "POST"])
@allow(Permission.BANK_IMPORT)
def upload() -> ResponseReturnValue:
    """Read files of the bank and show at once how it went; a second time the same files do nothing."""
    form = StatementsForm()
    files = [file for file in request.files.getlist("files") if file.filename]
    if form.is_submitted() and not files:
        form.files.errors = [gettext("Kies een bestand.")]
    elif form.validate_on_submit():
        outcomes = [outcome for file in files for outcome in importing.take_in(file.filename or "", file.stream)]
        return render_template("bank/upload.html", form=StatementsForm(formdata=None), outcomes=outcomes)
    return render_template("bank/upload.html", form=form, outcomes=[]), 422 if form.is_submitted() else 200


@pages.get("/bank/regels")
@allow(Permission.LEDGER_READ)
def lines() -> ResponseReturnValue:
    """Every line, the latest first."""
    before, statement = (request.args.get(name, type=int) for name in ("before", "statement"))
    items = line_list.latest(PAGE + 1, before, _words(), statement)
    older = items[PAGE - 1].id if len(items) > PAGE else None
    return render_template(
        "bank/lines.html", items=items[:PAGE], older=older, before=before, words=_words(), statement=statement
    )


@pages.get("/bank/regels.csv")
@allow(Permission.LEDGER_READ)
def lines_file() -> ResponseReturnValue:
    """The same as a spreadsheet."""
    found = line_list.latest(words=_words(), statement_id=request.args.get("statement", type=int))
    return spreadsheet(line_list.as_report(found), f"bank-{clock.today():%Y-%m-%d}")


def _words() -> str:
    return request.args.get("q", "")[:80].replace("\0", "").strip()
