"""Where a source leads: from the ledger's text (`invoice:2026-0042`) to the page of the fact."""

from flask import Blueprint, Flask, abort, current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from coop.permission import Permission, allow
from invoicing import payment, purchase_payment
from orders import hours

pages = Blueprint("sources", __name__)

PAGES = {
    "invoice": ("invoices.show", "number"),
    "purchase": ("purchases.show", "purchase_id"),
    "grant": ("grants.show", "grant_id"),
    "contract": ("contracts.show", "contract_id"),
    "schedule": ("schedules.show", "schedule_id"),
    "vat": ("vat_return.show", "code"),
    "baddebt": ("invoices.show", "number"),
    "job": ("jobs.show", "job_id"),
    "order": ("orders.show", "order_id"),
}


@pages.get("/bron/<source>")
@allow(Permission.LEDGER_READ)
def show(source: str) -> ResponseReturnValue:
    """Go to the page of what a transaction stands for."""
    address = page_of(source)
    return redirect(address, 303) if address else abort(404)


def page_of(source: str) -> str | None:
    """The address of a source, None where it has no page."""
    kind, _, key = source.partition(":")
    key = key.partition(":")[0]
    if kind == "payment" and key.isdigit():
        kind, key = "invoice", payment.find(int(key)).invoice_number
    elif kind == "purchase_payment" and key.isdigit():
        kind, key = "purchase", str(purchase_payment.find(int(key)).purchase_id)
    elif kind == "hours" and key.isdigit():
        kind, key = "job", str(hours.by_id(int(key)).job_id or "")
    endpoint, name = PAGES.get(kind, ("", ""))
    if endpoint not in current_app.view_functions or not key:
        return None
    return url_for(endpoint, **{name: key if name in ("number", "code") else int(key)})  # type: ignore[arg-type]


def prepare(app: Flask) -> None:
    """Let every template ask where a source leads."""
    app.jinja_env.globals["page_of"] = page_of
