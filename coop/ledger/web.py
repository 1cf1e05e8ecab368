"""The pages of the ledger: accounts, journals and transactions to read; the memorial and closing to act."""

from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from coop import actor_names, clock
from coop.database import db
from coop.errors import Refusal
from coop.filters import month as month_name
from coop.ledger import memorial, period
from coop.ledger.account import account as find_account
from coop.ledger.account import accounts
from coop.ledger.balance import balance_of, trial_balance
from coop.ledger.control import is_controlled
from coop.ledger.cost_object import CostObject
from coop.ledger.entry_list import entries_of, transactions_of
from coop.ledger.forms import ClosingForm, MemorialForm, ReversalForm
from coop.ledger.journal import journal as find_journal
from coop.ledger.journal import journals
from coop.ledger.transaction import Transaction
from coop.ledger.transaction import transaction as find_transaction
from coop.menu import Group, MenuItem
from coop.money import Money
from coop.period import DateRange, months, next_month, year
from coop.permission import Permission, allow, may

pages = Blueprint("ledger", __name__)
menu = [
    MenuItem(
        lazy_gettext("Grootboek"),
        "ledger.index",
        Permission.LEDGER_READ,
        10,
        rooms=("year", "schedules", "opening", "sources"),
        group=Group.BOOKS,
        key="g",
    )
]

DAY = timedelta(days=1)


@pages.get("/grootboek")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """Every account with what stood, moved and stands in a year."""
    number = _year()
    lines = trial_balance(year(number))
    sides = (sum((line.debit for line in lines), Money.zero()), sum((line.credit for line in lines), Money.zero()))
    return render_template(
        "ledger/index.html", year=number, this_year=clock.today().year, lines=lines, sides=sides
    )


@pages.get("/grootboek/rekeningen/<number>")
@allow(Permission.LEDGER_READ)
def account(number: str) -> ResponseReturnValue:
    """The card of an account: its entries in a stretch of days, newest first."""
    found, (begin, last) = find_account(number), _days()
    stretch = DateRange(begin, last + DAY)
    below = request.args.get("below")
    return render_template(
        "ledger/account.html",
        account=found,
        begin=begin,
        last=last,
        balance=balance_of(found, stretch),
        entries=entries_of(found, stretch, below),
        below=below,
    )


@pages.get("/grootboek/dagboeken")
@allow(Permission.LEDGER_READ)
def journal_list() -> ResponseReturnValue:
    """The journals with their last number."""
    return render_template("ledger/journals.html", journals=journals())


@pages.get("/grootboek/dagboeken/<code>")
@allow(Permission.LEDGER_READ)
def journal(code: str) -> ResponseReturnValue:
    """The transactions of a journal, newest first."""
    found = find_journal(code)
    below = request.args.get("below", type=int)
    return render_template(
        "ledger/journal.html",
        journal=found,
        transactions=transactions_of(found, below),
        below=below,
        today=clock.today(),
    )


@pages.get("/grootboek/boekingen/<int:transaction_id>")
@allow(Permission.LEDGER_READ)
def transaction(transaction_id: int) -> ResponseReturnValue:
    """One transaction: its entries, what it stands for, and what it reverses or is reversed by."""
    found = find_transaction(transaction_id)
    reversed_by = db.session.scalar(select(Transaction).where(Transaction.reversal_of == found.id))
    original = find_transaction(found.reversal_of) if found.reversal_of else None
    undoable = may(Permission.LEDGER_POST) and memorial.can_be_undone(found) and reversed_by is None
    return render_template(
        "ledger/transaction.html",
        transaction=found,
        names=actor_names.names(entry.party or "" for entry in found.entries),
        reversed_by=reversed_by,
        original=original,
        undoable=undoable,
    )


@pages.route("/grootboek/boekingen/<int:transaction_id>/terugboeking", methods=["GET", "POST"])
@allow(Permission.LEDGER_POST)
def reversal(transaction_id: int) -> ResponseReturnValue:
    """Undo what was posted by hand."""
    found = find_transaction(transaction_id)
    if not memorial.can_be_undone(found):
        abort(404)
    form = ReversalForm(date=clock.today())
    if form.validate_on_submit():
        try:
            made = memorial.undo(found, form.date.data, form.reason.data)
            flash(gettext("De boeking is teruggedraaid."))
            return redirect(url_for("ledger.transaction", transaction_id=made.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("ledger/reversal.html", transaction=found, form=form), (422 if form.errors else 200)


@pages.route("/grootboek/memoriaal", methods=["GET", "POST"])
@allow(Permission.LEDGER_POST)
def by_hand() -> ResponseReturnValue:
    """Post by hand in the memorial."""
    form = MemorialForm(date=clock.today())
    form.offer(
        [account for account in accounts() if not is_controlled(account.number)],
        list(db.session.scalars(select(CostObject).order_by(CostObject.name))),
    )
    if form.validate_on_submit():
        try:
            made = memorial.post_by_hand(form.date.data, form.description.data, form.typed())
            flash(gettext("De boeking is gedaan."))
            return redirect(url_for("ledger.transaction", transaction_id=made.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("ledger/by_hand.html", form=form), (422 if form.errors else 200)


@pages.route("/grootboek/afsluiten", methods=["GET", "POST"])
@allow(Permission.PERIODS_CLOSE)
def closing() -> ResponseReturnValue:
    """Close the months that are over; it cannot be taken back."""
    form = ClosingForm()
    form.offer(_closable())
    if form.validate_on_submit():
        try:
            day = form.day()
            if day is None:
                raise period.AlreadyClosed(gettext("Kies een maand uit de lijst."), field="until")
            period.close(day)
            flash(gettext("Afgesloten. Vanaf nu boek je op %(day)s of later.", day=day.strftime("%d-%m-%Y")))
            return redirect(url_for("ledger.closing"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return (
        render_template("ledger/closing.html", form=form, closings=period.closings(), months=form.until.choices),
        422 if form.errors else 200,
    )


def _closable() -> list[tuple[date, str]]:
    """The last twenty-four months that are over and still open, newest first, each by the day after it."""
    first = period.closed_until() or clock.today().replace(month=1, day=1).replace(year=clock.today().year - 1)
    over = [*months(DateRange(first, clock.today().replace(day=1)))]
    return [(next_month(day), month_name(day)) for day in reversed(over[-24:])]


def _year() -> int:
    number = request.args.get("year", clock.today().year, type=int)
    return number if 1990 <= number < 2200 else clock.today().year


def _days() -> tuple[date, date]:
    begin = _day("from") or clock.today().replace(month=1, day=1)
    return begin, max(_day("to") or begin.replace(month=12, day=31), begin)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
