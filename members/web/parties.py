"""People and organisations on the screen: found, added and changed."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop.database import db
from coop.mail_address import normal_address
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from members import login as logins
from members import member, party
from members.forms.parties import OrganisationForm, PartyForm, PersonForm
from members.party import Organisation, Party, Person

pages = Blueprint("parties", __name__)
menu = [
    MenuItem(
        lazy_gettext("Mensen en organisaties"),
        "parties.index",
        Permission.PEOPLE_READ,
        20,
        group=Group.PEOPLE,
        key="m",
    )
]

PAGE = 50


@pages.get("/mensen")
@allow(Permission.PEOPLE_READ)
def index() -> ResponseReturnValue:
    """Search everyone we deal with."""
    text, kind = request.args.get("search", "")[:80], request.args.get("kind", "")
    kind = kind if kind in ("person", "organisation") else ""
    after = request.args.get("after", type=int)
    found = party.search(text, kind=kind or None, limit=PAGE + 1, after=after)
    again: dict[str, Any] = {"search": text or None, "kind": kind or None}
    return render_template(
        "parties/index.html",
        parties=found[:PAGE],
        newer=url_for("parties.index", **again) if after else None,
        older=url_for("parties.index", **again, after=found[PAGE - 1].id) if len(found) > PAGE else None,
        search=text,
        kind=kind,
    )


@pages.get("/mensen/<int:party_id>")
@allow(Permission.PEOPLE_READ)
def show(party_id: int) -> ResponseReturnValue:
    """One person or organisation."""
    found = party.find(party_id)
    return render_template(
        "parties/show.html", party=found, memberships=member.of_person(party_id), login=logins.of_person(party_id)
    )


@pages.route("/mensen/nieuw/<any(persoon, organisatie):kind>", methods=["GET", "POST"])
@allow(Permission.PEOPLE_EDIT)
def new(kind: str) -> ResponseReturnValue:
    """Add a person or an organisation."""
    form: PartyForm = PersonForm() if kind == "persoon" else OrganisationForm()
    if not form.validate_on_submit():
        return render_template("parties/edit.html", form=form, party=None), 422 if form.errors else 200
    made: Party = Person(**_facts(form)) if kind == "persoon" else Organisation(**_facts(form))
    db.session.add(made)
    db.session.flush()
    flash(gettext("%(name)s staat in de lijst.", name=made.name))
    return redirect(url_for("parties.show", party_id=made.id), 303)


@pages.route("/mensen/<int:party_id>/gegevens", methods=["GET", "POST"])
@allow(Permission.PEOPLE_EDIT)
def edit(party_id: int) -> ResponseReturnValue:
    """Change what we know of somebody."""
    found = party.find(party_id)
    form: PartyForm = OrganisationForm(obj=found) if found.is_organisation else PersonForm(obj=found)
    if not form.validate_on_submit():
        return render_template("parties/edit.html", form=form, party=found), 422 if form.errors else 200
    found.change(_facts(form))
    flash(gettext("De gegevens zijn bewaard."))
    return redirect(url_for("parties.show", party_id=found.id), 303)


def _facts(form: PartyForm) -> dict[str, Any]:
    facts = {
        field.name: (field.data or "").strip() if isinstance(field.data, str) or field.data is None else field.data
        for field in form
        if field.name not in ("once", "csrf_token")
    }
    return facts | {"email": normal_address(facts["email"])}
