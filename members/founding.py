"""Founding a wijk: its one row, and the first person who can let others in."""

from flask_babel import gettext

from coop import wijk
from coop.database import db
from coop.errors import Refusal
from coop.permission import Role
from coop.wijk import Wijk
from members.login import Login, make_login
from members.party import Person


class AlreadyFounded(Refusal):
    """One house is for one wijk."""


def refuse_a_second() -> None:
    """Raise AlreadyFounded where a wijk lives already."""
    if wijk.find() is not None:
        raise AlreadyFounded(
            gettext("Er is hier al een wijk. Zet haar database opzij, of wijs met DATABASE_URL een lege aan.")
        )


def found(name: str, *, treasurer: str, email: str, password: str) -> Login:
    """Make the wijk and its first treasurer, who is its admin too until there is another.

    Raises AlreadyFounded, or WeakPassword for the password.
    """
    refuse_a_second()
    db.session.add(Wijk(name=name, legal_name=gettext("Coöperatie %(name)s U.A.", name=name), email=email))
    person = Person(name=treasurer, email=email)
    db.session.add(person)
    db.session.flush()
    login = make_login(person, Role.TREASURER, Role.ADMIN)
    login.set_password(password)
    return login
