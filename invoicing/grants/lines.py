"""The budget of a request, line by line, while it is a draft: activities, what they cost, and what pays for it."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext

from coop.database import db
from coop.errors import NotFound, Refusal, Stale
from coop.ledger.account import account as account_of
from coop.money import Money
from invoicing.grants.request import CoverKind, GrantActivity, GrantCost, GrantCover, GrantRequest


class NoLonger(Stale):
    """Only a draft is changed, and only what was sent is decided on."""


class WrongLine(Refusal):
    """A line has words and an amount above zero, or hours with a rate."""


def add_activity(request: GrantRequest, name: str, requested: Money | None = None) -> GrantActivity:
    """Add an activity, with what of the request is for it; raises NoLonger, WrongLine."""
    must_be_draft(request)
    if not name.strip() or (requested is not None and requested < Money.zero()):
        raise WrongLine(gettext("Geef de activiteit een naam, en geen bedrag onder € 0."), "name")
    made = GrantActivity(position=_next(request.activities), name=name.strip(), requested=requested)
    request.activities.append(made)
    db.session.flush()
    return made


def share(request: GrantRequest, shares: Mapping[int, Money | None]) -> None:
    """Say by activity what of the request is for it; nothing is a share by costs. Raises NoLonger, WrongLine."""
    must_be_draft(request)
    if any(part is not None and part < Money.zero() for part in shares.values()):
        raise WrongLine(gettext("Voor een activiteit vraag je geen bedrag onder € 0."))
    for activity in request.activities:
        activity.requested = shares.get(activity.id, activity.requested)
    db.session.flush()


def add_cost(
    activity: GrantActivity,
    text: str,
    *,
    amount: Money | None = None,
    minutes: int | None = None,
    rate: Money | None = None,
    account: str | None = None,
) -> GrantCost:
    """Add a cost: an amount, or hours at a rate; raises NoLonger, WrongLine, NoSuchAccount."""
    must_be_draft(activity.request)
    if minutes and rate:
        amount = rate.times(minutes, 60)
    elif minutes or rate:
        raise WrongLine(gettext("Vul bij uren ook het bedrag per uur in."), "rate")
    if not text.strip() or amount is None or amount <= Money.zero():
        raise WrongLine(gettext("Vul in waarvoor het is, en een bedrag of uren met een bedrag per uur."), "amount")
    made = GrantCost(
        position=_next(activity.lines),
        text=text.strip(),
        account=account_of(account).number if account else None,
        minutes=minutes or None,
        rate=rate if minutes else None,
        amount=amount,
    )
    activity.lines.append(made)
    db.session.flush()
    return made


def add_cover(
    request: GrantRequest, kind: CoverKind | str, text: str, amount: Money, *, granted: bool = False
) -> GrantCover:
    """Add what pays for it beside what is asked here; raises NoLonger, WrongLine."""
    must_be_draft(request)
    if not text.strip() or amount <= Money.zero():
        raise WrongLine(gettext("Vul in waar het geld vandaan komt, en een bedrag boven € 0."), "amount")
    made = GrantCover(
        position=_next(request.covers),
        kind=CoverKind(kind),
        text=text.strip(),
        amount=amount,
        granted=granted and kind == CoverKind.ELSEWHERE,
    )
    request.covers.append(made)
    db.session.flush()
    return made


def remove(request: GrantRequest, kind: str, key: int) -> None:
    """Take an `activity` (with its costs), a `cost` or a `cover` away; raises NoLonger, NotFound."""
    must_be_draft(request)
    lists: dict[str, Iterable[GrantActivity | GrantCost | GrantCover]] = {
        "activity": request.activities,
        "cost": [line for activity in request.activities for line in activity.lines],
        "cover": request.covers,
    }
    found = next((one for one in lists[kind] if one.id == key), None)
    if isinstance(found, GrantActivity):
        request.activities.remove(found)
    elif isinstance(found, GrantCost):
        found.activity.lines.remove(found)
    elif isinstance(found, GrantCover):
        request.covers.remove(found)
    else:
        raise NotFound(gettext("Deze regel is er niet."))
    db.session.flush()


def must_be_draft(request: GrantRequest) -> None:
    """Raise NoLonger for what was sent or decided."""
    if not request.is_draft:
        raise NoLonger(gettext("Deze aanvraag is al verstuurd. Maak er eerst weer een concept van."))


def _next(there: Sequence[GrantActivity] | Sequence[GrantCost] | Sequence[GrantCover]) -> int:
    return max((one.position for one in there), default=0) + 1
