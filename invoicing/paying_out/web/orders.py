"""Payment orders on the screen: what can be paid, choosing, the second person, and the file for the bank."""

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import actor_names, audit, clock
from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.money import Money
from coop.permission import Permission, allow
from coop.web.download import as_file
from invoicing.claims import claim
from invoicing.paying_out import approving, order, ordering, payee
from invoicing.paying_out.forms import OrderForm, ReasonForm
from invoicing.paying_out.order import OrderState, PaymentOrder
from invoicing.paying_out.payable import payables

pages = Blueprint("paying_out", __name__)
menu = [
    MenuItem(
        lazy_gettext("Uitbetalen"),
        "paying_out.index",
        Permission.PURCHASES_APPROVE,
        30,
        rooms=("payees", "overruling", "allowances"),
        group=Group.OUTGOING,
    )
]

AHEAD = timedelta(days=7)
"""So far ahead we look when nobody says until when."""
SHOWN = 30


@pages.get("/uitbetalen")
@allow(Permission.PURCHASES_APPROVE)
def index() -> ResponseReturnValue:
    """What can be paid by a day, what waits for a second person, and the orders before."""
    until = _day(request.args.get("until", "")) or clock.today() + AHEAD
    return _page(OrderForm(formdata=None, pay_on=clock.today(), until=until), until)


@pages.post("/uitbetalen")
@allow(Permission.PURCHASES_BOOK)
def make() -> ResponseReturnValue:
    """Make an order of what was chosen."""
    form = OrderForm()
    until = form.until.data or clock.today() + AHEAD
    chosen = [value.partition("|")[::2] for value in request.form.getlist("payable")]
    if form.validate_on_submit():
        try:
            made = ordering.make(until, form.pay_on.data, dict(chosen))
            flash(gettext("De betaalopdracht is klaar. Een ander keurt hem goed; daarna is er een bestand."))
            return redirect(url_for("paying_out.show", order_id=made.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(form, until), 422


@pages.get("/uitbetalen/opdrachten/<int:order_id>")
@allow(Permission.PURCHASES_APPROVE)
def show(order_id: int) -> ResponseReturnValue:
    """One order with everything in it."""
    return _order_page(order.find(order_id), ReasonForm(formdata=None))


@pages.post("/uitbetalen/opdrachten/<int:order_id>/goedkeuring")
@allow(Permission.PURCHASES_APPROVE)
def approve(order_id: int) -> ResponseReturnValue:
    """Approve it as the second person."""
    found = order.find(order_id, lock=True)
    try:
        approving.approve(found)
        flash(gettext("Goedgekeurd en geboekt. Haal het bestand op en geef het aan de bank."))
    except approving.OwnOrder as refusal:
        flash(refusal.sentence, "error")
    return redirect(url_for("paying_out.show", order_id=order_id), 303)


@pages.post("/uitbetalen/opdrachten/<int:order_id>/intrekking")
@allow(Permission.PURCHASES_APPROVE)
def withdraw(order_id: int) -> ResponseReturnValue:
    """Take the whole order back, before it was approved or before its file went to the bank."""
    found, form = order.find(order_id, lock=True), ReasonForm()
    take_back = approving.take_back if found.state == OrderState.APPROVED else ordering.withdraw
    if form.validate_on_submit():
        take_back(found, form.reason.data or "")
        flash(gettext("Ingetrokken. Wat erin stond, staat weer open."))
        return redirect(url_for("paying_out.show", order_id=order_id), 303)
    return _order_page(found, form), 422


@pages.route("/uitbetalen/opdrachten/<int:order_id>/betalingen/<int:payout_id>/eruit", methods=["GET", "POST"])
@allow(Permission.PURCHASES_APPROVE)
def take_out(order_id: int, payout_id: int) -> ResponseReturnValue:
    """Take one transfer out of an order that waits, or say that the bank did not carry it out; and why."""
    found, form = order.find(order_id, lock=request.method == "POST"), ReasonForm()
    payout = order.find_payout(found.id, payout_id)
    verb = approving.not_carried_out if found.state == OrderState.APPROVED else ordering.take_out
    if form.validate_on_submit():
        verb(payout, form.reason.data or "")
        flash(gettext("De betaling is eruit gehaald. Wat erin stond, staat weer open."))
        return redirect(url_for("paying_out.show", order_id=order_id), 303)
    page = render_template("paying_out/take_out.html", order=found, payout=payout, form=form)
    return page, 422 if form.sentences else 200


@pages.post("/uitbetalen/opdrachten/<int:order_id>/bestand")
@allow(Permission.PURCHASES_APPROVE)
def fetch(order_id: int) -> ResponseReturnValue:
    """Take the file to the bank; it is noted when that was first done."""
    found = order.find(order_id, lock=True)
    return as_file(approving.file_of(found), "application/xml", f"betaalopdracht-{found.code}.xml")


def _page(form: OrderForm, until: date) -> str:
    found, orders = payables(until), order.latest(SHOWN)
    ready = [one for one in found if not one.doubts]
    return render_template(
        "paying_out/index.html",
        form=form,
        until=until,
        today=clock.today(),
        ready=ready,
        doubtful=[one for one in found if one.doubts],
        total=sum((one.amount for one in ready), Money.zero()),
        waiting=order.waiting(),
        orders=orders,
        to_look_at=payee.waiting(),
        claims=len(claim.waiting()),
    )


def _order_page(found: PaymentOrder, form: ReasonForm) -> str:
    actors = [actor for actor in (found.made_by, found.approved_by) if actor]
    return render_template(
        "paying_out/show.html",
        order=found,
        form=form,
        names={actor: actor for actor in actors} | actor_names.names(actors),
        own=audit.who() == found.made_by,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
