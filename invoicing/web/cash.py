"""The cash box on one page: what should be in it, what went in and out, and counting it."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock
from coop.errors import Refusal
from coop.ledger import chart
from coop.ledger.account import account
from coop.ledger.entry_list import EntryRow, entries_of
from coop.ledger.kept import BEGINNING
from coop.menu import Group, MenuItem
from coop.money import Money
from coop.period import DateRange
from coop.permission import Permission, allow
from invoicing import cash
from invoicing.forms.cash import CountForm, ToBankForm

pages = Blueprint("cash", __name__)
menu = [
    MenuItem(
        lazy_gettext("Kas"), "cash.index", Permission.PAYMENTS_BOOK, 60, rooms=("card",), group=Group.INCOMING
    )
]

COUNTS, ROWS = 12, 20
"""So many counts and entries are shown; all entries stand on the card of the account."""


@pages.get("/kas")
@allow(Permission.PAYMENTS_BOOK)
def index() -> ResponseReturnValue:
    """The box as the books have it."""
    return _page()


@pages.post("/kas/telling")
@allow(Permission.PAYMENTS_BOOK)
def count() -> ResponseReturnValue:
    """Write down what was counted."""
    form = CountForm()
    if form.validate_on_submit():
        try:
            made = cash.count(form.day.data, form.counted.data, form.note.data or "", seen=form.seen.data)
            flash(gettext("De kas klopt.") if not made.difference else gettext("Het kasverschil is geboekt."))
            return redirect(url_for("cash.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(form), 422


@pages.post("/kas/bank")
@allow(Permission.PAYMENTS_BOOK)
def to_bank() -> ResponseReturnValue:
    """Book money that went to or from the bank."""
    form = ToBankForm()
    if form.validate_on_submit():
        try:
            if form.amount.data <= Money.zero():
                raise cash.NotACount(gettext("Vul een bedrag in boven € 0."), "amount")
            amount = form.amount.data if form.way.data == "bank" else -form.amount.data
            cash.to_bank(form.moved_on.data, amount)
            flash(gettext("Geboekt."))
            return redirect(url_for("cash.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(bank_form=form), 422


def _page(form: CountForm | None = None, bank_form: ToBankForm | None = None) -> str:
    today = clock.today()
    should = cash.expected(today)
    card = account(chart.CASH)
    entries = entries_of(card, DateRange(BEGINNING, today + timedelta(days=1)))
    return render_template(
        "cash/index.html",
        should=should,
        latest=cash.latest(),
        rows=_with_balance(entries.rows[:ROWS], should),
        account=card,
        counts=cash.counts(COUNTS),
        form=form or CountForm(formdata=None, day=today),
        bank_form=bank_form or ToBankForm(formdata=None, moved_on=today),
    )


def _with_balance(rows: list[EntryRow], after: Money) -> list[tuple[EntryRow, Money]]:
    """Each entry, the newest first, with what lay in the box after it."""
    shown = []
    for row in rows:
        shown.append((row, after))
        after -= row.amount
    return shown
