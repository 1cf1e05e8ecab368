"""The register of members as it was on any day: who, since when, and how they take part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from sqlalchemy import ColumnElement, func, select

from coop.database import db
from coop.report import Report
from members import engagement
from members.engagement import KIND_NAMES, Engagement, EngagementKind
from members.member import Member, on_register
from members.party import Person, matches


@dataclass(frozen=True)
class RegisterRow:
    """One line of the register."""

    id: int
    number: int
    name: str
    street: str
    house_number: str
    postcode: str
    city: str
    email: str
    phone: str
    admitted_on: date
    resigned_on: date | None
    kinds: tuple[EngagementKind, ...]

    @property
    def address(self) -> str:
        """The address on one line."""
        return f"{self.street} {self.house_number}, {self.postcode} {self.city}".strip(", ")

    @property
    def kind_names(self) -> str:
        """How the member took part on that day, in words."""
        return ", ".join(str(KIND_NAMES[kind]) for kind in self.kinds)


def register(
    on: date,
    *,
    search: str = "",
    kind: EngagementKind | None = None,
    after: int = 0,
    limit: int | None = None,
) -> Sequence[RegisterRow]:
    """The members on a day by number, from after a number on; two statements, however many rows."""
    query = select(
        Member.id,
        Member.number,
        Person.name,
        Person.street,
        Person.house_number,
        Person.postcode,
        Person.city,
        Person.email,
        Person.phone,
        Member.admitted_on,
        Member.resigned_on,
    ).join(Person, Person.id == Member.person_id)
    query = query.where(Member.number > after, *_conditions(on, search, kind)).order_by(Member.number)
    rows = db.session.execute(query.limit(limit)).all()
    kinds = engagement.kinds_on(on, [row.id for row in rows] if limit else None)
    return [RegisterRow(**row._mapping, kinds=tuple(kinds.get(row.id, ()))) for row in rows]


def count(on: date, *, search: str = "", kind: EngagementKind | None = None) -> int:
    """How many members there were on a day."""
    query = select(func.count(Member.id)).join(Person, Person.id == Member.person_id)
    return db.session.scalar(query.where(*_conditions(on, search, kind))) or 0


def as_report(on: date, rows: Sequence[RegisterRow]) -> Report:
    """The register for a spreadsheet or the command line."""
    columns = (
        ("number", gettext("Nummer")),
        ("name", gettext("Naam")),
        ("street", gettext("Straat")),
        ("house_number", gettext("Huisnummer")),
        ("postcode", gettext("Postcode")),
        ("city", gettext("Plaats")),
        ("email", gettext("E-mailadres")),
        ("phone", gettext("Telefoon")),
        ("admitted_on", gettext("Lid sinds")),
        ("resigned_on", gettext("Lid tot")),
        ("kind_names", gettext("Inzet")),
    )
    return Report(
        columns,
        [{key: getattr(row, key) for key, _ in columns} for row in rows],
        {"on": on, "members": len(rows)},
    )


def _conditions(on: date, search: str, kind: EngagementKind | None) -> list[ColumnElement[bool]]:
    conditions = [on_register(on)]
    for word in search.split():
        number = int(word) if word.isascii() and word.isdigit() and len(word) < 9 else 0
        conditions.append(matches(word) | (Member.number == number))
    if kind is not None:
        taking_part = (
            select(Engagement.id)
            .where(Engagement.member_id == Member.id, Engagement.kind == kind, engagement.holds_on(on))
            .exists()
        )
        conditions.append(taking_part)
    return conditions
