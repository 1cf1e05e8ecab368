"""Schedules on the screen: what runs and what is still to come, a new one, and stopping or changing one."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.ledger import monthly
from coop.ledger.account import accounts
from coop.ledger.control import is_controlled
from coop.ledger.cost_object import CostObject
from coop.ledger.schedule import schedule
from coop.ledger.schedule.forms import ChangeForm, ScheduleForm, StopForm
from coop.ledger.schedule.kind import KIND_HINTS, KIND_NAMES, Kind, sides
from coop.ledger.schedule.outlook import plans_of, reservoirs, standing_of, standings
from coop.ledger.schedule.schedule import Schedule
from coop.money import Money
from coop.period import DateRange, months
from coop.permission import Permission, allow

pages = Blueprint("schedules", __name__)

AROUND = 3
"""So many years before and after this one a schedule can begin."""


@pages.get("/grootboek/vaste-boekingen")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """Every schedule with what is still to come, and the accounts they empty."""
    found = standings()
    to_come = sum((standing.to_come for standing in found), Money.zero())
    return render_template(
        "schedules/index.html", standings=found, to_come=to_come, reservoirs=reservoirs(found), kinds=KIND_NAMES
    )


@pages.route("/grootboek/vaste-boekingen/nieuw", methods=["GET", "POST"])
@allow(Permission.LEDGER_POST)
def new() -> ResponseReturnValue:
    """Enter a schedule; the months that are over are booked at once."""
    form = ScheduleForm(begin=clock.today().replace(day=1).isoformat())
    form.offer(
        [account for account in accounts() if not is_controlled(account.number)],
        db.session.scalars(select(CostObject).order_by(CostObject.name)),
        _months_around(),
    )
    if form.validate_on_submit():
        try:
            made = _enter(form)
            _tell(monthly.book(plans_of([made]), clock.today()))
            return redirect(url_for("schedules.show", schedule_id=made.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    hints = {kind.value: hint for kind, hint in KIND_HINTS.items()}
    return render_template("schedules/new.html", form=form, hints=hints), 422 if form.sentences else 200


@pages.get("/grootboek/vaste-boekingen/<int:schedule_id>")
@allow(Permission.LEDGER_READ)
def show(schedule_id: int) -> ResponseReturnValue:
    """One schedule, month by month."""
    return _page(schedule.find(schedule_id))


@pages.post("/grootboek/vaste-boekingen/<int:schedule_id>/stop")
@allow(Permission.LEDGER_POST)
def stop(schedule_id: int) -> ResponseReturnValue:
    """Book nothing more from a month on."""
    found, form = schedule.find(schedule_id, lock=True), StopForm()
    form.stop_from.offer(_open_months(found))
    if form.validate_on_submit():
        try:
            left = schedule.stop(found, form.stop_from.day())
            flash(gettext("Gestopt. %(left)s is niet meer verdeeld en blijft staan.", left=left))
            return redirect(url_for("schedules.show", schedule_id=found.id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, stop_form=form), 422


@pages.post("/grootboek/vaste-boekingen/<int:schedule_id>/wijziging")
@allow(Permission.LEDGER_POST)
def change(schedule_id: int) -> ResponseReturnValue:
    """Go on from a month with another amount or number of months."""
    found, form = schedule.find(schedule_id, lock=True), ChangeForm()
    form.month.offer(_open_months(found))
    if form.validate_on_submit():
        try:
            made = schedule.change(found, form.month.day(), form.amount.data, form.months.data)
            _tell(monthly.book(plans_of([made]), clock.today()))
            return redirect(url_for("schedules.show", schedule_id=made.id), 303)
        except Refusal as refusal:
            db.session.rollback()
            form.refuse(refusal)
    return _page(schedule.find(schedule_id), change_form=form), 422


def _enter(form: ScheduleForm) -> Schedule:
    kind = Kind(form.kind.data)
    debit, credit = sides(kind, form.result_account.data, form.balance_account.data)
    cost_object = form.cost_object.data
    return schedule.enter(
        kind,
        form.name.data,
        debit,
        credit,
        form.total(),
        form.begin.day(),
        form.months.data,
        cost_object_id=int(cost_object) if (cost_object or "").isdigit() else None,
    )


def _tell(count: int) -> None:
    if count:
        flash(ngettext("%(num)d maand is meteen geboekt.", "%(num)d maanden zijn meteen geboekt.", count))


def _page(found: Schedule, stop_form: StopForm | None = None, change_form: ChangeForm | None = None) -> str:
    standing, waiting = standing_of(found), _open_months(found)
    stop_form = stop_form or StopForm(formdata=None)
    change_form = change_form or ChangeForm(formdata=None, amount=standing.to_come, months=len(waiting))
    for field in (stop_form.stop_from, change_form.month):
        field.offer(waiting)
    return render_template(
        "schedules/show.html",
        schedule=found,
        standing=standing,
        kind=KIND_NAMES[Kind(found.kind)],
        waiting=waiting,
        stop_form=stop_form,
        change_form=change_form,
        accounts={account.number: account.label for account in accounts(all_=True)},
    )


def _open_months(found: Schedule) -> list[date]:
    """The months that are not in the books after the last one that is."""
    steps = standing_of(found).steps
    last = max((i for i, step in enumerate(steps) if step.transaction_id), default=-1)
    return [step.part.month for step in steps[last + 1 :]]


def _months_around() -> list[date]:
    this = clock.today().year
    return list(months(DateRange(date(this - AROUND, 1, 1), date(this + AROUND, 1, 1))))
