"""What an hour costs us, by engagement and from which day; and which hours or allowances ask attention."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from coop import clock, wijk
from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from coop.settings_page import SettingsPage
from invoicing import cost_rate, labour_cost
from invoicing.allowances.over import over
from invoicing.forms.costs import RateForm
from members.engagement import KIND_NAMES, EngagementKind

pages = Blueprint("rates", __name__)
menu = [MenuItem(lazy_gettext("Uurkosten"), "rates.index", Permission.PURCHASES_BOOK, 20, group=Group.HOUSE)]
settings_pages = [
    SettingsPage(
        lazy_gettext("Uurkosten"),
        lazy_gettext("Wat een uur werk de coöperatie kost, en vanaf wanneer."),
        "clock",
        "rates.index",
        Permission.PURCHASES_BOOK,
        32,
    )
]


@pages.route("/uurkosten", methods=["GET", "POST"])
@allow(Permission.PURCHASES_BOOK)
def index() -> ResponseReturnValue:
    """Show the rates and take a new one; approved hours that waited for it are costed at once."""
    form = RateForm(begin=clock.today().replace(day=1))
    if form.validate_on_submit():
        try:
            rate = cost_rate.set_rate(form.engagement.data, form.begin.data, form.amount.data)
            _tell(rate, labour_cost.catch_up())
            return redirect(url_for("rates.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template(
        "rates/index.html",
        form=form,
        rates=cost_rate.rates(),
        waiting=labour_cost.without_rate(),
        has_basis=bool(wijk.current().allowance_basis),
        warnings=over(clock.today().year),
        kind_name=lambda kind: KIND_NAMES[EngagementKind(kind)],
    )
    return page, 422 if form.sentences else 200


def _tell(rate: cost_rate.CostRate, caught_up: int) -> None:
    most = cost_rate.hourly_limit_passed(rate)
    if most is not None:
        over = gettext("Dit is meer dan het hoogste uurbedrag (%(most)s): dan is alles belast.", most=most)
        flash(over, "warning")
    flash(
        ngettext(
            "Het tarief staat erin. %(num)d keer uren is nu berekend.",
            "Het tarief staat erin. %(num)d keer uren zijn nu berekend.",
            caught_up,
        )
    )
