"""Sign-in links: a way in by e-mail, for one time and a quarter of an hour."""

import secrets
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import ForeignKey, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock
from coop.database import Model, db
from coop.errors import Refusal
from members import login as logins
from members.login import Login
from members.session import hashed

VALID_FOR = timedelta(minutes=15)


class LinkSpent(Refusal):
    """A sign-in link works once, and not for long."""


class SigninLink(Model):
    """A link that was sent; only its hash is kept, so that the table opens nothing."""

    __tablename__ = "signin_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), index=True)
    valid_until: Mapped[datetime]


def make(login: Login) -> str:
    """A new token for a link."""
    token = secrets.token_urlsafe(32)
    db.session.add(SigninLink(token_hash=hashed(token), login_id=login.id, valid_until=clock.now() + VALID_FOR))
    db.session.flush()
    return token


def works(token: str) -> bool:
    """Whether a link can still be used; looking does not use it."""
    link = db.session.get(SigninLink, hashed(token))
    return link is not None and link.valid_until > clock.now()


def use(token: str) -> Login:
    """The login that a link opens, using it up; raises LinkSpent."""
    # Removed in the statement that reads it: of two who come at once, one gets it.
    login_id = db.session.scalar(
        delete(SigninLink)
        .where(SigninLink.token_hash == hashed(token), SigninLink.valid_until > clock.now())
        .returning(SigninLink.login_id)
        .execution_options(synchronize_session=False)
    )
    login = logins.find(login_id) if login_id is not None else None
    if login is None or login.is_blocked:
        raise LinkSpent(gettext("Deze link is al gebruikt of te oud. Vraag een nieuwe aan."))
    return login


def forget_old() -> None:
    """Remove the links nobody can use any more."""
    db.session.execute(delete(SigninLink).where(SigninLink.valid_until <= clock.now()))
