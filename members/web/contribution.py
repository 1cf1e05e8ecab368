"""The yearly contribution on the screen: its rate, everyone's dues in one click, and who is let off."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from coop import clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.menu import Group, MenuItem
from coop.money import Money
from coop.permission import Permission, allow
from coop.undo import Undoing
from coop.web.undo import offer
from members import contribution
from members.forms.contribution import RateForm

pages = Blueprint("contribution", __name__)
menu = [
    MenuItem(lazy_gettext("Contributie"), "contribution.index", Permission.BILLING_RUN, 40, group=Group.PEOPLE)
]


@pages.get("/contributie")
@allow(Permission.BILLING_RUN)
def index() -> ResponseReturnValue:
    """One year's dues, this year's unless another is asked for."""
    return _page(RateForm(formdata=None, year=_year(), amount=contribution.rate_of(_year())))


@pages.post("/contributie/tarief")
@allow(Permission.BILLING_RUN)
def set_rate() -> ResponseReturnValue:
    """Set what a member pays for a year."""
    form = RateForm()
    if form.validate_on_submit() and form.amount.data is not None:
        try:
            contribution.set_rate(form.year.data, form.amount.data)
            flash(gettext("De contributie voor %(year)s is bewaard.", year=form.year.data))
            return redirect(url_for("contribution.index", year=form.year.data), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(form), 422


@pages.post("/contributie/<int:year>")
@allow(Permission.BILLING_RUN)
def make(year: int) -> ResponseReturnValue:
    """Make the dues of a year; billing turns them into invoice lines."""
    EmptyForm()
    made = contribution.make_dues(year)
    flash(
        ngettext(
            "De contributie van %(num)d lid staat klaar.", "De contributie van %(num)d leden staat klaar.", made
        )
        if made
        else gettext("Voor iedereen stond de contributie al klaar.")
    )
    return redirect(url_for("contribution.index", year=year), 303)


@pages.post("/contributie/<int:due_id>/kwijtschelding")
@allow(Permission.BILLING_RUN)
def waive(due_id: int) -> ResponseReturnValue:
    """Let a member off."""
    due = contribution.find(due_id)
    due.waive()
    there = url_for("contribution.index", year=due.year)
    told = gettext("%(name)s hoeft dit jaar niet te betalen.", name=due.member.name)
    offer(told, "contribution.waive", there, due_id=due_id)
    return redirect(there, 303)


def _year() -> int:
    return request.args.get("year", clock.today().year, int)


def _page(form: RateForm) -> str:
    year, rates = _year(), contribution.rates()
    dues = contribution.dues(year)
    return render_template(
        "contribution/index.html",
        form=form,
        year=year,
        years=sorted({year, clock.today().year, *(rate.year for rate in rates)}, reverse=True),
        rate=next((rate.amount for rate in rates if rate.year == year), None),
        dues=dues,
        total=sum((due.amount for due in dues if due.state != "waived"), Money.zero()),
        missing=contribution.missing(year),
    )


def _ask_after_all(due_id: int) -> None:
    contribution.find(due_id).ask_after_all()


undoings = {"contribution.waive": Undoing(Permission.BILLING_RUN, _ask_after_all)}
