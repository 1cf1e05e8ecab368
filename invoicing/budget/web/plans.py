"""Planning the services on the screen: jobs × price, hours × rate, and their season."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop.errors import NotFound, Refusal
from coop.permission import Permission, allow
from invoicing.budget import history
from invoicing.budget.driver import Season
from invoicing.budget.forms import SEASONS, plan_form
from invoicing.budget.plan import COSTS_ON, Plan, Work
from invoicing.budget.planning import plan_services, plans
from invoicing.budget.proposal import Planned, plannable, proposal, rate_of
from invoicing.budget.spread import EVENLY, share_out
from invoicing.budget.web.versions import month_names, must_be_open
from members.engagement import KIND_NAMES, EngagementKind

pages = Blueprint("budget_plans", __name__)


@pages.get("/begroting/<int:year>/diensten")
@allow(Permission.BUDGET_EDIT)
def index(year: int) -> ResponseReturnValue:
    """Every service with what was planned for it."""
    draft = must_be_open(year)
    return render_template("budget/plans.html", year=year, services=plannable(), plans=plans(draft))


@pages.route("/begroting/<int:year>/diensten/<int:cost_object_id>", methods=["GET", "POST"])
@allow(Permission.BUDGET_EDIT)
def edit(year: int, cost_object_id: int) -> ResponseReturnValue:
    """Plan a service; its lines follow."""
    draft = must_be_open(year)
    service = next((one for one in plannable() if one.cost_object_id == cost_object_id), None)
    if service is None:
        raise NotFound(gettext("Deze dienst is er niet (meer)."))
    kept = plans(draft).get(cost_object_id)
    plan = kept or proposal(year, cost_object_id)
    form = _form(year, service, plan, is_new=kept is None, seen=draft.changes)
    if form.validate_on_submit():
        try:
            plan_services(year, {cost_object_id: _planned(year, service, plan, form)}, form.known)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("%(service)s is gepland. De regels zijn bijgewerkt.", service=service.name))
            return redirect(url_for("budget_plans.index", year=year), 303)
    page = render_template("budget/plan.html", year=year, service=service, form=form, is_new=kept is None)
    return page, 422 if form.sentences else 200


def _form(year: int, service: Planned, plan: Plan, *, is_new: bool, seen: int) -> Any:
    works = {work.engagement: work for work in plan.works}
    data: dict[str, Any] = {f"month_{number}": visits for number, visits in enumerate(plan.visits, 1)}
    for engagement in COSTS_ON:
        work = works.get(engagement)
        data[f"minutes_{engagement}"] = work.minutes if work else None
        data[f"rate_{engagement}"] = work.rate if work else rate_of(engagement, year)
    usual = Season.HISTORY if plan.count else Season.SERVICE if service.season else Season.EVEN
    return plan_form(
        month_names(year),
        {engagement: KIND_NAMES[EngagementKind(engagement)] for engagement in COSTS_ON},
        [(way.value, SEASONS[way]) for way in Season if way != Season.SERVICE or service.season],
        visits=plan.count,
        price=plan.price,
        season=(usual if is_new else plan.season).value,
        seen=seen,
        **data,
    )


def _planned(year: int, service: Planned, before: Plan, form: Any) -> Plan:
    return Plan(
        before.account,
        tuple(_visits(year, service, before.count, form)),
        form.price.data,
        Season(form.season.data),
        [
            Work(engagement, minutes.data, rate.data)
            for engagement, minutes, rate in form.works
            if minutes.data and rate.data is not None
        ],
    )


def _visits(year: int, service: Planned, before: int, form: Any) -> list[int]:
    """The jobs of each month; raises Refusal where there is no season to go by."""
    how, count = Season(form.season.data), form.visits.data or 0
    if how == Season.BY_HAND:
        by_hand = [field.data or 0 for field in form.months]
        if count not in {0, before, sum(by_hand)}:  # it was changed, and the months say otherwise
            said = gettext("De maanden zijn samen %(total)s. Pas het jaar of de maanden aan.", total=sum(by_hand))
            raise Refusal(said, "visits")
        return by_hand
    weights: Sequence[int] | None = EVENLY
    if how == Season.HISTORY:
        weights = history.of_visits(year, service.cost_object_id)
    elif how == Season.SERVICE:
        weights = service.season
    if weights is None:
        raise Refusal(gettext("Daar is geen seizoen van bekend. Kies een andere manier."), "season")
    return share_out(count, weights)
