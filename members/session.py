"""Sessions: rows on the server that say who is signed in where, so that each can be seen and ended."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import ColumnElement, ForeignKey, String, bindparam, delete, or_, select, true
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock, wijk
from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.permission import PERMISSIONS, Permission, Role
from coop.wijk import Wijk
from members.login import Login, LoginRole
from members.member import Member, MemberState
from members.party import Party

LONGEST = timedelta(days=90)
REST = timedelta(hours=12)
"""How long a session may lie unused: a phone that is lost or handed on opens nothing the next day."""


class LoginSession(Model):
    """Somebody signed in on a device; the token itself is only in the browser, here is its SHA-256."""

    __tablename__ = "login_session"

    id: Mapped[int] = pk()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), index=True)
    began_at: Mapped[datetime]
    used_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(String(60), default="")


# Put in words once, since every page asks it.
_WHO = (
    select(
        LoginSession.id,
        LoginSession.login_id,
        LoginSession.used_at,
        Login.person_id,
        Login.language,
        Party.name,
        LoginRole.role,
        Member.id.label("member_id"),
        Wijk,  # every page says whose house it is: this way that is no statement more
    )
    .join(Login, Login.id == LoginSession.login_id)
    .join(Party, Party.id == Login.person_id)
    .outerjoin(LoginRole, LoginRole.login_id == Login.id)
    .outerjoin(
        Member,
        (Member.person_id == Login.person_id)
        & or_(Member.state == MemberState.ADMITTED, Member.resigned_on > bindparam("today")),
    )
    .outerjoin(Wijk, true())
    .where(
        LoginSession.token_hash == bindparam("token_hash"),
        LoginSession.ends_at > bindparam("now"),
        Login.is_blocked.is_(False),
    )
)


@dataclass(frozen=True)
class SignedIn:
    """Who acts: a person with roles, in one session. Flask-Login sees a user, the house an Actor."""

    token: str
    session_id: int
    login_id: int
    person_id: int
    member_id: int | None
    name: str
    roles: frozenset[Role]
    used_at: datetime
    language: str | None = None

    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def audit_name(self) -> str:
        """How the audit trail names them: without their name, which may have to be forgotten."""
        return f"login:{self.login_id}"

    def get_id(self) -> str:
        """What Flask-Login keeps in the signed cookie: the token, never the id of a person."""
        return self.token

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles allows this."""
        return any(permission in PERMISSIONS[role] for role in self.roles)


def begin(login: Login, device: str = "") -> str:
    """Sign a login in and return the token for the browser."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    session = LoginSession(
        token_hash=hashed(token),
        login_id=login.id,
        began_at=now,
        used_at=now,
        ends_at=now + LONGEST,
        device=device[:60],
    )
    db.session.add(session)
    audit.record(audit.subject_of(login), "signed_in")
    db.session.flush()
    return token


def find(token: str) -> SignedIn | None:
    """Who is signed in with this token; one statement, since every page asks it."""
    now = {"now": clock.now(), "today": clock.today()}
    rows = db.session.execute(_WHO, {"token_hash": hashed(token), **now}).all()
    if not rows:
        return None
    first = rows[0]
    wijk.hold(first.Wijk)
    return SignedIn(
        token=token,
        session_id=first.id,
        login_id=first.login_id,
        person_id=first.person_id,
        member_id=max((row.member_id for row in rows if row.member_id is not None), default=None),
        name=first.name,
        roles=frozenset(Role(row.role) for row in rows if row.role),
        used_at=first.used_at,
        language=first.language,
    )


def touch(session_id: int) -> None:
    """Note that a session was just used."""
    session = db.session.get(LoginSession, session_id)
    if session is not None:
        session.used_at = clock.now()


def sessions_of(login_id: int) -> Sequence[LoginSession]:
    """Where a person is signed in, the latest used first."""
    return db.session.scalars(
        select(LoginSession)
        .where(LoginSession.login_id == login_id, LoginSession.ends_at > clock.now())
        .order_by(LoginSession.used_at.desc(), LoginSession.id.desc())
    ).all()


def end(session_id: int, login_id: int) -> None:
    """End one session of a login; from now on its cookie, and every copy of it, opens nothing.

    Raises NotFound when it is not, or no longer, a session of theirs.
    """
    if not _remove(LoginSession.id == session_id, LoginSession.login_id == login_id):
        raise NotFound(gettext("Op dit apparaat ben je niet (meer) ingelogd."))


def end_all(login_id: int, but: int | None = None) -> None:
    """End every session of a login, but for one."""
    _remove(LoginSession.login_id == login_id, LoginSession.id != (but or 0))


def forget_ended() -> None:
    """Remove the sessions that are over."""
    _remove(LoginSession.ends_at <= clock.now())


def hashed(token: str) -> str:
    """SHA-256 of a token; enough, because a token is 256 bits of chance and not something typed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _remove(*which: ColumnElement[bool]) -> int:
    gone = db.session.execute(delete(LoginSession).where(*which).returning(LoginSession.id))
    return len(gone.all())
