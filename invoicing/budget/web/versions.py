"""The budget of a year on the screen: its versions, beginning, adopting and revising one, and what changed."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext

from coop import actor_names, clock, export
from coop.errors import NotFound, Refusal
from coop.period import months
from coop.period import year as the_year
from coop.permission import Permission, allow
from coop.undo import Undoing
from coop.web.undo import offer
from invoicing.book_year import a_year
from invoicing.budget import version as versions
from invoicing.budget.actuals import start_again, start_from_actuals, told
from invoicing.budget.adoption import adopt as adopt_draft
from invoicing.budget.change import changes
from invoicing.budget.forms import AdoptForm, SeenForm
from invoicing.budget.revision import put_away, revise
from invoicing.budget.sheet import months_of, sheet
from invoicing.budget.version import BudgetVersion
from invoicing.whole_euros import or_dash

pages = Blueprint("budget", __name__)


@pages.get("/begroting")
@allow(Permission.EXPLOITATIE_READ)
def index() -> ResponseReturnValue:
    """This year's."""
    return redirect(url_for("budget.show", year=clock.today().year), 303)


@pages.get("/begroting/<int:year>")
@allow(Permission.EXPLOITATIE_READ)
def show(year: int) -> ResponseReturnValue:
    """A version of the budget, the last unless another is asked for."""
    there = versions.versions(a_year(year))
    number = export.whole(request.args, "versie")
    shown = versions.by_number(year, number) if number is not None else (there[-1] if there else None)
    found = sheet(shown)
    makers = actor_names.names([one.made_by for one in there])
    return render_template(
        "budget/show.html",
        year=year,
        versions=there,
        shown=shown,
        latest=there[-1] if there else None,
        before=_before(there, shown),
        sheet=found,
        months_of=months_of,
        whole_euros=or_dash,
        names=month_names(year),
        maker=makers.get(shown.made_by, "") if shown else "",
        this_year=clock.today().year,
    )


@pages.post("/begroting/<int:year>/van-vorig-jaar")
@allow(Permission.BUDGET_EDIT)
def start(year: int) -> ResponseReturnValue:
    """Begin with last year's figures."""
    form, there = SeenForm(), url_for("budget.show", year=a_year(year))
    try:
        begun = start_from_actuals(year, form.known)
    except Refusal as refusal:
        flash(refusal.sentence, "error")
    else:
        offer(told(year), "budget.start", there, year=year, seen=begun.changes)
    return redirect(there, 303)


@pages.post("/begroting/<int:year>/herziening")
@allow(Permission.BUDGET_EDIT)
def begin_revision(year: int) -> ResponseReturnValue:
    """Begin a new draft as a copy of what was adopted."""
    form, there = SeenForm(), url_for("budget.show", year=a_year(year))
    made = revise(year, form.known)
    said = gettext("Dit is een kopie die je kunt aanpassen. De vastgestelde begroting blijft gelden.")
    offer(said, "budget.revise", there, year=year, seen=made.changes)
    return redirect(there, 303)


@pages.post("/begroting/<int:year>/herziening/weg")
@allow(Permission.BUDGET_EDIT)
def end_revision(year: int) -> ResponseReturnValue:
    """Put a revision away that was not adopted."""
    form = SeenForm()
    put_away(a_year(year), form.known)
    flash(gettext("De herziening is weg. De vastgestelde begroting geldt."))
    return redirect(url_for("budget.show", year=year), 303)


@pages.route("/begroting/<int:year>/vaststellen", methods=["GET", "POST"])
@allow(Permission.BUDGET_EDIT)
def adopt(year: int) -> ResponseReturnValue:
    """Write down which meeting adopted the draft."""
    draft = must_be_open(year)
    form = AdoptForm(seen=draft.changes, on=clock.today())
    if form.validate_on_submit():
        try:
            adopt_draft(year, form.on.data, form.known, form.why.data or "")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("De begroting van %(year)s is vastgesteld.", year=year))
            return redirect(url_for("budget.show", year=year), 303)
    page = render_template("budget/adopt.html", year=year, draft=draft, form=form, sheet=sheet(draft))
    return page, 422 if form.sentences else 200


@pages.get("/begroting/<int:year>/verschil/<int:old>/<int:new>")
@allow(Permission.EXPLOITATIE_READ)
def compare(year: int, old: int, new: int) -> ResponseReturnValue:
    """What changed from one version to another, and why."""
    before, after = (versions.by_number(a_year(year), number) for number in (old, new))
    sheets = sheet(before), sheet(after)
    there = versions.versions(year)
    return render_template(
        "budget/compare.html",
        year=year,
        versions=there,
        reasons=[one for one in there if old < one.number <= new and one.why],
        before=before,
        after=after,
        results=[one.total for one in sheets],
        changes=changes(*sheets),
    )


def must_be_open(year: int) -> BudgetVersion:
    """The draft of a year; raises NotFound."""
    found = versions.draft(a_year(year))
    if found is None:
        raise NotFound(gettext("Er is geen begroting die je kunt aanpassen."))
    return found


def can_be_entered(year: int) -> BudgetVersion | None:
    """The draft of a year, None before there is any budget; raises NotFound once it was adopted."""
    there = versions.versions(year)
    return must_be_open(year) if there else None


def month_names(year: int) -> list[str]:
    """The twelve months, in short."""
    return [format_date(day, "LLL").removesuffix(".") for day in months(the_year(year))]


def _before(there: Sequence[BudgetVersion], shown: BudgetVersion | None) -> BudgetVersion | None:
    return next((one for one in there if shown and one.number == shown.number - 1), None)


undoings = {
    "budget.start": Undoing(Permission.BUDGET_EDIT, start_again),
    "budget.revise": Undoing(Permission.BUDGET_EDIT, put_away),
}
