"""The bank: statements read from files, their lines, our accounts, and whether bank and books agree."""

import io

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from coop.database import db
from coop.errors import Refusal
from coop.ledger.account import Account
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from invoicing.bank import account as bank_accounts
from invoicing.bank import importing, line_list, statement_list
from invoicing.forms.bank import AccountForm, StatementsForm
from invoicing.matching import agreeing, running, statement_reading, waiting

pages = Blueprint("bank", __name__)
menu = [
    MenuItem(
        lazy_gettext("Bank"),
        "bank.index",
        Permission.LEDGER_READ,
        10,
        rooms=("matching", "taught"),
        group=Group.BANK,
        key="k",
    )
]

PAGE = 50


@pages.get("/bank")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """The statements, and what is missing between them."""
    before, accounts = request.args.get("before", type=int), bank_accounts.accounts()
    items = statement_list.latest(PAGE + 1, before)
    older = items[PAGE - 1].statement.id if len(items) > PAGE else None
    return render_template(
        "bank/index.html",
        items=items[:PAGE],
        older=older,
        before=before,
        gaps=statement_list.gaps(),
        agreements=list(agreeing.agreements(accounts)),
        homeless=[one for one in accounts if one.ledger_account is None],
        left=waiting.left(),
    )


@pages.route("/bank/inlezen", methods=["GET", "POST"])
@allow(Permission.BANK_IMPORT)
def upload() -> ResponseReturnValue:
    """Read files of the bank and show how it went, large ones in the background; the same twice do nothing."""
    form = StatementsForm()
    files = [file for file in request.files.getlist("files") if file.filename]
    if form.is_submitted() and not files:
        form.files.errors = [gettext("Kies een bestand.")]
    elif form.validate_on_submit():
        given = [(file.filename or "", file.stream.read()) for file in files]
        if sum(len(content) for _, content in given) > statement_reading.SMALL:
            reading = statement_reading.begin(given)
            return redirect(url_for("bank.reading", reading_id=reading.id), 303)
        outcomes = [outcome for name, content in given for outcome in importing.take_in(name, io.BytesIO(content))]
        return render_template(
            "bank/upload.html", form=StatementsForm(formdata=None), outcomes=outcomes, ran=running.run()
        )
    return render_template(
        "bank/upload.html", form=form, outcomes=[], ran=None
    ), 422 if form.is_submitted() else 200


@pages.get("/bank/inlezen/<int:reading_id>")
@allow(Permission.BANK_IMPORT)
def reading(reading_id: int) -> ResponseReturnValue:
    """How far the reading of large files is, and how it went."""
    return render_template("bank/reading.html", reading=statement_reading.find(reading_id))


@pages.get("/bank/inlezen/<int:reading_id>/voortgang")
@allow(Permission.BANK_IMPORT)
def reading_progress(reading_id: int) -> ResponseReturnValue:
    """The piece of the page that tells it."""
    return render_template("bank/_reading.html", reading=statement_reading.find(reading_id))


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


@pages.route("/bank/rekeningen/<int:account_id>", methods=["GET", "POST"])
@allow(Permission.BANK_IMPORT)
def account(account_id: int) -> ResponseReturnValue:
    """Which account of the ledger a bank account is; its lines are matched from then on."""
    found = bank_accounts.find(account_id)
    places = select(Account.number, Account.name).where(Account.active, Account.rgs.like("BLimBan%"))
    choices = [
        (number, f"{number} {name}") for number, name in db.session.execute(places.order_by(Account.number))
    ]
    form = AccountForm(choices, obj=found)
    if form.validate_on_submit():
        try:
            bank_accounts.place(found, form.ledger_account.data, form.name.data or "")
            running.run()
            return redirect(url_for("bank.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("bank/account.html", account=found, form=form), 422 if form.sentences else 200


def _words() -> str:
    return request.args.get("q", "")[:80].replace("\0", "").strip()
