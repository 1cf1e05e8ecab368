"""Collecting on the screen: what can be collected and what not and why, one collection, and its file."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock
from coop.errors import NotFound, Refusal
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from coop.rules import direct_debit
from coop.web.download import as_file
from invoicing.direct_debit import collection, collection_list, making, message, withdrawing
from invoicing.direct_debit.bank_day import NotADayOfBanks, first_due, must_be_due
from invoicing.direct_debit.collection import SEQUENCE_NAMES
from invoicing.direct_debit.forms import CollectForm, RefusedForm
from invoicing.direct_debit.pain_008 import VERSIONS
from invoicing.direct_debit.proposal import proposal
from invoicing.direct_debit.return_reason import in_words
from invoicing.open_items import open_items

pages = Blueprint("collections", __name__)
menu = [
    MenuItem(
        lazy_gettext("Incasso"),
        "collections.index",
        Permission.PAYMENTS_BOOK,
        40,
        rooms=("mandates",),
        group=Group.INCOMING,
    ),
]

SHOWN = 30
"""So many of the latest collections are listed."""


@pages.get("/incasso")
@allow(Permission.PAYMENTS_BOOK)
def index() -> ResponseReturnValue:
    """What can be collected on the first day there is, or on the day that is asked."""
    return _page(CollectForm(formdata=None), _asked())


@pages.post("/incasso")
@allow(Permission.PAYMENTS_BOOK)
def make() -> ResponseReturnValue:
    """Collect what was chosen."""
    form = CollectForm()
    due_on = form.due.data or first_due(clock.today())
    if form.validate_on_submit():
        version = request.form.get("version", "")
        seen = [mark[:80] for mark in request.form.getlist("invoice")]
        try:
            made = making.make(due_on, seen, version if version in VERSIONS else VERSIONS[0])
            return redirect(url_for("collections.show", collection_id=made.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(form, due_on), 422


@pages.get("/incasso/<int:collection_id>")
@allow(Permission.PAYMENTS_BOOK)
def show(collection_id: int) -> ResponseReturnValue:
    """One collection, its file, and what came back of it."""
    today, found = clock.today(), collection_list.whole(collection_id)
    return render_template(
        "collections/show.html",
        collection=found,
        ahead=found.is_ahead(today),
        paid_twice={item.number for item in open_items() if item.open.cents < 0},
        sequences=SEQUENCE_NAMES,
        in_words=in_words,
    )


@pages.get("/incasso/<int:collection_id>/bestand")
@allow(Permission.PAYMENTS_BOOK)
def file(collection_id: int) -> ResponseReturnValue:
    """The file for the bank, the same bytes each time."""
    found = collection.find(collection_id)
    content = message.content(found)
    if not content:
        raise NotFound(gettext("In deze incasso staat niets meer."))
    return as_file(content, message.CONTENT_TYPE, message.file_name(found))


@pages.post("/incasso/<int:collection_id>/ingediend")
@allow(Permission.PAYMENTS_BOOK)
def send(collection_id: int) -> ResponseReturnValue:
    """Note that the bank has it."""
    withdrawing.send(collection_id)
    flash(gettext("Genoteerd: de bank heeft deze incasso."))
    return redirect(url_for("collections.show", collection_id=collection_id), 303)


@pages.post("/incasso/<int:collection_id>/intrekken")
@allow(Permission.PAYMENTS_BOOK)
def withdraw(collection_id: int) -> ResponseReturnValue:
    """Withdraw all of it."""
    withdrawing.withdraw(collection_id)
    flash(gettext("De incasso is ingetrokken. Alle facturen staan weer open en de klanten krijgen bericht."))
    return redirect(url_for("collections.show", collection_id=collection_id), 303)


@pages.post("/incasso/regels/<int:item_id>/intrekken")
@allow(Permission.PAYMENTS_BOOK)
def withdraw_item(item_id: int) -> ResponseReturnValue:
    """Withdraw one invoice of it."""
    item = collection.find_item(item_id)
    withdrawing.withdraw_item(item)
    flash(gettext("Factuur %(number)s is eruit gehaald en staat weer open.", number=item.invoice_number))
    return redirect(url_for("collections.show", collection_id=item.collection_id), 303)


@pages.route("/incasso/regels/<int:item_id>/geweigerd", methods=["GET", "POST"])
@allow(Permission.PAYMENTS_BOOK)
def refuse(item_id: int) -> ResponseReturnValue:
    """Note that the bank refused one invoice of it."""
    item, form = collection.find_item(item_id), RefusedForm()
    if form.validate_on_submit():
        try:
            withdrawing.refuse(item, form.code.data)
            flash(gettext("Factuur %(number)s staat weer open.", number=item.invoice_number))
            return redirect(url_for("collections.show", collection_id=item.collection_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template("collections/refuse.html", item=item, form=form)
    return page, 422 if form.sentences else 200


def _asked() -> date:
    try:
        return date.fromisoformat(request.args.get("op", ""))
    except ValueError:
        return first_due(clock.today())


def _page(form: CollectForm, due_on: date) -> str:
    today = clock.today()
    form.due.data = due_on
    found = proposal(due_on)
    chosen = set(request.form.getlist("invoice")) if request.method == "POST" else None
    return render_template(
        "collections/index.html",
        form=form,
        due_on=due_on,
        wrong_day=_wrong(due_on, today),
        proposal=found,
        chosen=chosen,
        collections=collection_list.latest(SHOWN),
        offered=message.is_offered(),
        confirmed=direct_debit.is_confirmed(),
        notice_days=direct_debit.terms(today).notice.days,
        today=today,
    )


def _wrong(due_on: date, today: date) -> str | None:
    try:
        must_be_due(due_on, today)
    except NotADayOfBanks as refusal:
        return refusal.sentence
    return None
