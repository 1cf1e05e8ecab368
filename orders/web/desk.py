"""The coordinator's desk: every order, found again, accepted or declined."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock
from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow, may
from members import party
from orders import deciding, feedback, notices, order, order_list, order_photo
from orders.forms import FREQUENCY_NAMES, DeclineForm
from orders.job_list import of_order
from orders.order import Order, OrderState
from orders.recurrence import Frequency
from orders.service import Audience
from orders.shop_window import shop_window
from orders.web import intake

pages = Blueprint("orders", __name__)
menu = [
    MenuItem(lazy_gettext("Bestellingen"), "orders.index", Permission.ORDERS_READ, 20, group=Group.WORK, key="b")
]

PAGE = 50
STATE_NAMES = {
    OrderState.PLACED: lazy_gettext("nieuw"),
    OrderState.ACCEPTED: lazy_gettext("loopt"),
    OrderState.DECLINED: lazy_gettext("afgewezen"),
    OrderState.WITHDRAWN: lazy_gettext("herroepen"),
    OrderState.FINISHED: lazy_gettext("klaar"),
}


@pages.get("/bestellingen")
@allow(Permission.ORDERS_READ)
def index() -> ResponseReturnValue:
    """The orders, newest first, by state, by words and of one customer."""
    below = request.args.get("below", type=int)
    asked: dict[str, Any] = {
        "state": request.args.get("state", ""),
        "words": request.args.get("q", "").strip()[:80],
        "party_id": request.args.get("party", type=int),
    }
    rows = order_list.found(**asked, below=below, limit=PAGE + 1)
    return render_template(
        "orders/index.html",
        orders=rows[:PAGE],
        older=rows[PAGE - 1].id if len(rows) > PAGE else None,
        below=below,
        customer=party.find(asked["party_id"]) if asked["party_id"] else None,
        state=asked["state"],
        words=asked["words"],
        states={state.value: str(name) for state, name in STATE_NAMES.items()},
        may_take=may(Permission.ORDERS_TAKE),
        complaints=feedback.how_many_wait() if may(Permission.ORDERS_DECIDE) else 0,
    )


@pages.get("/bestellingen/nieuw")
@allow(Permission.ORDERS_TAKE)
def new() -> ResponseReturnValue:
    """Take an order by phone or at the counter: who is it, and is it the same as last time?"""
    today, words = clock.today(), request.args.get("q", "").strip()[:80]
    customer = intake.known_customer()
    people = party.search(words, limit=8) if words and customer is None else []
    return render_template(
        "orders/new.html",
        window=shop_window(today) + shop_window(today, Audience.ORGANISATION),
        words=words,
        customer=customer,
        people=people,
        last=order_list.last_of([one.id for one in people]),
    )


@pages.get("/bestellingen/<int:order_id>")
@allow(Permission.ORDERS_READ)
def show(order_id: int) -> ResponseReturnValue:
    """One order: what, for whom, and what became of it."""
    found = order.by_id(order_id)
    return _page(found, DeclineForm())


@pages.post("/bestellingen/<int:order_id>/aanname")
@allow(Permission.ORDERS_DECIDE)
def accept(order_id: int) -> ResponseReturnValue:
    """Accept it; its jobs are planned."""
    found = order.by_id(order_id, lock=True)
    deciding.accept(found)
    notices.tell_decision(found, url_for("ordering.show", token=found.token, _external=True))
    flash(gettext("Aangenomen. De klussen staan in de planning."))
    return redirect(url_for("orders.show", order_id=order_id), 303)


@pages.post("/bestellingen/<int:order_id>/afwijzing")
@allow(Permission.ORDERS_DECIDE)
def decline(order_id: int) -> ResponseReturnValue:
    """Decline it with a reason."""
    found = order.by_id(order_id, lock=True)
    form = DeclineForm()
    if form.validate_on_submit():
        try:
            deciding.decline(found, form.reason.data)
            notices.tell_decision(found, url_for("ordering.show", token=found.token, _external=True))
            flash(gettext("Afgewezen. De klant krijgt bericht."))
            return redirect(url_for("orders.show", order_id=order_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, form), 422


@pages.post("/bestellingen/<int:order_id>/einde")
@allow(Permission.ORDERS_DECIDE)
def stop(order_id: int) -> ResponseReturnValue:
    """No more visits of a recurring order, as the customer asked by phone."""
    found = order.by_id(order_id, lock=True)
    deciding.stop(found, clock.today() + deciding.NOTICE)
    notices.tell_stop(found, url_for("ordering.show", token=found.token, _external=True))
    flash(gettext("De bestelling stopt. De klant krijgt bericht."))
    return redirect(url_for("orders.show", order_id=order_id), 303)


def _page(found: Order, form: DeclineForm) -> str:
    return render_template(
        "orders/show.html",
        order=found,
        jobs=of_order(found),
        photos=order_photo.of_orders([found.id])[found.id] if may(Permission.ORDERS_DECIDE) else [],
        form=form,
        states=STATE_NAMES,
        often=FREQUENCY_NAMES[Frequency(found.frequency)],
        may_stop=deciding.may_stop(found),
    )
