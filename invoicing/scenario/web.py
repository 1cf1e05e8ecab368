"""What if on the screen: levers and their answer at one address, and the scenarios that were kept."""

from typing import Any

from babel.dates import get_month_names
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from coop import actor_names, clock
from coop.errors import NotFound, Refusal
from coop.export import Asked, Export
from coop.permission import Permission, allow, may
from coop.report import Report
from coop.undo import Undoing
from coop.web.undo import offer
from invoicing.revenue_model.facts import Facts
from invoicing.revenue_model.gather import gather_for_what_if
from invoicing.revenue_model.stretch import twelve_months
from invoicing.scenario import asked as asking
from invoicing.scenario import scenario
from invoicing.scenario.budgeting import make_budget
from invoicing.scenario.changes import WHO, Changes, read, read_kept, write
from invoicing.scenario.command import overview
from invoicing.scenario.comparing import MOST, Comparison, TooMany, as_report, compare
from invoicing.scenario.forms import KeepForm, NameForm
from invoicing.scenario.luck import chance, deviations
from invoicing.scenario.outcome import outcome
from members.engagement import KIND_NAMES

pages = Blueprint("scenario", __name__)


@pages.get("/wat-als")
@allow(Permission.EXPLOITATIE_READ)
def show() -> ResponseReturnValue:
    """The levers and, at the same address, the answer."""
    said = request.args.to_dict()
    try:
        if asking.sliders_sent(said):
            changes = read(asking.settled(said))
            return redirect(_address(changes), 303)
        changes = read(said)
    except Refusal as refusal:
        return _page(Changes(), asking.settled(said), refusal), 422
    return _page(changes, write(changes))


@pages.post("/wat-als")
@allow(Permission.BUDGET_EDIT)
def keep() -> ResponseReturnValue:
    """Keep what stands on the page under a name."""
    form = _keep_form()
    changes = asking.from_query(form.said.data or "")
    if form.validate_on_submit():
        try:
            kept = scenario.keep(form.name.data, form.year.data, changes)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Het scenario “%(name)s” is bewaard.", name=kept.name))
            return redirect(url_for("scenario.index"), 303)
    return _page(changes, write(changes), form=form), 422


@pages.get("/wat-als/scenarios")
@allow(Permission.EXPLOITATIE_READ)
def index() -> ResponseReturnValue:
    """Every scenario that was kept, to open, rename, take away or compare."""
    kept = scenario.scenarios()
    facts = _facts()
    return render_template(
        "scenario/index.html",
        rows=[(one, outcome(facts, one.changes), asking.query(one.changes)) for one in kept],
        names=actor_names.names(one.made_by for one in kept),
        form=NameForm(formdata=None) if may(Permission.BUDGET_EDIT) else None,
    )


@pages.get("/wat-als/vergelijk")
@allow(Permission.EXPLOITATIE_READ)
def side_by_side() -> ResponseReturnValue:
    """Up to three scenarios beside today; the latest where none was chosen."""
    ticked = request.args.getlist("s")
    if len(ticked) > 1:
        return redirect(url_for("scenario.side_by_side", s="-".join(ticked)), 303)
    try:
        made = _compared(request.args)
    except TooMany as refusal:
        flash(refusal.sentence, "error")
        return redirect(url_for("scenario.index"), 303)
    return render_template("scenario/side_by_side.html", made=made, query=asking.query, year=next_year())


@pages.post("/wat-als/scenarios/<int:scenario_id>/naam")
@allow(Permission.BUDGET_EDIT)
def rename(scenario_id: int) -> ResponseReturnValue:
    """Call a scenario otherwise."""
    found, form = scenario.find(scenario_id), NameForm()
    if form.validate_on_submit():
        try:
            found.rename(form.name.data)
        except Refusal as refusal:
            flash(refusal.sentence, "error")
        else:
            flash(gettext("Het scenario heet nu “%(name)s”.", name=found.name))
    else:
        flash(gettext("Geef het scenario een naam."), "error")
    return redirect(url_for("scenario.index"), 303)


