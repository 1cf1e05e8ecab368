"""Made-up people of Beijum, made by plain functions, for tests on this floor and above."""

from datetime import date

from coop.database import db
from coop.permission import Role
from members import engagement, member
from members.engagement import EngagementKind
from members.login import Login, make_login
from members.member import Member
from members.party import Organisation, Person

FIRST_DAY = date(2025, 1, 6)


def person(name: str = "Fatima Haddad", **facts: object) -> Person:
    """A resident of the Boelemaheerd, unless told otherwise."""
    told = {
        "email": f"{name.lower().replace(' ', '.')}@example.org",
        "phone": "+31600000012",
        "street": "Boelemaheerd",
        "house_number": "12",
        "postcode": "9736 HB",
        "city": "Groningen",
        **facts,
    }
    made = Person(name=name, **told)
    db.session.add(made)
    db.session.flush()
    return made


def organisation(name: str = "Gemeente Groningen", **facts: object) -> Organisation:
    """An organisation with an address."""
    told = {
        "email": "facturen@example.org",
        "street": "Grote Markt",
        "house_number": "1",
        "postcode": "9712 HN",
        "city": "Groningen",
        **facts,
    }
    made = Organisation(name=name, **told)
    db.session.add(made)
    db.session.flush()
    return made


def a_member(
    name: str = "Jan de Vries", kind: EngagementKind | str | None = None, since: date = FIRST_DAY, **facts: object
) -> Member:
    """An admitted member, taking part in some way from the first day on when a kind is given."""
    made = member.apply(person(name, **facts), on=since)
    made.admit(since)
    if kind is not None:
        engagement.engage(made, kind, since)
    return made


def a_login(*roles: Role, name: str = "Anneke Bos", as_member: bool = False) -> Login:
    """Somebody who may come in, without a password; as a member too if so asked."""
    who = a_member(name).person if as_member else person(name)
    return make_login(who, *roles)
