"""Finding grants and requests by what they are for, who gives, their reference or amount."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from sqlalchemy import and_, or_, select

from coop.database import db
from coop.filters import day
from coop.permission import Permission
from coop.search import Asked, Finder, Hit
from invoicing.grants.grant import Grant
from invoicing.grants.request import GrantRequest
from members.party import Party, matches


def awarded(asked: Asked, limit: int) -> Sequence[Hit]:
    """Grants, the latest period first."""
    which = and_(
        *(
            matches(word)
            | Grant.purpose.icontains(word, autoescape=True)
            | Grant.reference.icontains(word, autoescape=True)
            for word in asked.words
        )
    )
    if asked.amount is not None:
        which = or_(which, Grant.amount == asked.amount)
    query = select(Grant, Party.name).join(Party, Party.id == Grant.giver_id).where(which)
    return [
        Hit(one.purpose, f"{name} · {day(one.begin)}", "grants.show", {"grant_id": one.id}, one.amount)
        for one, name in db.session.execute(query.order_by(Grant.begin.desc(), Grant.id.desc()).limit(limit))
    ]


def asked_for(asked: Asked, limit: int) -> Sequence[Hit]:
    """Requests, the newest first."""
    which = and_(*(matches(word) | GrantRequest.purpose.icontains(word, autoescape=True) for word in asked.words))
    if asked.amount is not None:
        which = or_(which, GrantRequest.requested == asked.amount)
    query = select(GrantRequest, Party.name).join(Party, Party.id == GrantRequest.giver_id).where(which)
    return [
        Hit(
            one.purpose, f"{name} · {one.state_name}", "grant_requests.show", {"request_id": one.id}, one.requested
        )
        for one, name in db.session.execute(query.order_by(GrantRequest.id.desc()).limit(limit))
    ]


finders = [
    Finder(lazy_gettext("Subsidies"), Permission.LEDGER_READ, awarded, 46),
    Finder(lazy_gettext("Subsidieaanvragen"), Permission.LEDGER_READ, asked_for, 47),
]