@pages.post("/wat-als/scenarios/<int:scenario_id>/weg")
@allow(Permission.BUDGET_EDIT)
def remove(scenario_id: int) -> ResponseReturnValue:
    """Take a scenario away; for a moment it can be put back."""
    found = scenario.find(scenario_id)
    there = url_for("scenario.index")
    words = gettext("Het scenario “%(name)s” is weg.", name=found.name)
    offer(words, "scenario.remove", there, name=found.name, year=found.year, words=found.words)
    scenario.remove(found)
    return redirect(there, 303)


@pages.post("/wat-als/scenarios/<int:scenario_id>/begroting")
@allow(Permission.BUDGET_EDIT)
def budget(scenario_id: int) -> ResponseReturnValue:
    """Make the draft of a budget of it."""
    found = scenario.find(scenario_id)
    try:
        made = make_budget(found)
    except Refusal as refusal:
        flash(refusal.sentence, "error")
        return redirect(url_for("scenario.index"), 303)
    flash(
        gettext(
            "De begroting van %(year)s is begonnen met “%(name)s”. Kijk hem na en pas aan wat anders wordt.",
            year=made.year,
            name=found.name,
        )
    )
    return redirect(url_for("budget.show", year=made.year), 303)


def _page(
    changes: Changes, said: dict[str, str], refusal: Refusal | None = None, form: KeepForm | None = None
) -> str:
    facts = _facts()
    made, luck = outcome(facts, changes), deviations(next_year())
    kept_form = form or (_keep_form(fresh=True) if may(Permission.BUDGET_EDIT) else None)
    if kept_form is not None:
        kept_form.said.data = asking.query(changes)
    return render_template(
        "scenario/show.html",
        facts=facts,
        made=made,
        changes=changes,
        said=said,
        was=asking.query(changes),
        slider=asking.slider,
        span=asking.SPAN,
        refusal=refusal,
        form=kept_form,
        year=next_year(),
        chance_now=chance(luck, made.result.today),
        chance_then=chance(luck, made.result.then),
        who=[(kind, KIND_NAMES[kind]) for kind in WHO],
        months=range(1, 13),
        month_names=list(get_month_names("wide", locale=get_locale()).values()),
    )


def next_year() -> int:
    """The year one thinks about."""
    return clock.today().year + 1


def _address(changes: Changes) -> str:
    said = asking.query(changes)
    return url_for("scenario.show") + (f"?{said}" if said else "")


def _keep_form(*, fresh: bool = False) -> KeepForm:
    this_year = clock.today().year
    facts: dict[str, Any] = {"formdata": None, "year": this_year + 1} if fresh else {}
    return KeepForm(range(this_year, this_year + 3), **facts)


def _facts() -> Facts:
    return gather_for_what_if(twelve_months(clock.today()))


def _compared(asked: Asked) -> Comparison:
    keys = [key for key in str(asked.get("s", "")).split("-") if key]
    if any(not key.isdecimal() or len(key) > 9 for key in keys):
        raise NotFound(gettext("Dit scenario is er niet."))
    chosen = [scenario.find(int(key)) for key in dict.fromkeys(keys)] or scenario.scenarios()[:MOST]
    return compare(_facts(), chosen, next_year())


def _comparison(asked: Asked) -> Report:
    return as_report(_compared(asked))


def _overview(_asked: Asked) -> Report:
    return overview()


def _put_back(name: str, year: int, words: dict[str, str]) -> None:
    scenario.keep(name, year, read_kept(words))


undoings = {"scenario.remove": Undoing(Permission.BUDGET_EDIT, _put_back)}
exports = [
    Export("scenario.index", "scenarios", _overview),
    Export("scenario.side_by_side", "scenarios-vergeleken", _comparison),
]
