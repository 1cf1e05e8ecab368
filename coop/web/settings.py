"""The settings of the wijk: its names, its numbers, and the choices that the law leaves to it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, FileField, IntegerField, StringField, TextAreaField
from wtforms.fields import EmailField
from wtforms.validators import Length, NumberRange, Optional

from coop import colour, identifiers, logo, wijk
from coop.errors import Refusal
from coop.forms import CheckedField, Email, Form, MoneyField, PhoneField, PostcodeField, required
from coop.menu import MenuItem
from coop.permission import Permission, allow

pages = Blueprint("settings", __name__)
menu = [MenuItem(lazy_gettext("Instellingen"), "settings.show", Permission.SETTINGS_EDIT, 91)]

_NOT_FACTS = {"once", "csrf_token", "logo", "no_logo"}
_TOO_LONG = lazy_gettext("Dit is te lang.")


class SettingsForm(Form):
    """What stands on every invoice and letter, and what the members decided."""

    name = StringField(lazy_gettext("Naam van de wijk"), [required(), Length(max=80, message=_TOO_LONG)])
    legal_name = StringField(
        lazy_gettext("Naam van de coöperatie"), [required(), Length(max=120, message=_TOO_LONG)]
    )
    street = StringField(lazy_gettext("Straat"), [Length(max=80, message=_TOO_LONG)])
    house_number = StringField(lazy_gettext("Huisnummer"), [Length(max=12, message=_TOO_LONG)])
    postcode = PostcodeField(lazy_gettext("Postcode"), [Optional()])
    city = StringField(lazy_gettext("Plaats"), [Length(max=60, message=_TOO_LONG)])
    email = EmailField(
        lazy_gettext("E-mailadres"),
        [
            required(),
            Email(),
            Length(max=254, message=_TOO_LONG),
        ],
    )
    phone = PhoneField(lazy_gettext("Telefoon"), [Optional()])
    kvk = CheckedField(lazy_gettext("KvK-nummer"), [Optional()], reads=identifiers.kvk)
    vat_id = CheckedField(lazy_gettext("Btw-nummer"), [Optional()], reads=identifiers.vat_id)
    iban = CheckedField(lazy_gettext("Rekeningnummer (IBAN)"), [Optional()], reads=identifiers.iban)
    creditor_id = CheckedField(lazy_gettext("Incassant-ID"), [Optional()], reads=identifiers.creditor_id)
    payment_days = IntegerField(
        lazy_gettext("Betaaltermijn in dagen"),
        [required(), NumberRange(1, 60, message=lazy_gettext("Kies 1 tot 60 dagen."))],
    )
    colour = CheckedField(lazy_gettext("Kleur op papier"), [Optional()], reads=colour.readable)
    logo = FileField(lazy_gettext("Logo (png)"), [Optional()])
    no_logo = BooleanField(lazy_gettext("Haal het logo weg"))
    purchase_limit = MoneyField(lazy_gettext("Goedkeuring nodig boven"), [required()])
    small_difference = MoneyField(lazy_gettext("Klein verschil op een factuur"), [required()])
    allowance_basis = TextAreaField(
        lazy_gettext("Grondslag voor de vrijwilligersvergoeding"), [Length(max=1000, message=_TOO_LONG)]
    )


@pages.route("/instellingen", methods=["GET", "POST"])
@allow(Permission.SETTINGS_EDIT)
def show() -> ResponseReturnValue:
    """Show the settings and change them."""
    house = wijk.current()
    form = SettingsForm(obj=house)
    if form.validate_on_submit():
        try:
            return _changed(house, form)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template(
        "settings/show.html", form=form, has_logo=house.logo_sha
    ), 422 if form.sentences else 200


def _changed(house: wijk.Wijk, form: SettingsForm) -> ResponseReturnValue:
    facts = {field.name: field.data for field in form if field.name not in _NOT_FACTS}
    facts["colour"] = facts["colour"] or colour.HOUSE
    chosen = request.files.get("logo")
    if chosen is not None and chosen.filename:
        facts["logo_sha"] = logo.keep(chosen.read())
    elif form.no_logo.data:
        facts["logo_sha"] = None
    house.change({name: fact.strip() if isinstance(fact, str) else fact for name, fact in facts.items()})
    flash(gettext("De instellingen zijn bewaard."))
    return redirect(url_for("settings.show"), 303)
