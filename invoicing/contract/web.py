"""The pages of contracts: the list, how far each is, and its end."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.permission import Permission, allow
from invoicing.contract import contract, contract_list, ending, progress
from invoicing.contract.contract import Contract
from invoicing.contract.contract_list import STATE_NAMES
from invoicing.contract.forms import EndForm, ReferenceForm
from invoicing.contract.part import of_contract
from invoicing.quotation.quotation_list import PAYS_NAMES

pages = Blueprint("contracts", __name__)

PAGE = 50


@pages.get("/contracten")
@allow(Permission.ORDERS_READ)
def index() -> ResponseReturnValue:
    """The contracts, newest first, by state and by words."""
    below = request.args.get("below", type=int)
    state, words = request.args.get("state", ""), request.args.get("q", "").strip()[:80]
    waiting = bool(request.args.get("nieuw"))
    rows = contract_list.found(words=words, state=state, waiting=waiting, below=below, limit=PAGE + 1)
    return render_template(
        "contracts/index.html",
        rows=rows[:PAGE],
        older=rows[PAGE - 1].id if len(rows) > PAGE else None,
        below=below,
        state=state,
        words=words,
        states={one.value: str(name) for one, name in STATE_NAMES.items()},
    )


@pages.get("/contracten/<int:contract_id>")
@allow(Permission.ORDERS_READ)
def show(contract_id: int) -> ResponseReturnValue:
    """How far a contract is: its price, its hours, its jobs."""
    return _page(contract.find(contract_id))


@pages.post("/contracten/<int:contract_id>/opgepakt")
@allow(Permission.SERVICES_EDIT)
def take_up(contract_id: int) -> ResponseReturnValue:
    """Somebody has looked at who does the work."""
    EmptyForm()
    ending.take_up(contract.find(contract_id, lock=True))
    return redirect(url_for("contracts.show", contract_id=contract_id), 303)


@pages.post("/contracten/<int:contract_id>/kenmerk")
@allow(Permission.SERVICES_EDIT)
def refer(contract_id: int) -> ResponseReturnValue:
    """Take the customer's own number."""
    found, form = contract.find(contract_id, lock=True), ReferenceForm()
    if form.validate_on_submit():
        ending.refer(found, form.reference.data or "")
        flash(gettext("Het kenmerk staat op de facturen die nog komen."))
        return redirect(url_for("contracts.show", contract_id=contract_id), 303)
    return _page(found, referring=form), 422


@pages.post("/contracten/<int:contract_id>/einde")
@allow(Permission.SERVICES_EDIT)
def end(contract_id: int) -> ResponseReturnValue:
    """End it early."""
    found, form = contract.find(contract_id, lock=True), EndForm()
    if form.validate_on_submit():
        try:
            ending.end(found, form.day.data, form.why.data or "")
            flash(gettext("Het contract stopt. Wat gedaan is, blijft staan."))
            return redirect(url_for("contracts.show", contract_id=contract_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, stopping=form), 422


def _page(found: Contract, stopping: EndForm | None = None, referring: ReferenceForm | None = None) -> str:
    return render_template(
        "contracts/show.html",
        contract=found,
        progress=progress.of(found),
        orders=progress.orders_of(found),
        jobs=progress.jobs_of(found),
        parts=of_contract(found.id),
        states=STATE_NAMES,
        pays=PAYS_NAMES,
        stopping=stopping or EndForm(formdata=None, day=clock.today()),
        referring=referring or ReferenceForm(formdata=None, reference=found.reference),
    )
