"""The pages of the revenue model: every service beside the others, one service from price to result."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock
from coop.errors import NotFound, Refusal
from coop.export import Asked, Export
from coop.permission import Permission, allow, may
from coop.report import Report
from invoicing.revenue_model import both_chart, choice, report, words
from invoicing.revenue_model.behaviour import BEHAVIOURS, GROUP_NAMES, Group, behaviour
from invoicing.revenue_model.forms import ChoiceForm
from invoicing.revenue_model.gather import gather, names_of
from invoicing.revenue_model.mix import ORIGIN_NAMES, years_of_income
from invoicing.revenue_model.mix_chart import bars
from invoicing.revenue_model.model import GUIDANCE_MINUTES, RevenueModel
from invoicing.revenue_model.overhead import KEY_NAMES, KEY_WORDS, Key
from invoicing.revenue_model.stretch import Stretch, of_year, twelve_months, usual_year
from members.engagement import KIND_NAMES, EngagementKind

pages = Blueprint("revenue_model", __name__)

TWELVE = "12"
"""In place of a year: the last twelve months."""


@pages.get("/verdienmodel")
@allow(Permission.EXPLOITATIE_READ)
def show() -> ResponseReturnValue:
    """Every service in a year or in the last twelve months, and the income of five years."""
    return _page(_stretch(request.args))


@pages.get("/verdienmodel/<int:key>")
@allow(Permission.EXPLOITATIE_READ)
def service(key: int) -> ResponseReturnValue:
    """One service, from its price to what it leaves over."""
    stretch = _stretch(request.args)
    model = _model(stretch)
    found = next((line for line in model.lines if line.part.key == key), None)
    if found is None:
        raise NotFound(gettext("Deze dienst is er niet, of had in deze tijd nog niets."))
    return render_template(
        "revenue_model/service.html",
        line=found,
        model=model,
        words=words,
        groups=[(group, GROUP_NAMES[group], found.costs_of(group)) for group in Group],
        behaviour=behaviour,
        kind_name=lambda kind: KIND_NAMES[EngagementKind(kind)],
        key_name=KEY_NAMES[model.key],
        **_about(stretch),
    )


@pages.post("/verdienmodel/verdeling")
@allow(Permission.BUDGET_EDIT)
def choose() -> ResponseReturnValue:
    """Choose by what the overhead is shared, and how much guidance there is."""
    form = ChoiceForm()
    if form.validate_on_submit():
        try:
            choice.choose(form.key.data, form.guidance_minutes.data, form.reason.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Zo verdelen we vanaf nu de overhead."))
            return redirect(url_for("revenue_model.show"), 303)
    return _page(_stretch(request.args), form), 422


def _page(stretch: Stretch, form: ChoiceForm | None = None) -> str:
    chosen, mixes = choice.chosen(), years_of_income(clock.today().year)
    model = choice.worked_out(gather(stretch), chosen)
    return render_template(
        "revenue_model/show.html",
        model=model,
        words=words,
        mixes=mixes,
        bars=bars(mixes),
        both=both_chart.bars(model.by_giving),
        origins=ORIGIN_NAMES,
        chosen=chosen,
        key_name=KEY_NAMES[model.key],
        key_words=KEY_WORDS,
        form=(form or _form(chosen)) if may(Permission.BUDGET_EDIT) else None,
        accounts=names_of(BEHAVIOURS),
        behaviours=BEHAVIOURS,
        group_names=GROUP_NAMES,
        **_about(stretch),
    )


def _form(now: choice.RevenueChoice | None) -> ChoiceForm:
    if now is None:
        return ChoiceForm(formdata=None, key=Key.INCOME.value, guidance_minutes=GUIDANCE_MINUTES)
    return ChoiceForm(
        formdata=None, key=now.overhead_key, guidance_minutes=now.guidance_minutes, reason=now.reason
    )


def _about(stretch: Stretch) -> dict[str, Any]:
    this_year = clock.today().year
    return {
        "stretch": stretch,
        "asked": str(stretch.year or TWELVE),
        "years": range(this_year - 2, this_year + 1),
        "twelve": TWELVE,
    }


def _stretch(asked: Asked) -> Stretch:
    said, today = str(asked.get("jaar", "")), clock.today()
    if said == TWELVE:
        return twelve_months(today)
    year = int(said) if said.isdecimal() and len(said) == 4 else usual_year(today)
    if not 2000 <= year <= today.year:
        raise NotFound(gettext("Dit jaar is er niet."))
    return of_year(year, today)


def _services(asked: Asked) -> Report:
    return report.services(_model(_stretch(asked)))


def _model(stretch: Stretch) -> RevenueModel:
    return choice.worked_out(gather(stretch), choice.chosen())


def _needed(asked: Asked) -> Report:
    model = _model(_stretch(asked))
    return report.break_even(model.by_earning, model.facts.months)


def _income(_asked: Asked) -> Report:
    return report.income(years_of_income(clock.today().year))


exports = [
    Export("revenue_model.show", "verdienmodel", _services, lazy_gettext("Per dienst")),
    Export("revenue_model.show", "klussen-nodig", _needed, lazy_gettext("Klussen nodig")),
    Export("revenue_model.show", "opbrengsten-per-jaar", _income, lazy_gettext("Opbrengsten per jaar")),
]
