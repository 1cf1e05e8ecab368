"""Setting when somebody is there."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import TimeField
from wtforms.validators import Optional

from coop import opening_hours
from coop.errors import Refusal
from coop.forms import Form
from coop.opening_hours import WEEK
from coop.permission import Permission, allow
from coop.settings_page import SettingsPage

pages = Blueprint("opening_hours", __name__)
settings_pages = [
    SettingsPage(
        lazy_gettext("Openingstijden"),
        lazy_gettext("Op welke dagen mensen kunnen bellen of langskomen."),
        "clock",
        "opening_hours.show",
        Permission.SETTINGS_EDIT,
        16,
    )
]


class WeekForm(Form):
    """From when until when, for each day of the week."""


for _weekday in WEEK:
    setattr(WeekForm, f"opens_{_weekday}", TimeField(lazy_gettext("Van"), [Optional()]))
    setattr(WeekForm, f"closes_{_weekday}", TimeField(lazy_gettext("Tot"), [Optional()]))


@pages.route("/instellingen/openingstijden", methods=["GET", "POST"])
@allow(Permission.SETTINGS_EDIT)
def show() -> ResponseReturnValue:
    """Show the week and change it."""
    form = WeekForm(data=_as_kept())
    if form.validate_on_submit():
        try:
            opening_hours.change({day: (form[f"opens_{day}"].data, form[f"closes_{day}"].data) for day in WEEK})
            flash(gettext("De openingstijden zijn bewaard."))
            return redirect(url_for("settings.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("opening_hours/show.html", page=settings_pages[0], form=form, days=WEEK), (
        422 if form.sentences else 200
    )


def _as_kept() -> dict[str, object]:
    kept: dict[str, object] = {}
    for day, hours in opening_hours.week().items():
        kept |= {f"opens_{day}": hours.opens, f"closes_{day}": hours.closes}
    return kept
