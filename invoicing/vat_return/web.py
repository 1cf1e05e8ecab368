"""The pages of the VAT return: the list of periods, one return with the lines behind each box, and filing it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import actor_names, clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.ledger.balance import balance
from coop.ledger.chart import VAT_RETURN
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from coop.rules import confirmation
from coop.rules.vat_return import DUE, OWN_FAVOUR, SUPPLEMENT
from coop.web.download import paper, table
from invoicing.kor_outlook import outlook
from invoicing.vat_period import by_code
from invoicing.vat_return import document, filing
from invoicing.vat_return.filed import must_find
from invoicing.vat_return.forms import FilingForm
from invoicing.vat_return.late import mistakes
from invoicing.vat_return.lines import known, lines_of
from invoicing.vat_return.period_state import standings, supplements
from invoicing.vat_return.view import as_report, view

pages = Blueprint("vat_return", __name__)
menu = [
    MenuItem(
        lazy_gettext("Btw"),
        "vat_return.index",
        Permission.LEDGER_READ,
        20,
        rooms=("bad_debts", "kor", "vat_settings"),
        group=Group.BOOKS,
    )
]


@pages.get("/btw")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """The periods with how far each is, and what stands with the tax office."""
    today = clock.today()
    return render_template(
        "vat_return/index.html",
        standings=standings(),
        supplements=supplements(),
        outlook=outlook(today),
        owed=-balance(VAT_RETURN),
        today=today,
        due_confirmed=confirmation.is_confirmed(DUE),
    )


@pages.get("/btw/<code>")
@allow(Permission.LEDGER_READ)
def show(code: str) -> ResponseReturnValue:
    """One return."""
    return _page(code, FilingForm(formdata=None))


@pages.get("/btw/<code>/rubriek/<box>")
@allow(Permission.LEDGER_READ)
def lines(code: str, box: str) -> ResponseReturnValue:
    """The lines behind one box."""
    if not known(box):
        abort(404)
    shown = view(code)
    found = next((one for one in shown.declared.boxes if one.code == box), None)
    beside = next(((name, amount) for key, name, amount in shown.beside if key == box), None)
    return render_template(
        "vat_return/lines.html",
        shown=shown,
        box=found,
        beside=beside,
        key=box,
        lines=lines_of(code, box, request.args.get("before")),
    )


@pages.get("/btw/<code>.<any(pdf, csv, json):kind>")
@allow(Permission.LEDGER_READ)
def download(code: str, kind: str) -> ResponseReturnValue:
    """A return as a file."""
    shown = view(code)
    name = f"btw-{shown.code}"
    return paper(document.printed(shown), name) if kind == "pdf" else table(as_report(shown), name, kind)


@pages.post("/btw/<code>/aangifte")
@allow(Permission.VAT_FILE)
def file(code: str) -> ResponseReturnValue:
    """Fix a return; its period closes for VAT."""
    form = FilingForm()
    if form.validate_on_submit():
        try:
            filing.file(code, take_late=form.take_late.data)
            flash(gettext("De aangifte ligt vast. Neem haar nu over in Mijn Belastingdienst."))
            return redirect(url_for("vat_return.show", code=code), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(code, form), 422


@pages.post("/btw/<code>/overgenomen")
@allow(Permission.VAT_FILE)
def copied(code: str) -> ResponseReturnValue:
    """Note that somebody copied it into the tax office's own form."""
    if EmptyForm().validate_on_submit():
        must_find(code).copied()
    return redirect(url_for("vat_return.show", code=code), 303)


@pages.post("/btw/<code>/suppletie")
@allow(Permission.VAT_FILE)
def supplement(code: str) -> ResponseReturnValue:
    """Declare what came late for an earlier return by a supplement."""
    form = FilingForm(formdata=None)
    if EmptyForm().validate_on_submit():
        chosen = [int(id_) for id_ in request.form.getlist("transaction") if id_.isdecimal()]
        try:
            made = filing.supplement(request.form.get("regards", ""), chosen, by_code(code))
            flash(gettext("De suppletie ligt vast. Neem haar nu over in Mijn Belastingdienst."))
            return redirect(url_for("vat_return.show", code=made.code), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(code, form), 422


def _page(code: str, form: FilingForm) -> str:
    shown = view(code)
    actors = [shown.filed.filed_by, shown.filed.copied_by or ""] if shown.filed else []
    confirmed = confirmation.confirmations()
    return render_template(
        "vat_return/show.html",
        shown=shown,
        form=form,
        mistakes=mistakes(shown.late),
        names=actor_names.names(actors),
        due_confirmed=DUE in confirmed,
        late_confirmed=SUPPLEMENT in confirmed,
        own_favour=OWN_FAVOUR in confirmed,
    )
