"""The rules nobody here read: each is confirmed once, by the treasurer, on somebody's advice."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import StringField

from coop import actor_names
from coop.forms import EmptyForm, Form, Length, required
from coop.permission import Permission, allow
from coop.rules import confirmation
from coop.rules.question import questions
from coop.settings_page import SettingsPage

pages = Blueprint("rules", __name__)
settings_pages = [
    SettingsPage(
        lazy_gettext("Regels om te bevestigen"),
        lazy_gettext("Regels die iemand met verstand van zaken één keer moet nakijken."),
        "list-checks",
        "rules.index",
        Permission.RULES_CONFIRM,
        40,
    )
]


class AdviceForm(Form):
    """On whose advice a rule is taken for right."""

    advice = StringField(lazy_gettext("Wie keek dit na?"), [required(), Length(max=200)])


@pages.get("/instellingen/regels")
@allow(Permission.RULES_CONFIRM)
def index() -> ResponseReturnValue:
    """Every rule that is asked, the open ones first."""
    return _page()


@pages.post("/instellingen/regels/<code>/bevestiging")
@allow(Permission.RULES_CONFIRM)
def confirm(code: str) -> ResponseReturnValue:
    """Take a rule for right."""
    form = AdviceForm()
    if form.validate_on_submit():
        try:
            confirmation.confirm(code, form.advice.data)
            flash(gettext("Bevestigd. We vragen het niet meer."))
            return redirect(url_for("rules.index"), 303)
        except confirmation.NoAdvice as refusal:
            form.refuse(refusal)
    return _page(code, form), 422


@pages.post("/instellingen/regels/<code>/herroeping")
@allow(Permission.RULES_CONFIRM)
def withdraw(code: str) -> ResponseReturnValue:
    """Ask a rule again."""
    if EmptyForm().validate_on_submit():
        confirmation.withdraw(code)
        flash(gettext("Deze regel staat weer open."))
    return redirect(url_for("rules.index"), 303)


def _page(code: str | None = None, form: AdviceForm | None = None) -> str:
    confirmed = confirmation.confirmations()
    asked = questions()
    return render_template(
        "rules/index.html",
        open=[
            (each, _form(each.code, form if each.code == code else None))
            for each in asked
            if each.code not in confirmed
        ],
        confirmed=[(each, confirmed[each.code]) for each in asked if each.code in confirmed],
        names=actor_names.names(row.confirmed_by for row in confirmed.values()),
    )


def _form(code: str, filled: AdviceForm | None) -> AdviceForm:
    # A page with many forms of one kind: each field needs an id of its own.
    form = filled or AdviceForm(formdata=None)
    form.advice.id = f"advice-{code}"
    return form
