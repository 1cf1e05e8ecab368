"""People from a spreadsheet: every row read strictly, in a constant number of statements."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import phonenumbers
from flask_babel import gettext
from sqlalchemy import select
from stdnum.nl import postcode as nl_postcode

from coop import clock, identifiers
from coop.database import db
from coop.errors import Refusal
from coop.mail_address import is_address, normal_address
from coop.sequence import take_numbers
from coop.spreadsheet import Row, all_or_nothing
from members.engagement import Engagement, EngagementKind
from members.member import Member, MemberState
from members.party import Organisation, Party, Person

NEEDED = ("postcode", "huisnummer")
COLUMNS = {
    *NEEDED,
    *("naam", "voornaam", "achternaam", "soort", "e-mail", "email", "telefoon", "straat", "plaats", "stadspas"),
    *("lid sinds", "inzet", "kvk", "btw-nummer", "oin", "contactpersoon"),
}
EARLIEST = date(1900, 1, 1)

_KINDS = {"": "bewoner", "bewoner": "bewoner", "lid": "lid", "organisatie": "organisatie"}
_ENGAGEMENTS = {
    "regulier": EngagementKind.EMPLOYEE,
    "vast": EngagementKind.EMPLOYEE,
    "vrijwillig": EngagementKind.VOLUNTEER,
    "participatie": EngagementKind.PARTICIPATION,
    "starter": EngagementKind.STARTER,
    "leerling": EngagementKind.APPRENTICE,
}
_YES = {"ja": True, "j": True, "x": True, "1": True, "nee": False, "n": False, "0": False, "": False}


@dataclass(frozen=True)
class Came:
    """How many came in, by kind."""

    residents: int
    members: int
    organisations: int

    def __str__(self) -> str:
        return f"{self.residents} bewoners, {self.members} leden, {self.organisations} organisaties"


@dataclass(frozen=True)
class _Read:
    line: int
    kind: str
    party: Party
    since: date | None
    engagement: EngagementKind | None


def bring_in(rows: list[Row]) -> Came:
    """Add everyone in the rows; members get their number in the order of the day they joined.

    Raises BadRows with every fault when there is one; then nothing was added.
    """
    known: dict[tuple[str, str, str], int | None] = {
        _key(*row): None for row in db.session.execute(select(Party.name, Party.postcode, Party.house_number))
    }

    def one(row: Row) -> _Read:
        read = _read(row)
        key = _key(read.party.name, read.party.postcode, read.party.house_number)
        line = known.setdefault(key, row.line)
        if line is None:
            raise Refusal(gettext("%(name)s staat al in onze lijst; haal deze regel weg", name=read.party.name))
        if line != row.line:
            told = {"name": read.party.name, "line": line}
            raise Refusal(gettext("%(name)s staat ook al op regel %(line)s; haal deze regel weg", **told))
        return read

    found = all_or_nothing(rows, one)
    db.session.add_all(read.party for read in found)
    db.session.flush()
    _admit(sorted((read for read in found if read.since), key=lambda read: (read.since, read.line)))
    kinds = Counter(read.kind for read in found)
    return Came(kinds["bewoner"], kinds["lid"], kinds["organisatie"])


def _admit(joining: list[_Read]) -> None:
    if not joining:
        return
    members = [
        Member(
            person_id=read.party.id,
            number=number,
            state=MemberState.ADMITTED,
            applied_on=read.since,
            admitted_on=read.since,
        )
        for read, number in zip(joining, take_numbers("member", len(joining)), strict=True)
    ]
    db.session.add_all(members)
    db.session.flush()
    db.session.add_all(
        Engagement(member_id=member.id, kind=read.engagement, begin=read.since)
        for read, member in zip(joining, members, strict=True)
        if read.engagement
    )
    db.session.flush()


def _read(row: Row) -> _Read:
    kind = _choice(row, "soort", _KINDS)
    since, engagement = _day(row, "lid sinds"), None
    if kind == "lid":
        since = since or clock.today()
        if not EARLIEST <= since <= clock.today():
            raise Refusal(
                gettext(
                    "%(value)s als lid sinds kan niet; kies een dag tot en met vandaag",
                    value=row.text("lid sinds"),
                )
            )
        if row.text("inzet"):
            engagement = _choice(row, "inzet", _ENGAGEMENTS)
    elif since or row.text("inzet"):
        raise Refusal(gettext("lid sinds en inzet horen bij een lid; zet in de kolom soort: lid"))
    party = _organisation(row) if kind == "organisatie" else _person(row)
    return _Read(row.line, kind, party, since, engagement)


def _person(row: Row) -> Person:
    name = row.text("naam") or f"{row.text('voornaam')} {row.text('achternaam')}".strip()
    if not name:
        raise Refusal(gettext("er staat geen naam; vul naam in, of voornaam en achternaam"))
    facts = _contact(row)
    if row.text("voornaam") and row.text("achternaam"):
        facts |= {"given_name": row.text("voornaam"), "family_name": row.text("achternaam")}
    else:
        facts["name"] = " ".join(name.split())
    person = Person(**facts, city_pass=_choice(row, "stadspas", _YES))
    if len(person.given_name) > 60 or len(person.family_name) > 80 or len(person.name) > 120:
        raise Refusal(gettext("de naam is te lang: hoogstens 60 tekens voornaam, 80 achternaam en 120 samen"))
    return person


def _organisation(row: Row) -> Organisation:
    row.needed("naam")
    return Organisation(
        **_contact(row),
        name=row.short("naam", 120),
        contact_name=row.short("contactpersoon", 80),
        kvk=_checked(row, "kvk", identifiers.kvk),
        vat_id=_checked(row, "btw-nummer", identifiers.vat_id),
        oin=_checked(row, "oin", identifiers.oin),
    )


def _contact(row: Row) -> dict[str, Any]:
    return {
        "email": _email(row),
        "phone": _phone(row),
        "street": row.short("straat", 80),
        "house_number": row.short("huisnummer", 12),
        "postcode": _postcode(row),
        "city": row.short("plaats", 60),
        "created_at": clock.now(),
    }


def _email(row: Row) -> str:
    text = normal_address(row.text("e-mail") or row.text("email"))
    if text and not is_address(text):
        raise Refusal(gettext("%(value)s is geen e-mailadres; verbeter het of maak het leeg", value=text))
    return text


def _phone(row: Row) -> str:
    text = row.text("telefoon")
    if not text:
        return ""
    try:
        # A spreadsheet drops the first 0 of what it takes for a number.
        number = phonenumbers.parse(f"0{text}" if len(text) == 9 and text.isdigit() else text, "NL")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise Refusal(gettext("%(value)s is geen telefoonnummer; schrijf het als 06 1234 5678", value=text))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _postcode(row: Row) -> str:
    text = row.text("postcode")
    if not text:
        return ""
    if not nl_postcode.is_valid(text):
        raise Refusal(gettext("%(value)s is geen postcode; schrijf die als 9736 AB", value=text))
    compact = str(nl_postcode.validate(text)).replace(" ", "")
    return f"{compact[:4]} {compact[4:]}"


def _day(row: Row, column: str) -> date | None:
    text = row.text(column)
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    if text:
        raise Refusal(
            gettext(
                "%(value)s in de kolom %(column)s is geen datum; schrijf die als 3-2-2026",
                value=text,
                column=column,
            )
        )
    return None


def _choice(row: Row, column: str, choices: dict[str, Any]) -> Any:
    text = row.text(column).lower()
    if text not in choices:
        allowed = ", ".join(choice for choice in choices if choice)
        raise Refusal(
            gettext(
                "%(value)s in de kolom %(column)s kennen we niet; kies uit %(choices)s",
                value=text,
                column=column,
                choices=allowed,
            )
        )
    return choices[text]


def _checked(row: Row, column: str, check: Any) -> str:
    return str(check(row.text(column))) if row.text(column) else ""


def _key(name: str, postcode: str, house_number: str) -> tuple[str, str, str]:
    return " ".join(name.split()).lower(), postcode, house_number.lower()
