"""One line of the budget on the screen: its year, and how that goes over the months."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop.errors import NotFound, Refusal
from coop.money import Money
from coop.permission import Permission, allow, may
from invoicing.book_year import a_year
from invoicing.budget import history, line
from invoicing.budget import version as versions
from invoicing.budget.choices import choices
from invoicing.budget.entering import enter_months
from invoicing.budget.forms import AS_IT_IS, line_form
from invoicing.budget.line import Place
from invoicing.budget.proposal import plannable
from invoicing.budget.sheet import NOTHING, YEAR, SheetRow, rows_of
from invoicing.budget.spread import EVENLY, spread
from invoicing.budget.web.versions import can_be_entered, month_names, must_be_open

pages = Blueprint("budget_lines", __name__)

EVEN, HISTORY, SEASON, BY_HAND = "even", "history", "season", "by_hand"
WAYS: dict[str, object] = {
    AS_IT_IS: lazy_gettext("Zoals nu: de drukke en stille maanden blijven"),
    EVEN: lazy_gettext("Gelijk over het jaar"),
    HISTORY: lazy_gettext("Zoals eerdere jaren gingen"),
    SEASON: lazy_gettext("Alleen in het seizoen van de dienst"),
    BY_HAND: lazy_gettext("Zelf per maand invullen"),
}


@pages.get("/begroting/<int:year>/regel/<int:account_id>/<int:cost_object_id>")
@allow(Permission.EXPLOITATIE_READ)
def show(year: int, account_id: int, cost_object_id: int) -> ResponseReturnValue:
    """The months of a line; whoever may change the budget can do so as long as it is a draft."""
    place, latest = (account_id, cost_object_id), versions.versions(a_year(year))[-1:]
    row = _row(place, line.by_month(latest[0].id) if latest else {})
    form = None
    if may(Permission.BUDGET_EDIT) and latest and latest[0].is_draft:
        form = _form(year, row, seen=latest[0].changes)
    return _page(year, row, form)


@pages.post("/begroting/<int:year>/regel/<int:account_id>/<int:cost_object_id>/maanden")
@allow(Permission.BUDGET_EDIT)
def enter(year: int, account_id: int, cost_object_id: int) -> ResponseReturnValue:
    """Keep the line as it was typed."""
    draft = must_be_open(year)
    row = _row((account_id, cost_object_id), line.by_month(draft.id))
    form = _form(year, row)
    if form.validate_on_submit() and _is_kept(year, row.place, row.months, form):
        return redirect(url_for("budget.show", year=year), 303)
    return _page(year, row, form), 422


@pages.route("/begroting/<int:year>/regel", methods=["GET", "POST"])
@allow(Permission.BUDGET_EDIT)
def new(year: int) -> ResponseReturnValue:
    """A line that is not there yet; also the first of a year."""
    draft, known = can_be_entered(a_year(year)), choices()
    ways = [(way, WAYS[way]) for way in (EVEN, HISTORY, SEASON, BY_HAND)]
    form = line_form(month_names(year), ways, new=True, how=EVEN, seen=draft.changes if draft else 0)
    form.account.choices = [(0, gettext("Kies een rekening")), *known.accounts]
    form.cost_object.choices = [(0, gettext("Niet verdeeld")), *known.cost_objects]
    if form.validate_on_submit():
        place = form.account.data, form.cost_object.data
        there = line.by_month(draft.id) if draft else {}
        if not form.account.data:
            form.refuse(Refusal(gettext("Kies een rekening."), "account"))
        elif place in there:
            form.refuse(Refusal(gettext("Deze regel is er al. Kies hem in de begroting."), "account"))
        elif _is_kept(year, place, YEAR, form):
            return redirect(url_for("budget.show", year=year), 303)
    page = render_template("budget/new_line.html", year=year, form=form)
    return page, 422 if form.sentences else 200


def _page(year: int, row: SheetRow, form: Any) -> str:
    return render_template("budget/line.html", year=year, row=row, form=form, names=month_names(year))


def _row(place: Place, there: dict[Place, list[Money]]) -> SheetRow:
    if place not in there:
        raise NotFound(gettext("Deze regel is er niet in de begroting."))
    return rows_of({place: there[place]})[0]


def _form(year: int, row: SheetRow, **data: Any) -> Any:
    open_to_it = [AS_IT_IS, EVEN, HISTORY, *([SEASON] if _season_of(row.cost_object_id) else []), BY_HAND]
    months: dict[str, Any] = {f"month_{number}": part or None for number, part in enumerate(row.months, 1)}
    ways = [(way, WAYS[way]) for way in open_to_it]
    return line_form(month_names(year), ways, amount=row.total, how=AS_IT_IS, **months, **data)


def _is_kept(year: int, place: Place, so_far: Sequence[Money], form: Any) -> bool:
    try:
        enter_months(year, place, _months(year, place, so_far, form), form.known)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    flash(gettext("De begroting van %(year)s is bewaard.", year=year))
    return True


def _months(year: int, place: Place, so_far: Sequence[Money], form: Any) -> list[Money]:
    """The twelve months as the person wants them; raises Refusal where there is nothing to go by."""
    how, amount = form.how.data, form.amount.data or NOTHING
    if how == BY_HAND:
        total = sum(form.by_hand, NOTHING)
        if amount not in {NOTHING, total, sum(so_far, NOTHING)}:  # it was changed, and the months say otherwise
            raise Refusal(
                gettext("De maanden zijn samen %(total)s. Pas het jaar of de maanden aan.", total=total), "amount"
            )
        return list(form.by_hand)
    if how == AS_IT_IS:
        return spread(amount, so_far)
    weights: Sequence[int] | None = EVENLY
    if how == HISTORY:
        weights = history.of_place(year, place)
    elif how == SEASON:
        weights = _season_of(place[1])
    if weights is None:
        raise Refusal(gettext("Daar is geen seizoen van bekend. Kies een andere manier."), "how")
    return amount.split(weights)


def _season_of(cost_object_id: int) -> Sequence[int] | None:
    return next((one.season for one in plannable() if one.cost_object_id == cost_object_id), None)
