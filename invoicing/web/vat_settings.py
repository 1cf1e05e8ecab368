"""The VAT settings: how often we declare, and which part of the VAT we pay is deducted."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import actor_names, clock
from coop.errors import Refusal
from coop.permission import Permission, allow
from coop.settings_page import SettingsPage
from invoicing import taxed_share, vat_period
from invoicing.forms.vat_settings import FrequencyForm, ShareForm

pages = Blueprint("vat_settings", __name__)
settings_pages = [
    SettingsPage(
        lazy_gettext("Btw"),
        lazy_gettext("Hoe vaak jullie aangifte doen, en welk deel van de btw jullie aftrekken."),
        "landmark",
        "vat_settings.show",
        Permission.VAT_FILE,
        34,
    )
]


@pages.get("/btw/instellingen")
@allow(Permission.VAT_FILE)
def show() -> ResponseReturnValue:
    """The settings as they are."""
    return _page(ShareForm(formdata=None, year=clock.today().year))


@pages.post("/btw/instellingen/aftrek")
@allow(Permission.VAT_FILE)
def share() -> ResponseReturnValue:
    """Set the share of a year."""
    form = ShareForm()
    if form.validate_on_submit():
        try:
            taxed_share.set_share(form.year.data, form.percent.data * 100, form.reason.data)
            flash(gettext("Vanaf nu trekken we bij inkopen dit deel van de btw af."))
            return redirect(url_for("vat_settings.show"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(form), 422


@pages.post("/btw/instellingen/tijdvak")
@allow(Permission.VAT_FILE)
def frequency() -> ResponseReturnValue:
    """Declare by the month or by the quarter from a day on."""
    form = FrequencyForm()
    if form.validate_on_submit():
        try:
            vat_period.set_frequency(form.begin.data, form.months.data)
            flash(gettext("Het tijdvak van de aangifte is gekozen."))
            return redirect(url_for("vat_settings.show"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(ShareForm(formdata=None, year=clock.today().year), form), 422


def _page(form: ShareForm, often: FrequencyForm | None = None) -> str:
    shares = taxed_share.shares()
    return render_template(
        "vat_settings/show.html",
        form=form,
        often=often or FrequencyForm(formdata=None),
        frequencies=vat_period.frequencies(),
        shares=shares,
        names=actor_names.names(share.set_by for share in shares),
    )
