"""The portrait of a member: shown to the customers they come to, as long as they want it themselves."""

from flask_babel import gettext

from coop import files, picture
from coop.database import db
from coop.errors import Refusal
from members.member import Member

_BOX = (320, 320)  # pixels


class NotAgreed(Refusal):
    """A portrait is shown only to who was asked and said yes (AVG art. 6 lid 1 sub a)."""


def show(member: Member, content: bytes, *, agreed: bool) -> None:
    """Keep a portrait that customers will see; raises NotAgreed, NotAPicture."""
    if not agreed:
        raise NotAgreed(gettext("Zet een vinkje als klanten je foto mogen zien."), "agreed")
    before = member.portrait_sha
    member.portrait_sha = picture.keep(content, "portret.jpg", _BOX, "portrait")
    db.session.flush()
    if before and before != member.portrait_sha:
        files.forget(before)


def hide(member: Member) -> None:
    """Show no portrait any more; the picture itself is gone too."""
    before, member.portrait_sha = member.portrait_sha, None
    db.session.flush()
    if before:
        files.forget(before)
