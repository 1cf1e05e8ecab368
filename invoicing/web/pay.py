"""The private pay page of an invoice, for who has its link."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from coop import clock
from coop.permission import public
from invoicing.document import payment_code, spaced
from invoicing.online.link import by_token
from invoicing.open_items import open_item

pages = Blueprint("pay", __name__)


@pages.get("/betalen/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """What it is for, what is still open, and how to pay it."""
    invoice = by_token(token)
    item, today = open_item(invoice.number), clock.today()
    return render_template(
        "pay/show.html",
        invoice=invoice,
        item=item,
        state=item.state(today),
        code=payment_code(invoice, item.open),
        iban=spaced(invoice.seller["iban"]),
    )
