"""The private link by which a calendar reads a member's own jobs: one at a time, and gone when they say so."""

import secrets
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound
from members.member import Member
from members.session import hashed


class CalendarLink(Model):
    """The link of one member; only its hash is kept, so that the table opens nothing."""

    __tablename__ = "calendar_link"

    id: Mapped[int] = pk()
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]

    member: Mapped[Member] = relationship()


def of_member(member_id: int) -> CalendarLink | None:
    """The link a member has, if they have one."""
    return db.session.scalar(select(CalendarLink).where(CalendarLink.member_id == member_id))


def renew(member: Member) -> str:
    """Make a new link and return its token; the one before opens nothing any more."""
    token = secrets.token_urlsafe(32)
    link = of_member(member.id) or CalendarLink(member_id=member.id)
    link.token_hash, link.made_at = hashed(token), clock.now()
    db.session.add(link)
    audit.record(audit.subject_of(member), "calendar_link", now="renewed")
    db.session.flush()
    return token


def revoke(member: Member) -> None:
    """Take the link away; that there is none already is fine."""
    link = of_member(member.id)
    if link is not None:
        db.session.delete(link)
        audit.record(audit.subject_of(member), "calendar_link", now="revoked")
        db.session.flush()


def member_of(token: str) -> Member:
    """Whose link this is; raises NotFound, also once they are no member any more."""
    link = db.session.scalar(select(CalendarLink).where(CalendarLink.token_hash == hashed(token)))
    if link is None or not link.member.is_member(clock.today()):
        raise NotFound(gettext("Deze agenda is er niet (meer)."))
    return link.member
