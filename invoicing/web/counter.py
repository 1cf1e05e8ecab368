"""The counter: somebody comes in with an invoice and pays it now, with a card or in cash."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock
from coop.errors import NotFound, Refusal
from coop.filters import money
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from invoicing import payment
from invoicing.forms.counter import TakeForm
from invoicing.invoice import Invoice, by_number
from invoicing.open_items import open_item

pages = Blueprint("counter", __name__)
menu = [MenuItem(lazy_gettext("Balie"), "counter.index", Permission.COUNTER_TAKE, 50, group=Group.INCOMING)]


@pages.get("/balie")
@allow(Permission.COUNTER_TAKE)
def index() -> ResponseReturnValue:
    """Ask for the number of the invoice, and lead to it."""
    asked = request.args.get("factuur", "").replace("\0", "").strip()[:20]
    if asked:
        try:
            return redirect(url_for("counter.take", number=_payable(asked).number), 303)
        except NotFound:
            flash(gettext("Factuur %(number)s is er niet. Kijk of het nummer klopt.", number=asked), "error")
    return render_template("counter/index.html", asked=asked)


@pages.route("/balie/<number>", methods=["GET", "POST"])
@allow(Permission.COUNTER_TAKE)
def take(number: str) -> ResponseReturnValue:
    """Take a payment of today."""
    invoice = _payable(number, lock=request.method == "POST")
    item = open_item(invoice.number)
    form = TakeForm(amount=item.open)
    if form.validate_on_submit():
        try:
            payment.book(invoice, clock.today(), form.amount.data, form.way.data, seen=form.seen.data)
            flash(
                gettext("%(sum)s van factuur %(number)s is betaald.", sum=money(form.amount.data), number=number)
            )
            return redirect(url_for("counter.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template("counter/take.html", invoice=invoice, item=item, form=form)
    return page, 422 if form.sentences else 200


def _payable(number: str, *, lock: bool = False) -> Invoice:
    """An invoice; a credit note is not paid at the counter. Raises NotFound."""
    found = by_number(number, lock=lock)
    if found.is_credit:
        raise NotFound(gettext("Dit is een creditnota. Zoek de factuur zelf."))
    return found
