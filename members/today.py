"""What waits on the floor of the members."""

from flask_babel import ngettext
from sqlalchemy import func, select

from coop.database import db
from coop.permission import Permission
from coop.today import Task, Waiting
from members.member import Member, MemberState


def applying() -> Waiting:
    """Who asked to become a member."""
    waits = select(func.count()).where(Member.state == MemberState.APPLIED)
    return Waiting(db.session.scalar(waits) or 0)


tasks = [
    Task(
        "members.applications",
        Permission.MEMBERS_DECIDE,
        applying,
        lambda number: ngettext("mens wil lid worden", "mensen willen lid worden", number),
        20,
    )
]
