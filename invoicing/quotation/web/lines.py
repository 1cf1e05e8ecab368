"""The costs of a draft on the screen: added, changed, taken out, and what comes on top of them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.forms import EmptyForm
from coop.permission import Permission, allow
from invoicing.quotation import drafting, overhead, quotation
from invoicing.quotation.forms import LineForm, MarkupForm, facts_of_line
from invoicing.quotation.web import sheet

pages = Blueprint("quotation_lines", __name__)


@pages.post("/offertes/<int:quotation_id>/regels")
@allow(Permission.SERVICES_EDIT)
def add(quotation_id: int) -> ResponseReturnValue:
    """Add a cost."""
    found, form = quotation.find(quotation_id, lock=True), LineForm()
    if form.validate_on_submit():
        try:
            drafting.add_line(found, form.facts)
            return redirect(url_for("quotations.show", quotation_id=found.id, _anchor="costs"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return sheet.page(found, line=form), 422


@pages.route("/offertes/<int:quotation_id>/regels/<int:line_id>", methods=["GET", "POST"])
@allow(Permission.SERVICES_EDIT)
def edit(quotation_id: int, line_id: int) -> ResponseReturnValue:
    """Change a cost."""
    found = quotation.find(quotation_id, lock=request.method == "POST")
    line = drafting.line_of(found, line_id)
    found.must_be_draft()
    form = LineForm(**facts_of_line(line), rate=drafting.typed_rate(line))
    if form.validate_on_submit():
        try:
            drafting.change_line(line, form.facts)
            return redirect(url_for("quotations.show", quotation_id=found.id, _anchor="costs"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template("quotations/line.html", form=form, quotation=found)
    return page, 422 if form.sentences else 200


@pages.post("/offertes/<int:quotation_id>/regels/<int:line_id>/weg")
@allow(Permission.SERVICES_EDIT)
def remove(quotation_id: int, line_id: int) -> ResponseReturnValue:
    """Take a cost out."""
    EmptyForm()
    found = quotation.find(quotation_id, lock=True)
    drafting.remove_line(drafting.line_of(found, line_id))
    return redirect(url_for("quotations.show", quotation_id=found.id, _anchor="costs"), 303)


@pages.post("/offertes/<int:quotation_id>/toeslagen")
@allow(Permission.SERVICES_EDIT)
def markups(quotation_id: int) -> ResponseReturnValue:
    """Take what comes on top of the costs, or the price that is asked instead."""
    found, form = quotation.find(quotation_id, lock=True), MarkupForm()
    if form.validate_on_submit():
        drafting.change(found, form.facts)
        return redirect(url_for("quotations.show", quotation_id=found.id, _anchor="price"), 303)
    return sheet.page(found, markups=form), 422


@pages.post("/offertes/<int:quotation_id>/overhead")
@allow(Permission.SERVICES_EDIT)
def suggested(quotation_id: int) -> ResponseReturnValue:
    """Take the overhead that the books suggest."""
    EmptyForm()
    found = quotation.find(quotation_id, lock=True)
    told = overhead.suggestion(clock.today())
    if told.is_usable:
        drafting.change(found, {"overhead": told.basis_points})
        flash(gettext("De overhead is overgenomen uit de boeken."))
    return redirect(url_for("quotations.show", quotation_id=found.id, _anchor="price"), 303)
