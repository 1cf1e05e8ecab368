"""Changing the catalogue: the list of services and the form of one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from coop.rules import book
from coop.settings_page import SettingsPage
from orders import service_editing
from orders.drawing import DRAWINGS
from orders.service import Service
from orders.web import catalogue as shop
from orders.web.service_form import ServiceForm, read_extras, written_extras

menu = [
    MenuItem(lazy_gettext("Diensten"), "services.manage", Permission.SERVICES_EDIT, 10, group=Group.HOUSE, key="d")
]
settings_pages = [
    SettingsPage(
        lazy_gettext("Diensten en prijzen"),
        lazy_gettext("Wat bewoners kunnen bestellen, en wat het kost."),
        "sprout",
        "services.manage",
        Permission.SERVICES_EDIT,
        30,
    )
]


@shop.pages.get("/diensten")
@allow(Permission.SERVICES_EDIT)
def manage() -> ResponseReturnValue:
    """Every service, also those that are not offered now."""
    labels = {rule.code: rule.label for rule in book.vat_rules()}
    return render_template("services/manage.html", services=service_editing.every_service(), labels=labels)


@shop.pages.route("/diensten/nieuw", methods=["GET", "POST"])
@allow(Permission.SERVICES_EDIT)
def new() -> ResponseReturnValue:
    """Add a service."""
    form = ServiceForm()
    form.fill_choices()
    return _answer(form, None)


@shop.pages.route("/diensten/<int:service_id>", methods=["GET", "POST"])
@allow(Permission.SERVICES_EDIT)
def edit(service_id: int) -> ResponseReturnValue:
    """Change a service from now on."""
    service = service_editing.find(service_id)
    form = ServiceForm(obj=service, extra_lines=written_extras(service), icon=service.drawing.icon)
    form.fill_choices()
    return _answer(form, service)


def _answer(form: ServiceForm, service: Service | None) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            extras = read_extras(form.extra_lines.data or "")
            if service is None:
                kept = service_editing.create(form.facts(), extras)
            else:
                kept = service_editing.revise(service, form.facts(), extras)
            _show_picture(form, kept)
            flash(gettext("Bewaard. Bestellingen van eerder houden hun prijs."))
            return redirect(url_for("services.manage"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    wrong = form.errors or form.form_errors
    return render_template(
        "services/edit.html",
        form=form,
        service=service,
        drawings={drawing.icon: drawing.name for drawing in DRAWINGS},
    ), (422 if wrong else 200)


def _show_picture(form: ServiceForm, service: Service) -> None:
    chosen = request.files.get("picture")
    if chosen is not None and chosen.filename:
        service_editing.show_picture(service, chosen.read())
    elif form.no_picture.data:
        service_editing.show_picture(service, None)
