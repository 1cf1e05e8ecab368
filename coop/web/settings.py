"""The settings of the wijk: its names, its look, its words, its numbers, and the choices the law leaves to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import colour, logo, settings_page, wijk
from coop.errors import Refusal
from coop.forms import Form
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from coop.settings_page import SettingsPage
from coop.web.settings_forms import (
    AgreementsForm,
    AllowanceForm,
    LookForm,
    NameForm,
    NumbersForm,
    WordsForm,
)

pages = Blueprint("settings", __name__)
menu = [
    MenuItem(
        lazy_gettext("Instellingen"),
        "settings.index",
        Permission.SETTINGS_EDIT,
        30,
        rooms=("rules", "opening_hours", "first_steps", "unsent"),
        group=Group.HOUSE,
        key="s",
    )
]

_NOT_FACTS = {"once", "csrf_token", "logo", "no_logo"}


@dataclass(frozen=True)
class Part:
    """Settings that belong together: their form, and the page that leads to it."""

    form: type[Form]
    page: SettingsPage


def _part(name: str, form: type[Form], place: int, icon: str, label: object, sentence: object) -> tuple[str, Part]:
    page = SettingsPage(
        label, sentence, icon, "settings.show", Permission.SETTINGS_EDIT, place, values={"name": name}
    )
    return name, Part(form, page)


PARTS: Mapping[str, Part] = dict(
    (
        _part(
            "naam",
            NameForm,
            10,
            "house",
            lazy_gettext("Naam en adres"),
            lazy_gettext("Hoe jullie heten en waar mensen jullie vinden. Dit staat op elke factuur en brief."),
        ),
        _part(
            "uiterlijk",
            LookForm,
            12,
            "paint-roller",
            lazy_gettext("Logo en kleur"),
            lazy_gettext("Zo herkennen mensen jullie, op het scherm en op papier."),
        ),
        _part(
            "teksten",
            WordsForm,
            14,
            "pencil",
            lazy_gettext("Teksten"),
            lazy_gettext("Wat jullie over jezelf vertellen op de eerste pagina en bij Contact."),
        ),
        _part(
            "nummers",
            NumbersForm,
            20,
            "file-text",
            lazy_gettext("KvK, btw en bank"),
            lazy_gettext("De nummers die jullie kregen. Zonder deze nummers kun je geen goede factuur sturen."),
        ),
        _part(
            "afspraken",
            AgreementsForm,
            22,
            "wallet",
            lazy_gettext("Afspraken over geld"),
            lazy_gettext("Hoe lang klanten hebben om te betalen, en wanneer twee mensen moeten tekenen."),
        ),
        _part(
            "vergoeding",
            AllowanceForm,
            24,
            "hand-heart",
            lazy_gettext("Vrijwilligersvergoeding"),
            lazy_gettext("Of vrijwilligers een vergoeding mogen krijgen, en waarom dat mag."),
        ),
    )
)
settings_pages = [part.page for part in PARTS.values()]


@pages.get("/instellingen")
@allow(Permission.SETTINGS_EDIT)
def index() -> ResponseReturnValue:
    """All that can be set, each with a sentence on what it is for."""
    return render_template("settings/index.html", offered=settings_page.offered())


@pages.route("/instellingen/<name>", methods=["GET", "POST"])
@allow(Permission.SETTINGS_EDIT)
def show(name: str) -> ResponseReturnValue:
    """Show settings that belong together and change them."""
    part = PARTS.get(name) or abort(404)
    house = wijk.current()
    form = part.form(obj=house)
    if form.validate_on_submit():
        try:
            return _changed(house, form)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("settings/show.html", page=part.page, form=form, house=house), (
        422 if form.sentences else 200
    )


def _changed(house: wijk.Wijk, form: Form) -> ResponseReturnValue:
    facts = {field.name: field.data for field in form if field.name not in _NOT_FACTS}
    if isinstance(form, LookForm):
        facts |= {"colour": form.colour.data or colour.HOUSE, **_logo(form)}
    house.change({name: fact.strip() if isinstance(fact, str) else fact for name, fact in facts.items()})
    flash(gettext("De instellingen zijn bewaard."))
    return redirect(url_for("settings.index"), 303)


def _logo(form: LookForm) -> dict[str, str | None]:
    chosen = request.files.get("logo")
    if chosen is not None and chosen.filename:
        return {"logo_sha": logo.keep(chosen.read())}
    return {"logo_sha": None} if form.no_logo.data else {}
