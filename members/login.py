"""Logins: how a person gets in, and which roles they have once inside."""

from collections.abc import Collection
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import actor_names, audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.mail_address import normal_address
from coop.permission import PERMISSIONS, Permission, Role
from members.party import Person

SHORTEST_PASSWORD = 10

_hasher = PasswordHasher()
# Verified against when nobody has the address, so that the answer takes as long.
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$0LJGUlXsqqRqxvJxBvAfvSeSVTp1hbrjHvFjQp1VbTk"


class EmailTaken(Refusal):
    """An e-mail address lets one person in."""


class NoEmail(Refusal):
    """Who has no e-mail address cannot be given a login."""


class WeakPassword(Refusal):
    """A password is long, and not simply one's own address."""


class LastAdmin(Refusal):
    """There is always somebody who can hand out roles."""


class Login(Model):
    """A person's way in: an address, perhaps a password, and roles."""

    __tablename__ = "login"
    __table_args__ = (CheckConstraint("email = lower(email) AND email <> ''", name="email"),)
    __audited__ = ("email", "is_blocked")

    id: Mapped[int] = pk()
    person_id: Mapped[int] = mapped_column(ForeignKey("party.id"), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(120))
    is_blocked: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str | None] = mapped_column(String(5))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    role_rows: Mapped[list["LoginRole"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    @property
    def roles(self) -> frozenset[Role]:
        """What the person is in the cooperative."""
        return frozenset(Role(row.role) for row in self.role_rows)

    def give(self, role: Role) -> None:
        """Give a role; having it already is fine."""
        if role not in self.roles:
            self.role_rows.append(LoginRole(role=role))
            audit.record(audit.subject_of(self), "role", now=role)
            db.session.flush()

    def take(self, role: Role) -> None:
        """Take a role away; raises LastAdmin."""
        for row in [row for row in self.role_rows if row.role == role]:
            if role == Role.ADMIN:
                self._demand_other_admin()
            self.role_rows.remove(row)
            audit.record(audit.subject_of(self), "role", was=role)
            db.session.flush()

    def become(self, roles: Collection[Role]) -> None:
        """Have exactly these roles; raises LastAdmin."""
        for role in sorted(self.roles - set(roles)):
            self.take(role)
        for role in sorted(roles):
            self.give(role)

    def block(self) -> None:
        """Let nobody in with it any more; raises LastAdmin."""
        if Role.ADMIN in self.roles:
            self._demand_other_admin()
        self.is_blocked = True
        db.session.flush()

    def unblock(self) -> None:
        """Let the person in again."""
        self.is_blocked = False
        db.session.flush()

    def set_password(self, password: str) -> None:
        """Take a new password, kept as an Argon2id hash (RFC 9106); raises WeakPassword."""
        if len(password) < SHORTEST_PASSWORD:
            raise WeakPassword(
                gettext("Kies een wachtwoord van minstens %(count)s tekens.", count=SHORTEST_PASSWORD),
                field="password",
            )
        if password.lower() in self.email or len(set(password)) < 4:
            raise WeakPassword(gettext("Dit wachtwoord is te makkelijk te raden."), field="password")
        self.password_hash = _hasher.hash(password)
        audit.record(audit.subject_of(self), "password")
        db.session.flush()

    def read(self, language: str) -> None:
        """Show the pages in a language from now on, and write to the person in it.

        It leaves no audit line: what somebody reads is not a state of anything, and nobody's business.
        """
        self.language = self.person.language = language
        db.session.flush()

    def _demand_other_admin(self) -> None:
        # Held, so that two admins cannot each take the other's role at the same moment.
        admins = db.session.execute(
            select(LoginRole.login_id, Login.is_blocked)
            .join(Login, Login.id == LoginRole.login_id)
            .where(LoginRole.role == Role.ADMIN)
            .with_for_update()
        )
        if not any(login_id != self.id and not blocked for login_id, blocked in admins):
            raise LastAdmin(gettext("Dit is de enige beheerder. Maak eerst iemand anders beheerder."))


class LoginRole(Model):
    """One role of one login."""

    __tablename__ = "login_role"
    __table_args__ = (
        CheckConstraint("role IN ('member', 'coordinator', 'treasurer', 'board', 'admin')", name="role"),
    )

    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(12), primary_key=True)


def make_login(person: Person, *roles: Role, email: str = "") -> Login:
    """Give a person a way in; raises EmailTaken, NoEmail, or passes on the login there is."""
    known = of_person(person.id)
    if known is None:
        address = normal_address(email or person.email)
        if not address:
            raise NoEmail(gettext("Vul eerst een e-mailadres in bij deze persoon."), field="email")
        if by_email(address) is not None:
            raise EmailTaken(gettext("Dit e-mailadres is al in gebruik om in te loggen."), field="email")
        known = Login(person=person, email=address)
        db.session.add(known)
        db.session.flush()
    for role in roles:
        known.give(role)
    return known


def by_email(email: str) -> Login | None:
    """The login with this address."""
    return db.session.scalar(select(Login).where(Login.email == normal_address(email)))


def of_person(person_id: int) -> Login | None:
    """The login of a person, if they have one."""
    return db.session.scalar(select(Login).where(Login.person_id == person_id))


def find(login_id: int) -> Login:
    """The login with this id; raises NotFound."""
    login = db.session.get(Login, login_id)
    if login is None:
        raise NotFound(gettext("Deze inlog bestaat niet."))
    return login


def all_logins() -> list[Login]:
    """Every login with person and roles, by name."""
    return list(db.session.scalars(select(Login).join(Login.person).order_by(Person.name, Login.id)))


def acting() -> Login | None:
    """The login under which things are done now; None for the house itself, such as its demo and command line."""
    kind, _, number = audit.who().partition(":")
    return db.session.get(Login, int(number)) if kind == "login" else None


def others_may(permission: Permission, apart_from: Login) -> bool:
    """Whether anybody else who can come in is allowed this."""
    roles = [role for role, given in PERMISSIONS.items() if permission in given]
    others = (
        select(LoginRole.login_id)
        .join(Login, Login.id == LoginRole.login_id)
        .where(LoginRole.role.in_(roles), Login.id != apart_from.id, Login.is_blocked.is_(False))
    )
    return db.session.scalar(others.limit(1)) is not None


@actor_names.of("login")
def names(login_ids: set[int]) -> dict[int, str]:
    """The names of the people behind these logins."""
    rows = db.session.execute(
        select(Login.id, Person.name).join(Person, Person.id == Login.person_id).where(Login.id.in_(login_ids))
    )
    return {row.id: row.name for row in rows}


def checked(email: str, password: str) -> Login | None:
    """The login that this address and password open, or None without telling which of the two was wrong."""
    login = by_email(email)
    kept = login.password_hash if login is not None else None
    try:
        _hasher.verify(kept or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return None
    if login is None or kept is None or login.is_blocked:
        return None
    if _hasher.check_needs_rehash(kept):
        login.password_hash = _hasher.hash(password)
    return login
