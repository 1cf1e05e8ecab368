"""The desk of quotations: the list, making one, and what becomes of it.

Who may set prices makes and sends them (SERVICES_EDIT: the coordinator, who takes orders, and the treasurer, who
keeps the prices); who may see orders sees them.
"""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from coop.web.download import paper
from invoicing.quotation import document, drafting, quotation, quotation_list, sending
from invoicing.quotation.forms import FactsForm, facts_of
from invoicing.quotation.quotation_list import STATE_NAMES
from invoicing.quotation.web import sheet
from members.party import Organisation
from members.party import find as find_party
from orders.service import Service

pages = Blueprint("quotations", __name__)
menu = [
    MenuItem(
        lazy_gettext("Offertes"),
        "quotations.index",
        Permission.ORDERS_READ,
        24,
        rooms=("quotation_lines", "contracts"),
        group=Group.WORK,
    )
]

PAGE = 50


@pages.get("/offertes")
@allow(Permission.ORDERS_READ)
def index() -> ResponseReturnValue:
    """The quotations, newest first, by state and by words."""
    below = request.args.get("below", type=int)
    state, words = request.args.get("state", ""), request.args.get("q", "").strip()[:80]
    rows = quotation_list.found(words=words, state=state, below=below, limit=PAGE + 1)
    return render_template(
        "quotations/index.html",
        rows=rows[:PAGE],
        older=rows[PAGE - 1].id if len(rows) > PAGE else None,
        below=below,
        state=state,
        words=words,
        states={one.value: str(name) for one, name in STATE_NAMES.items()},
    )


@pages.route("/offertes/nieuw", methods=["GET", "POST"])
@allow(Permission.SERVICES_EDIT)
def new() -> ResponseReturnValue:
    """Begin one: for whom, what and when; the work and the price of the service come along."""
    today = clock.today()
    form = _facts_form(
        begin=today, until=today.replace(month=12, day=31), people=1, valid_until=today + drafting.VALID
    )
    if form.validate_on_submit():
        try:
            made = drafting.begin(_customer(form), _service(form), form.facts)
            return redirect(url_for("quotations.show", quotation_id=made.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("quotations/edit.html", form=form, quotation=None), 422 if form.sentences else 200


@pages.get("/offertes/<int:quotation_id>")
@allow(Permission.ORDERS_READ)
def show(quotation_id: int) -> ResponseReturnValue:
    """One quotation: how we came to the price, and what the customer answered."""
    return sheet.page(quotation.find(quotation_id))


@pages.get("/offertes/<int:quotation_id>/pdf")
@allow(Permission.ORDERS_READ)
def pdf(quotation_id: int) -> ResponseReturnValue:
    """Its paper; of a draft as it would be sent now."""
    found = quotation.find(quotation_id)
    return paper(document.printed(found), document.file_name(found))


@pages.route("/offertes/<int:quotation_id>/gegevens", methods=["GET", "POST"])
@allow(Permission.SERVICES_EDIT)
def edit(quotation_id: int) -> ResponseReturnValue:
    """Change what a draft is for."""
    found = quotation.find(quotation_id, lock=request.method == "POST")
    found.must_be_draft()
    form = _facts_form(**facts_of(found))
    if form.validate_on_submit():
        try:
            facts = {**form.facts, "party_id": _customer(form).id, "service_id": _service(form).id}
            drafting.change(found, facts)
            return redirect(url_for("quotations.show", quotation_id=found.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("quotations/edit.html", form=form, quotation=found), 422 if form.sentences else 200


@pages.post("/offertes/<int:quotation_id>/verzending")
@allow(Permission.SERVICES_EDIT)
def send(quotation_id: int) -> ResponseReturnValue:
    """Send it to the customer, with its paper and its private link."""
    found = quotation.find(quotation_id, lock=True)
    link = url_for("offers.show", token=found.token, _external=True)
    sent = _carried_out(found.id, lambda: sending.send(found, link))
    if sent is None:
        flash(gettext("De offerte is verstuurd aan %(name)s.", name=found.party.name))
    return sent or redirect(url_for("quotations.show", quotation_id=found.id), 303)


@pages.post("/offertes/<int:quotation_id>/intrekking")
@allow(Permission.SERVICES_EDIT)
def withdraw(quotation_id: int) -> ResponseReturnValue:
    """Take it back."""
    found = quotation.find(quotation_id, lock=True)
    back = _carried_out(found.id, lambda: sending.withdraw(found))
    return back or redirect(url_for("quotations.show", quotation_id=found.id), 303)


@pages.post("/offertes/<int:quotation_id>/versie")
@allow(Permission.SERVICES_EDIT)
def revise(quotation_id: int) -> ResponseReturnValue:
    """A new version under the same number."""
    return _another(quotation_id, drafting.revise)


@pages.post("/offertes/<int:quotation_id>/kopie")
@allow(Permission.SERVICES_EDIT)
def copy(quotation_id: int) -> ResponseReturnValue:
    """A quotation of its own with the same lines."""
    return _another(quotation_id, drafting.copy)


@pages.post("/offertes/<int:quotation_id>/weg")
@allow(Permission.SERVICES_EDIT)
def drop(quotation_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    found = quotation.find(quotation_id, lock=True)
    kept = _carried_out(found.id, lambda: drafting.drop(found))
    if kept is None:
        flash(gettext("Het concept is weg."))
    return kept or redirect(url_for("quotations.index"), 303)


def _another(quotation_id: int, verb: Any) -> ResponseReturnValue:
    EmptyForm()
    found = quotation.find(quotation_id, lock=True)
    try:
        made = verb(found)
    except Refusal as refusal:
        flash(refusal.sentence, "error")
        made = found
    return redirect(url_for("quotations.show", quotation_id=made.id), 303)


def _carried_out(quotation_id: int, verb: Any) -> Any:
    """Do it, or say why not; None when it was done."""
    try:
        verb()
    except Refusal as refusal:
        db.session.rollback()
        flash(refusal.sentence, "error")
        return redirect(url_for("quotations.show", quotation_id=quotation_id), 303)
    return None


def _facts_form(**facts: Any) -> FactsForm:
    customers = db.session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.name))
    services = db.session.execute(
        select(Service.id, Service.name).where(Service.active).order_by(Service.audience, Service.name)
    )
    asked = {name: request.args.get(name, type=int) for name in ("party", "service")}
    begun = {**{name: value for name, value in asked.items() if value}, **facts}
    return FactsForm(customers.all(), services.all(), **begun)


def _customer(form: FactsForm) -> Any:
    return find_party(form.party.data)


def _service(form: FactsForm) -> Service:
    return db.session.get_one(Service, form.service.data)
