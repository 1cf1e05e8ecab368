"""The member at the screen, for the pages that are of who works."""

from flask import abort

from coop.permission import current
from members import member
from members.member import Member


def me() -> Member:
    """The member who acts; who may tell hours but is no member (any more) has none to tell."""
    member_id = current().member_id
    if member_id is None:
        abort(403)
    return member.find(member_id)
