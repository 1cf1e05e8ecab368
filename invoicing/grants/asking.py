"""What happens to a request: its budget is made, it is sent when that closes, and the giver decides."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.money import Money
from coop.period import next_month
from invoicing.grants.grant import Grant, WrongGrant, award
from invoicing.grants.lines import NoLonger, must_be_draft
from invoicing.grants.plan import share_out
from invoicing.grants.request import GrantRequest, RequestState
from invoicing.payment import NotYet
from members.party import Party


class DoesNotClose(Refusal):
    """A funder gets a budget in which costs and cover are the same."""


def draft(giver: Party, purpose: str, requested: Money, begin: date, end: date) -> GrantRequest:
    """Begin a request; raises WrongGrant."""
    made = GrantRequest(giver=giver)
    _describe(made, purpose, requested, begin, end)
    db.session.add(made)
    db.session.flush()
    return made


def change(request: GrantRequest, purpose: str, requested: Money, begin: date, end: date) -> None:
    """Take other facts; raises NoLonger, WrongGrant."""
    must_be_draft(request)
    _describe(request, purpose, requested, begin, end)
    db.session.flush()


def send(request: GrantRequest, on: date) -> None:
    """Say that it went to the giver; its budget is kept from now on. Raises NoLonger, NotYet, DoesNotClose."""
    must_be_draft(request)
    if on > clock.today():
        raise NotYet(gettext("Deze dag moet nog komen."), "day")
    layout = request.layout
    if not layout.closes:
        raise DoesNotClose(missing_in_words(layout.costs, layout.missing))
    shares = share_out(request.requested, [(one.costs, one.requested) for one in request.activities])
    if shares is None:
        raise DoesNotClose(gettext("De bedragen per activiteit zijn samen niet het gevraagde bedrag."))
    for activity, share in zip(request.activities, shares, strict=True):
        activity.requested = share
    db.session.flush()
    request.state, request.sent_on = RequestState.SENT, on
    db.session.flush()


def reopen(request: GrantRequest) -> None:
    """Make it a draft again, to put something right; raises NoLonger."""
    _must_be_sent(request)
    request.state, request.sent_on = RequestState.DRAFT, None
    db.session.flush()


def decline(request: GrantRequest, on: date, answer: str) -> None:
    """The giver said no; raises NoLonger, NotYet."""
    _must_be_sent(request)
    _decide(request, RequestState.REFUSED, on, answer)


def withdraw(request: GrantRequest, on: date, answer: str = "") -> None:
    """We do not ask it any more; raises NoLonger, NotYet."""
    if request.state not in (RequestState.DRAFT, RequestState.SENT):
        raise NoLonger(gettext("Over deze aanvraag is al beslist."))
    _decide(request, RequestState.WITHDRAWN, on, answer)


def grant_it(
    request: GrantRequest,
    on: date,
    amount: Money,
    *,
    reference: str = "",
    shares: Sequence[Money | None] = (),
    cost_object_id: int | None = None,
) -> Grant:
    """The giver said yes, to all of it or to less: it becomes a grant, shared over the activities as told.

    What no share was told of is shared as it was asked. Raises NoLonger, NotYet, WrongGrant, DoesNotClose.
    """
    _must_be_sent(request)
    if on > clock.today():
        raise NotYet(gettext("Deze dag moet nog komen."), "day")
    if not Money.zero() < amount <= request.requested:
        told = gettext("Er kan hoogstens %(most)s toegekend worden.", most=request.requested)
        raise WrongGrant(told, "amount")
    typed = list(shares) or [None] * len(request.activities)
    asked = [one.requested or Money.zero() for one in request.activities]
    given = share_out(amount, list(zip(asked, typed, strict=True)))
    if given is None:
        raise DoesNotClose(gettext("De bedragen per activiteit zijn samen niet het toegekende bedrag."))
    made = award(
        request.giver,
        request.purpose,
        amount,
        request.begin,
        request.end,
        awarded_on=on,
        reference=reference,
        cost_object_id=cost_object_id,
    )
    for activity, share in zip(request.activities, given, strict=True):
        activity.granted = share
    db.session.flush()
    request.grant = made
    request.state = RequestState.GRANTED if amount == request.requested else RequestState.PARTLY
    request.decided_on = on
    db.session.flush()
    return made


def missing_in_words(costs: Money, missing: Money) -> str:
    """What keeps a budget from closing, in a sentence; empty when it closes."""
    sentence: str = ""
    if not costs:
        sentence = gettext("Vul eerst de lasten in, per activiteit.")
    elif missing > Money.zero():
        sentence = gettext("Nog niet sluitend: er is nog %(amount)s dekking nodig.", amount=missing)
    elif missing < Money.zero():
        sentence = gettext("Nog niet sluitend: er is %(amount)s meer dekking dan lasten.", amount=-missing)
    return sentence


def _must_be_sent(request: GrantRequest) -> None:
    if request.state != RequestState.SENT:
        raise NoLonger(gettext("Deze aanvraag ligt niet bij de gever."))


def _decide(request: GrantRequest, state: RequestState, on: date, answer: str) -> None:
    if on > clock.today():
        raise NotYet(gettext("Deze dag moet nog komen."), "day")
    request.state, request.decided_on, request.answer = state, on, answer.strip()
    db.session.flush()


def _describe(request: GrantRequest, purpose: str, requested: Money, begin: date, end: date) -> None:
    if requested <= Money.zero() or next_month(begin) > end:
        raise WrongGrant(gettext("Vul een bedrag in boven € 0 en een periode van minstens een maand."))
    request.purpose, request.requested = purpose.strip(), requested
    request.begin, request.end = begin, end
