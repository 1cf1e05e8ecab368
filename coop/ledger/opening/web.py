"""Opening the books on the screen: choose a file, see what it says, book it; and settle what was still open."""

import csv
import io

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.ledger.opening import books, item
from coop.ledger.opening.books import Opening
from coop.ledger.opening.command import read
from coop.ledger.opening.forms import FileForm, OpenForm, SettledForm
from coop.ledger.opening.given import NotOpened
from coop.ledger.opening.table import NEEDED
from coop.permission import Permission, allow

pages = Blueprint("opening", __name__)


@pages.route("/grootboek/beginbalans", methods=["GET", "POST"])
@allow(Permission.LEDGER_POST)
def show() -> ResponseReturnValue:
    """Choose a file; what it says is shown before anything is booked."""
    form = FileForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    try:
        upload = form.file.data
        if not upload or not upload.filename:
            raise NotOpened([(0, gettext("kies een bestand"))])
        given = read(upload.read(), upload.filename, at_end=form.moment.data == "end")
        opening = books.checked(given, form.year.data)
    except Refusal as refusal:
        _refuse(form, refusal)
        return _page(form), 422
    shown = OpenForm(formdata=None, table=_table(opening), year=opening.year)
    return render_template("opening/preview.html", opening=opening, form=shown)


@pages.post("/grootboek/beginbalans/openen")
@allow(Permission.LEDGER_POST)
def enter() -> ResponseReturnValue:
    """Book what was shown."""
    form = OpenForm()
    if form.validate_on_submit():
        try:
            made = books.open_books(books.checked(read(form.table.data.encode(), ""), form.year.data))
            flash(gettext("De boeken zijn geopend."))
            return redirect(url_for("ledger.transaction", transaction_id=made.id), 303)
        except Refusal as refusal:
            _refuse(form, refusal)
    again = FileForm(formdata=None)
    again.form_errors = [*form.form_errors]
    return _page(again), 422


@pages.post("/grootboek/beginbalans/terugdraaien")
@allow(Permission.LEDGER_POST)
def undo() -> ResponseReturnValue:
    """Take the opening back, to do it again."""
    EmptyForm()
    try:
        books.undo()
        flash(gettext("De beginbalans is teruggedraaid."))
    except Refusal as refusal:
        flash(refusal.sentence, "error")
    return redirect(url_for("opening.show"), 303)


@pages.route("/grootboek/beginbalans/posten/<int:item_id>", methods=["GET", "POST"])
@allow(Permission.LEDGER_POST)
def settle(item_id: int) -> ResponseReturnValue:
    """Book what was paid of an item of the old books."""
    found = item.find(item_id)
    form = SettledForm(amount=abs(found.remaining), day=clock.today())
    if form.validate_on_submit():
        try:
            item.settle(found, form.day.data, form.amount.data, form.way.data)
            flash(gettext("De betaling is geboekt."))
            return redirect(url_for("opening.show"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("opening/settle.html", item=found, form=form), 422 if form.errors else 200


@pages.post("/grootboek/beginbalans/posten/<int:item_id>/terugdraaien")
@allow(Permission.LEDGER_POST)
def unsettle(item_id: int) -> ResponseReturnValue:
    """Take the last payment of an item back."""
    EmptyForm()
    item.undo(item.find(item_id), clock.today())
    return redirect(url_for("opening.show"), 303)


def _page(form: FileForm) -> str:
    opened = books.opened()
    items = item.items(opened.id) if opened else []
    return render_template("opening/show.html", form=form, opened=opened, items=items, year=clock.today().year)


def _refuse(form: FileForm | OpenForm, refusal: Refusal) -> None:
    form.form_errors.extend(refusal.faults if isinstance(refusal, NotOpened) else [refusal.sentence])


def _table(opening: Opening) -> str:
    """The lines as a spreadsheet: it goes along with the page and is read and checked again."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([*NEEDED, "omschrijving"])
    for line, account in opening.lines:
        amount = abs(line.amount).decimal()
        sides = (amount, "") if line.amount.cents > 0 else ("", amount)
        writer.writerow([account.number, *sides, line.label or line.name])
    return out.getvalue()
