"""Who may come in, and as what: the admin gives and takes roles."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop.errors import Refusal
from coop.menu import Group, MenuItem
from coop.permission import Permission, Role, allow
from coop.settings_page import SettingsPage
from members import login as logins
from members import party
from members.forms.access import NewLoginForm, RolesForm
from members.login import Login, make_login
from members.role_names import ROLE_NAMES
from members.session import end_all

pages = Blueprint("access", __name__)
menu = [MenuItem(lazy_gettext("Toegang"), "access.index", Permission.ROLES_GIVE, 40, group=Group.HOUSE)]
settings_pages = [
    SettingsPage(
        lazy_gettext("Wie mag wat"),
        lazy_gettext("Wie kan inloggen, en als wat."),
        "users",
        "access.index",
        Permission.ROLES_GIVE,
        36,
    )
]


@pages.get("/toegang")
@allow(Permission.ROLES_GIVE)
def index() -> ResponseReturnValue:
    """Everyone who can come in."""
    return render_template("access/index.html", logins=logins.all_logins(), names=ROLE_NAMES)


@pages.route("/toegang/<int:login_id>", methods=["GET", "POST"])
@allow(Permission.ROLES_GIVE)
def show(login_id: int) -> ResponseReturnValue:
    """Somebody's roles, to change."""
    login = logins.find(login_id)
    form = RolesForm(roles=[role.value for role in login.roles])
    if form.validate_on_submit():
        try:
            login.become({Role(role) for role in form.roles.data or []})
            flash(gettext("De rollen van %(name)s zijn bewaard.", name=login.person.name))
            return redirect(url_for("access.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(login, form), 422 if form.sentences else 200


@pages.post("/toegang/<int:login_id>/blokkade")
@allow(Permission.ROLES_GIVE)
def block(login_id: int) -> ResponseReturnValue:
    """Keep somebody out, at once and everywhere."""
    login = logins.find(login_id)
    login.block()
    end_all(login.id)
    flash(gettext("%(name)s kan niet meer inloggen.", name=login.person.name))
    return redirect(url_for("access.show", login_id=login.id), 303)


@pages.post("/toegang/<int:login_id>/blokkade/einde")
@allow(Permission.ROLES_GIVE)
def unblock(login_id: int) -> ResponseReturnValue:
    """Let somebody in again."""
    login = logins.find(login_id)
    login.unblock()
    flash(gettext("%(name)s kan weer inloggen.", name=login.person.name))
    return redirect(url_for("access.show", login_id=login.id), 303)


@pages.route("/toegang/nieuw/<int:person_id>", methods=["GET", "POST"])
@allow(Permission.ROLES_GIVE)
def new(person_id: int) -> ResponseReturnValue:
    """Give a person a way in."""
    person = party.find_person(person_id)
    form = NewLoginForm(email=person.email, roles=[Role.MEMBER.value])
    if form.validate_on_submit():
        try:
            login = make_login(
                person, *(Role(role) for role in form.roles.data or []), email=form.email.data or ""
            )
            flash(gettext("%(name)s kan inloggen met %(email)s.", name=person.name, email=login.email))
            return redirect(url_for("access.index"), 303)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("access/new.html", form=form, newcomer=person), 422 if form.sentences else 200


def _page(login: Login, form: RolesForm) -> str:
    return render_template("access/show.html", login=login, form=form)
