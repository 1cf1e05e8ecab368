"""The lists of grants and of requests, as they are searched: by words, by state and by year."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coop.database import db
from coop.period import year as the_year
from invoicing.grants.request import GrantRequest
from invoicing.grants.standing import Standing, standings

STATES = ("running", "over", "settled", "report")
"""The last is no state of its own: a report is due within four weeks, or late."""


def listed(today: date, words: str = "", state: str = "", year: int | None = None) -> list[Standing]:
    """The grants that were asked for, latest period first."""
    return [
        one
        for one in standings(today)
        if _said(words, one.grant.purpose, one.grant.reference, one.grant.giver.name)
        and (state not in STATES or state == one.state or (state == "report" and one.report_is_near))
        and _in(year, one.grant.begin, one.grant.end)
    ]


def requests(words: str = "", state: str = "", year: int | None = None) -> list[GrantRequest]:
    """The requests that were asked for, the newest first."""
    query = select(GrantRequest).options(joinedload(GrantRequest.giver), joinedload(GrantRequest.grant))
    if state:
        query = query.where(GrantRequest.state == state)
    return [
        one
        for one in db.session.scalars(query.order_by(GrantRequest.id.desc()))
        if _said(words, one.purpose, one.giver.name) and _in(year, one.begin, one.end)
    ]


def _said(words: str, *texts: str) -> bool:
    whole = " ".join(texts).casefold()
    return all(word in whole for word in words.casefold().split())


def _in(year: int | None, begin: date, end: date) -> bool:
    if year is None or not 2000 <= year <= 2999:
        return True
    stretch = the_year(year)
    return begin < (stretch.end or end) and stretch.begin < end
