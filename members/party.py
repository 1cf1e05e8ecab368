"""Parties: the people and organisations we deal with, each written down once."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ColumnElement, Index, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import actor_names, clock
from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.mail_address import normal_address

_DIALLED = re.compile(r"(?<!\w)(?:\+|0)[\d\s().-]{4,}\d(?!\w)")
"""A telephone number as somebody types it, in one piece or in many."""


class Party(Model):
    """Somebody who orders, works, pays or sells: a person or an organisation."""

    __tablename__ = "party"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'organisation')", name="kind"),
        CheckConstraint("name <> ''", name="named"),
        Index("ix_party_name", "name"),
        Index("ix_party_house", "postcode", "house_number"),
    )
    __mapper_args__ = {"polymorphic_on": "kind"}  # noqa: RUF012 - SQLAlchemy reads it once
    __audited__ = ("name",)

    id: Mapped[int] = pk()
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    given_name: Mapped[str] = mapped_column(String(60), default="")
    family_name: Mapped[str] = mapped_column(String(80), default="", index=True)
    contact_name: Mapped[str] = mapped_column(String(80), default="")
    kvk: Mapped[str] = mapped_column(String(8), default="")
    vat_id: Mapped[str] = mapped_column(String(14), default="")
    oin: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    phone: Mapped[str] = mapped_column(String(20), default="", index=True)
    street: Mapped[str] = mapped_column(String(80), default="")
    house_number: Mapped[str] = mapped_column(String(12), default="")
    postcode: Mapped[str] = mapped_column(String(8), default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    city_pass: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(5), default="nl")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def address_lines(self) -> list[str]:
        """The address as it stands on an envelope, without the name; empty when it is not known."""
        lines = (f"{self.street} {self.house_number}", f"{self.postcode} {self.city}")
        return [line.strip() for line in lines if line.strip()]

    @property
    def has_address(self) -> bool:
        """Whether an invoice can be addressed to it."""
        return bool(self.street and self.house_number and self.postcode and self.city)

    @property
    def is_organisation(self) -> bool:
        """Whether it is an organisation, which gets prices without VAT."""
        return self.kind == "organisation"

    def change(self, facts: Mapping[str, Any]) -> None:
        """Take other facts; what was snapshotted on an order or invoice stays as it was."""
        for name, value in facts.items():
            setattr(self, name, value)
        db.session.flush()

    def learn(self, *, email: str, phone: str, address: tuple[str, str, str, str]) -> None:
        """Take what was not known yet; what is known stays.

        An address is (street, number, postcode, city). It is theirs when it agrees with all that we knew: who
        lives elsewhere orders for somebody else, and an organisation has work done anywhere.
        """
        self.email = self.email or normal_address(email)
        self.phone = self.phone or phone
        known = (self.street, self.house_number, self.postcode, self.city)
        if not self.is_organisation and all(old in ("", new) for old, new in zip(known, address, strict=True)):
            self.street, self.house_number, self.postcode, self.city = address
        db.session.flush()


class Person(Party):
    """A person: a resident, a member, somebody who works here."""

    __mapper_args__ = {"polymorphic_identity": "person"}  # noqa: RUF012

    def __init__(self, **facts: object) -> None:
        """Take the name whole, or as given and family name; the one makes the other."""
        if facts.get("name"):
            first, _, rest = str(facts["name"]).strip().partition(" ")
            facts.setdefault("given_name", first)
            facts.setdefault("family_name", rest.strip())
        super().__init__(**facts)
        if not facts.get("name"):
            self.rename(str(facts.get("given_name", "")), str(facts.get("family_name", "")))

    def change(self, facts: Mapping[str, Any]) -> None:
        """Take other facts; the name on screen follows from its parts."""
        super().change(facts)
        self.rename(self.given_name, self.family_name)

    def rename(self, given_name: str, family_name: str) -> None:
        """Take another name; the name on screen follows from the two."""
        self.given_name, self.family_name = given_name.strip(), family_name.strip()
        self.name = f"{self.given_name} {self.family_name}".strip()


class Organisation(Party):
    """An organisation: a client such as the municipality, or a supplier."""

    __mapper_args__ = {"polymorphic_identity": "organisation"}  # noqa: RUF012


def find(party_id: int) -> Party:
    """The party with this id; raises NotFound."""
    party = db.session.get(Party, party_id)
    if party is None:
        raise NotFound(gettext("Deze persoon of organisatie staat niet in onze lijst."))
    return party


def find_person(person_id: int) -> Person:
    """The person with this id; raises NotFound, also when it is an organisation."""
    party = find(person_id)
    if not isinstance(party, Person):
        raise NotFound(gettext("Deze persoon staat niet in onze lijst."))
    return party


def find_or_make_person(
    *,
    name: str,
    email: str = "",
    phone: str = "",
    street: str = "",
    house_number: str = "",
    postcode: str = "",
    city: str = "",
    language: str = "nl",
) -> Person:
    """The person who says this of themselves, known already or new.

    Somebody is the same only when name, house and one way to reach them all agree. Nothing that we knew is
    overwritten, because anyone may type anybody's name on a public page.
    """
    email = normal_address(email)
    reached = [Person.email == email] if email else []
    reached += [Person.phone == phone] if phone else []
    known = None
    if reached and postcode:
        known = db.session.scalar(
            select(Person)
            .where(
                func.lower(Person.name) == _squeezed(name).lower(),
                Person.postcode == postcode,
                func.lower(Person.house_number) == house_number.strip().lower(),
                or_(*reached),
            )
            .order_by(Person.id)
            .limit(1)
        )
    if known is not None:
        return known
    person = Person(
        name=_squeezed(name),
        email=email,
        phone=phone,
        street=street.strip(),
        house_number=house_number.strip(),
        postcode=postcode,
        city=city.strip(),
        language=language,
    )
    db.session.add(person)
    db.session.flush()
    return person


@actor_names.of("party")
def names(party_ids: set[int]) -> dict[int, str]:
    """The names of these parties, for whoever keeps only `party:12`."""
    rows = db.session.execute(select(Party.id, Party.name).where(Party.id.in_(party_ids)))
    return {row.id: row.name for row in rows}


def search(text: str, *, kind: str | None = None, limit: int | None = 50, after: int | None = None) -> list[Party]:
    """The parties whose name, street, e-mail or phone holds the text, by name; all of them when it is empty.

    `after` is the id of the one that the page before ended with.
    """
    query = select(Party).order_by(Party.name, Party.id).limit(limit)
    if after is not None:
        name = select(Party.name).where(Party.id == after).scalar_subquery()
        query = query.where(or_(Party.name > name, and_(Party.name == name, Party.id > after)))
    if kind:
        query = query.where(Party.kind == kind)
    for word in words_of(text):
        query = query.where(matches(word))
    return list(db.session.scalars(query))


def words_of(text: str) -> list[str]:
    """What is looked for, word by word; a telephone number is one word, however it was written.

    `06 1234 5678`, `06-12345678` and `+31 (0)6 12 34 56 78` all become what every kept number ends with.
    """
    return _DIALLED.sub(lambda found: f" {_as_kept(found[0])} ", text).split()


def street_of(postcode: str) -> str:
    """The street of a postcode, where somebody we know lives there; empty when nobody does."""
    known = select(Party.street).where(Party.postcode == postcode, Party.street != "").order_by(Party.id).limit(1)
    return db.session.scalar(known) or ""


def matches(word: str) -> ColumnElement[bool]:
    """Whether a word occurs in what identifies a party: name, address, e-mail or phone."""
    like = "%" + re.sub(r"([%_!])", r"!\1", word) + "%"
    columns = (Party.name, Party.street, Party.house_number, Party.postcode, Party.email, Party.phone)
    return or_(*(column.ilike(like, escape="!") for column in columns))


def _as_kept(number: str) -> str:
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    return digits.removeprefix("00") if digits.startswith("00") else digits.removeprefix("0")


def _squeezed(text: str) -> str:
    return " ".join(text.split())
