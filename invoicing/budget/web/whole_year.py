"""The whole budget in one go: an amount for the year on every line, beside what was booked."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop.errors import Refusal
from coop.permission import Permission, allow
from invoicing.book_year import a_year
from invoicing.budget import line
from invoicing.budget.actuals import booked
from invoicing.budget.choices import choices
from invoicing.budget.entering import enter as enter_budget
from invoicing.budget.sheet import NOTHING, YEAR, rows_of
from invoicing.budget.web.versions import can_be_entered
from invoicing.budget.year_form import year_form

pages = Blueprint("budget_year", __name__)


@pages.route("/begroting/<int:year>/invullen", methods=["GET", "POST"])
@allow(Permission.BUDGET_EDIT)
def enter(year: int) -> ResponseReturnValue:
    """Every line there is and every one that something was booked on, this year or the year before."""
    draft = can_be_entered(a_year(year))
    planned = line.by_month(draft.id) if draft else {}
    known = {one: booked(one) for one in (year - 1, year)}
    places = {*planned, *known[year - 1], *known[year]}
    rows = rows_of({place: planned.get(place, YEAR) for place in places})
    form = year_form(rows, choices(), draft.changes if draft else 0)
    if form.validate_on_submit():
        try:
            enter_budget(year, form.amounts(rows), form.known)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("De begroting van %(year)s is bewaard.", year=year))
            return redirect(url_for("budget.show", year=year), 303)
    page = render_template(
        "budget/whole_year.html",
        year=year,
        form=form,
        rows=rows,
        booked={
            one: {place: sum(parts, NOTHING) for place, parts in of.items()} for one, of in known.items() if of
        },
    )
    return page, 422 if form.sentences else 200
