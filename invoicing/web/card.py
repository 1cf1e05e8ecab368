"""The card terminal on one page: the days that are to be closed, closing one, and those that were."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.permission import Permission, allow
from invoicing import card
from invoicing.forms.counter import CloseForm

pages = Blueprint("card", __name__)

SHOWN = 31
"""So many closings are shown."""


@pages.get("/kas/automaat")
@allow(Permission.PAYMENTS_BOOK)
def index() -> ResponseReturnValue:
    """The terminal as the books have it, with the day that is asked for or else the oldest that is open."""
    waiting = card.open_days()
    asked = request.args.get("dag", type=date.fromisoformat)
    return _page(asked or (waiting[0].day if waiting else clock.today()))


@pages.post("/kas/automaat")
@allow(Permission.PAYMENTS_BOOK)
def close() -> ResponseReturnValue:
    """Close a day."""
    form = CloseForm()
    if form.validate_on_submit():
        try:
            made = card.close(form.day.data, form.counted.data, form.note.data or "", seen=form.seen.data)
            flash(gettext("De automaat klopt.") if not made.difference else gettext("Het verschil is geboekt."))
            return redirect(url_for("card.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(form.day.data or clock.today(), form), 422


def _page(day: date, form: CloseForm | None = None) -> str:
    booked = card.booked(day)
    return render_template(
        "card/index.html",
        day=day,
        booked=booked,
        under_way=balance(chart.CARD_PAYMENTS),
        waiting=card.open_days(),
        closings=card.closings(SHOWN),
        form=form or CloseForm(formdata=None, day=day),
    )
