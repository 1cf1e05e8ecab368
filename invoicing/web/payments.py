"""Payments of invoices: booked by hand, paid back, undone."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coop import clock
from coop.errors import Refusal
from coop.money import Money
from coop.permission import Permission, allow
from invoicing import payment
from invoicing.forms.invoices import InvoiceMovedForm
from invoicing.invoice import by_number
from invoicing.open_items import open_item
from invoicing.paying_out.by_order import must_be_by_hand

pages = Blueprint("payments", __name__)


@pages.route("/facturen/<number>/betaling", methods=["GET", "POST"])
@allow(Permission.PAYMENTS_BOOK)
def book(number: str) -> ResponseReturnValue:
    """Book what came in, with what is open filled in already."""
    return _moved(number, back=False)


@pages.route("/facturen/<number>/terugbetaling", methods=["GET", "POST"])
@allow(Permission.PAYMENTS_BOOK)
def refund(number: str) -> ResponseReturnValue:
    """Book what was paid back."""
    return _moved(number, back=True)


@pages.post("/betalingen/<int:payment_id>/terugdraaien")
@allow(Permission.PAYMENTS_BOOK)
def undo(payment_id: int) -> ResponseReturnValue:
    """Undo a booking that was wrong."""
    wrong = payment.find(payment_id, lock=True)
    must_be_by_hand(wrong.way)
    payment.undo(wrong, clock.today())
    return redirect(url_for("invoices.show", number=wrong.invoice_number), 303)


def _moved(number: str, *, back: bool) -> ResponseReturnValue:
    invoice = by_number(number, lock=request.method == "POST")
    item = open_item(invoice.original_number or invoice.number)
    left = max(-item.open if back else item.open, Money.zero())
    form = InvoiceMovedForm(day=clock.today(), amount=left)
    verb = payment.refund if back else payment.book
    if form.validate_on_submit():
        try:
            facts = (form.day.data, form.amount.data, form.way.data, form.reference.data or "")
            verb(invoice, *facts, seen=form.seen.data)
            return redirect(url_for("invoices.show", number=invoice.number), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template("payments/book.html", invoice=invoice, item=item, form=form, left=left, back=back)
    return page, 422 if form.sentences else 200
