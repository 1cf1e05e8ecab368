"""What is charged to a grant: its rules, the list of costs, and moving one by hand."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import NotFound, Refusal
from coop.forms import EmptyForm
from coop.permission import Permission, allow
from invoicing.cost_objects import cost_objects
from invoicing.grants import charge, grant, rule
from invoicing.grants.evidence import Evidence, evidence
from invoicing.grants.forms import MoveForm, RuleForm
from invoicing.grants.request import of_grant
from invoicing.grants.web.grants import frame

pages = Blueprint("grant_charges", __name__)
PAGE = 50


@pages.get("/subsidies/<int:grant_id>/kosten")
@allow(Permission.LEDGER_READ)
def show(grant_id: int) -> ResponseReturnValue:
    """The rules, and every cost that is charged."""
    return _page(grant.find(grant_id), None)


@pages.post("/subsidies/<int:grant_id>/kosten/regels")
@allow(Permission.PURCHASES_BOOK)
def add_rule(grant_id: int) -> ResponseReturnValue:
    """Let something be charged to it."""
    charge.hold()
    found = grant.find(grant_id)
    form = RuleForm(cost_objects(), _activities(grant_id))
    if form.validate_on_submit():
        try:
            _must_be_open(found)
            rule.add_rule(
                grant_id, form.account.data or "", form.cost_object.data or None, form.activity.data or None
            )
            charge.charge_again()
            return redirect(url_for("grant_charges.show", grant_id=grant_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(found, form), 422


@pages.post("/subsidies/<int:grant_id>/kosten/regels/<int:rule_id>/weg")
@allow(Permission.PURCHASES_BOOK)
def drop_rule(grant_id: int, rule_id: int) -> ResponseReturnValue:
    """Take a rule away."""
    EmptyForm()
    charge.hold()
    _must_be_open(grant.find(grant_id))
    rule.drop_rule(grant_id, rule_id)
    charge.charge_again()
    return redirect(url_for("grant_charges.show", grant_id=grant_id), 303)


@pages.route("/subsidies/<int:grant_id>/kosten/<int:entry_id>", methods=["GET", "POST"])
@allow(Permission.PURCHASES_BOOK)
def move(grant_id: int, entry_id: int) -> ResponseReturnValue:
    """Charge a cost elsewhere, in part, or nowhere; with the reason."""
    found = grant.find(grant_id)
    cost = _cost(grant_id, entry_id)
    targets = [(one.id, f"{one.purpose} ({one.giver.name})") for one in grant.grants() if one.settlement is None]
    form = MoveForm(
        targets, _activities(grant_id), to=grant_id, amount=cost.amount, activity=cost.activity_id or 0
    )
    if form.validate_on_submit():
        try:
            charge.hold()
            to = grant.find(form.to.data) if form.to.data else None
            activity = form.activity.data if to is found else None
            charge.move(entry_id, to, form.amount.data, form.reason.data, activity or None)
            return redirect(url_for("grant_charges.show", grant_id=grant_id), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    code = 422 if form.sentences else 200
    return render_template("grant_charges/move.html", grant=found, cost=cost, form=form), code


@pages.post("/subsidies/<int:grant_id>/kosten/<int:entry_id>/terug")
@allow(Permission.PURCHASES_BOOK)
def back(grant_id: int, entry_id: int) -> ResponseReturnValue:
    """Let the rules decide again."""
    EmptyForm()
    grant.find(grant_id)
    if entry_id not in charge.moved_by_hand():
        raise NotFound(gettext("Deze kosten zijn niet met de hand geboekt."))
    charge.back_to_rules(entry_id)
    return redirect(url_for("grant_charges.show", grant_id=grant_id), 303)


def _page(found: grant.Grant, form: RuleForm | None) -> str:
    about = frame(found, clock.today())
    moved, each_hour = charge.moved_by_hand(), request.args.get("uren") == "apart"
    rows = evidence(about["standing"].charges, each_hour=each_hour)[::-1]  # the latest first
    begin = max(0, request.args.get("vanaf", 0, int))
    return render_template(
        "grant_charges/show.html",
        **about,
        rules=rule.rules_of(found.id),
        rows=rows[begin : begin + PAGE],
        newer=max(0, begin - PAGE) if begin else None,
        older=begin + PAGE if len(rows) > begin + PAGE else None,
        each_hour=each_hour,
        asked_hours="apart" if each_hour else None,
        moved=moved,
        left_out=charge.left_out(moved),
        names=dict(_activities(found.id)),
        form=form or RuleForm(cost_objects(), _activities(found.id), formdata=None),
    )


def _activities(grant_id: int) -> list[tuple[int, str]]:
    asked = of_grant(grant_id)
    return [(one.id, one.name) for one in asked.activities] if asked else []


def _cost(grant_id: int, entry_id: int) -> Evidence:
    there = [one for one in charge.charges().get(grant_id, ()) if one.entry_id == entry_id]
    if not there:
        raise NotFound(gettext("Deze kosten staan niet bij deze subsidie."))
    [found] = evidence(there)
    return found


def _must_be_open(found: grant.Grant) -> None:
    if found.settlement is not None:
        raise charge.already_settled()
