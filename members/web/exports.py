"""The lists of people and members as files."""

from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from coop import clock
from coop.export import Asked, Export, day, text, whole
from coop.report import Report, listed
from members import contribution, login, member, party
from members.engagement import EngagementKind
from members.forms.members import RegisterFilter
from members.register import as_report, register
from members.role_names import ROLE_NAMES
from members.share import standings

_NAME, _EMAIL, _PHONE = lazy_gettext("Naam"), lazy_gettext("E-mailadres"), lazy_gettext("Telefoon")
_STREET, _HOUSE, _POSTCODE = lazy_gettext("Straat"), lazy_gettext("Huisnummer"), lazy_gettext("Postcode")
_CITY, _NUMBER = lazy_gettext("Plaats"), lazy_gettext("Nummer")
_STATES = {"due": lazy_gettext("open"), "invoiced": lazy_gettext("op de factuur"), "waived": lazy_gettext("kwijt")}


def people(asked: Asked) -> Report:
    """People and organisations, as searched."""
    kind = text(asked, "kind")
    found = party.search(
        text(asked, "search"), kind=kind if kind in ("person", "organisation") else None, limit=None
    )
    return listed(
        found,
        (_NAME, lambda one: one.name),
        (_STREET, lambda one: one.street),
        (_HOUSE, lambda one: one.house_number),
        (_POSTCODE, lambda one: one.postcode),
        (_CITY, lambda one: one.city),
        (_EMAIL, lambda one: one.email),
        (_PHONE, lambda one: one.phone),
    )


def members_register(asked: Asked) -> Report:
    """The register on a day, as searched."""
    form = RegisterFilter(formdata=MultiDict(asked))
    form.validate()
    on, kind = form.on.data or clock.today(), form.kind.data
    known = EngagementKind(kind) if kind in set(EngagementKind) else None
    return as_report(on, register(on, search=(form.search.data or "")[:80], kind=known))


def applicants(_asked: Asked) -> Report:
    """Who waits for a decision."""
    return listed(
        member.applicants(),
        (_NAME, lambda one: one.name),
        (_STREET, lambda one: one.person.street),
        (_HOUSE, lambda one: one.person.house_number),
        (lazy_gettext("Aangevraagd"), lambda one: one.applied_on),
    )


def shares(asked: Asked) -> Report:
    """Who holds how many shares on a day."""
    return listed(
        standings(day(asked, "on")),
        (_NUMBER, lambda one: one[0].number),
        (_NAME, lambda one: one[0].name),
        (lazy_gettext("Aandelen"), lambda one: one[1].shares),
        (lazy_gettext("Waarde"), lambda one: one[1].capital),
        (lazy_gettext("Nog te betalen"), lambda one: one[1].unpaid),
        (lazy_gettext("Terug te betalen"), lambda one: one[1].owed),
    )


def dues(asked: Asked) -> Report:
    """What each member owes for a year."""
    return listed(
        contribution.dues(whole(asked, "year") or clock.today().year),
        (_NUMBER, lambda due: due.member.number),
        (_NAME, lambda due: due.member.person.name),
        (lazy_gettext("Staat"), lambda due: _STATES.get(due.state, due.state)),
        (lazy_gettext("Bedrag"), lambda due: due.amount),
    )


def logins(_asked: Asked) -> Report:
    """Who can come in, and as what."""
    return listed(
        login.all_logins(),
        (_NAME, lambda one: one.person.name),
        (_EMAIL, lambda one: one.email),
        (
            lazy_gettext("Rollen"),
            lambda one: ", ".join(str(name) for role, name in ROLE_NAMES.items() if role in one.roles),
        ),
        (lazy_gettext("Geblokkeerd"), lambda one: one.is_blocked),
    )


exports = [
    Export("parties.index", "mensen", people),
    Export("register.index", "ledenregister", members_register),
    Export("members.applications", "aanvragen", applicants),
    Export("shares.index", "ledenkapitaal", shares),
    Export("contribution.index", "contributie", dues),
    Export("access.index", "toegang", logins),
]
