"""The pages of liquidity: the weeks ahead, what moves in a week, and the floor."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock
from coop.errors import NotFound, Refusal
from coop.permission import Permission, allow
from coop.settings_page import SettingsPage
from coop.web.download import table
from invoicing.forecast.web import page_behind
from invoicing.liquidity import floor
from invoicing.liquidity.chart import picture
from invoicing.liquidity.exports import count_of
from invoicing.liquidity.flow import KIND_NAMES
from invoicing.liquidity.forms import FloorForm
from invoicing.liquidity.liquidity import liquidity, look
from invoicing.liquidity.overview import overview
from invoicing.liquidity.weeks import MOST, WEEKS
from invoicing.liquidity.words import answer, how_people_pay

pages = Blueprint("liquidity", __name__)
settings_pages = [
    SettingsPage(
        lazy_gettext("Laagste saldo"),
        lazy_gettext("Hoeveel geld er altijd op jullie rekeningen moet staan. We zeggen het als dat niet lukt."),
        "landmark",
        "liquidity.edit_floor",
        Permission.BUDGET_EDIT,
        23,
    )
]


@pages.get("/geld-per-week")
@allow(Permission.EXPLOITATIE_READ)
def show() -> ResponseReturnValue:
    """The weeks ahead: three months, or half a year."""
    count = count_of(request.args)
    found = liquidity(clock.today(), count)
    return render_template(
        "liquidity/show.html",
        found=found,
        answer=answer(found),
        how=how_people_pay(found),
        picture=picture(found),
        count=count,
        choices=(WEEKS, MOST),
    )


@pages.get("/geld-per-week/<begin>")
@allow(Permission.EXPLOITATIE_READ)
def week(begin: str) -> ResponseReturnValue:
    """Everything that moves in the week of a Monday."""
    found = liquidity(clock.today(), MOST)
    weeks = {one.begin.isoformat(): one for one in found.weeks}
    if begin not in weeks:
        raise NotFound(gettext("Zo ver kijken we niet."))
    return render_template("liquidity/week.html", week=weeks[begin], names=KIND_NAMES, page_behind=page_behind)


@pages.get("/geld-per-week.json")
@allow(Permission.EXPLOITATIE_READ)
def download() -> ResponseReturnValue:
    """The weeks for a program."""
    return table(overview(liquidity(clock.today(), count_of(request.args))), "geld-per-week", "json")


@pages.route("/geld-per-week/laagste-saldo", methods=["GET", "POST"])
@allow(Permission.BUDGET_EDIT)
def edit_floor() -> ResponseReturnValue:
    """Agree on the least that should stand on our accounts."""
    form = FloorForm(data={"amount": floor.find()})
    if form.validate_on_submit():
        try:
            floor.set_floor(form.amount.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            look(clock.today())
            flash(gettext("Het laagste saldo is bewaard."))
            return redirect(url_for("liquidity.show"), 303)
    return render_template(
        "liquidity/floor.html", form=form, page=settings_pages[0]
    ), 422 if form.sentences else 200
