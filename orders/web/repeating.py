"""Ordering again from the private page: everything is filled in, the day is touched, the order is given."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import Length

from coop import clock
from coop.errors import Refusal
from coop.permission import public
from orders import again, notices, order, placing
from orders.offer import vat_of
from orders.order import Order
from orders.reflection import demand_request
from orders.web import ordering
from orders.web.day_choice import DayChoiceForm


class AgainForm(DayChoiceForm):
    """When, and whether there is anything to say this time."""

    remarks = TextAreaField(lazy_gettext("Wil je nog iets vertellen?"), [Length(max=1000)])


@ordering.pages.route("/bestelling/<token>/nog-eens", methods=["GET", "POST"])
@public
def repeat(token: str) -> ResponseReturnValue:
    """The same once more, for whoever has the link; it shows no more of them than the link does."""
    before = order.by_token(token)
    quote = again.quote_again(before, clock.today())
    form = AgainForm(remarks=before.remarks)
    form.offer_days(before.service, clock.today())
    if form.validate_on_submit():
        try:
            return _placed(before, form)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template(
        "ordering/again.html",
        order=before,
        service=before.service,
        form=form,
        quote=quote,
        vat=vat_of(before.service, before.vat_answer, clock.today()),
    ), (422 if form.sentences else 200)


def _placed(before: Order, form: AgainForm) -> ResponseReturnValue:
    first_day = form.first_day
    assert first_day is not None  # noqa: S101 - the form demands it
    demand_request(before.service, first_day, form.asks_early)
    wish = again.wish_again(before, first_day, early_start=form.asks_early, remarks=form.remarks.data or "")
    placed = placing.place(wish)
    address = url_for("ordering.show", token=placed.token)
    notices.confirm(placed, url_for("ordering.show", token=placed.token, _external=True))
    flash(gettext("Bedankt, je bestelling is binnen."))
    return redirect(address, 303)
