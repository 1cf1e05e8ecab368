"""Deciding on a claim: approved it is a cost and a debt to the member, declined it says why."""

from flask_babel import force_locale, gettext
from sqlalchemy import select

from coop import audit, clock, mail
from coop.database import db
from coop.errors import Refusal
from coop.filters import written
from coop.languages import speaking
from coop.ledger import chart, journal
from coop.ledger.period import closed_until
from coop.ledger.posting import Line, Posting, post
from invoicing.claims.claim import Claim, ClaimState, must_be_submitted
from members.login import Login


class OwnClaim(Refusal):
    """Nobody decides on a claim of their own."""


class NoReason(Refusal):
    """Who declines a claim says why."""


class NoAccount(Refusal):
    """An approved claim is a cost on an account."""


def approve(found: Claim, account: str, cost_object_id: int | None = None) -> Claim:
    """Approve a claim as another person: the whole amount is a cost, without VAT to deduct.

    VAT is deducted only on an invoice to the cooperative itself (Wet OB 1968 art. 15), entered as a purchase.
    Raises NotSubmitted, OwnClaim, NoAccount, and what posting raises.
    """
    _decide(found)
    if not account:
        raise NoAccount(gettext("Kies op welke rekening dit komt."), "account")
    found.state, found.account, found.cost_object_id = ClaimState.APPROVED, account, cost_object_id
    db.session.flush()
    lines = (
        Line(account, found.amount.cents, cost_object_id),
        Line(chart.CLAIMS_DUE, -found.amount.cents, party=f"party:{found.person_id}"),
    )
    open_from = closed_until()
    day = found.day if open_from is None else max(found.day, open_from)
    with force_locale("nl"):
        text = gettext("Declaratie %(number)s", number=found.id)
    post([Posting(journal.MEMORIAL, day, found.source, text, lines)])
    _tell(found)
    return found


def decline(found: Claim, reason: str) -> Claim:
    """Decline a claim as another person, with the reason; raises NotSubmitted, OwnClaim, NoReason."""
    if not reason.strip():
        raise NoReason(gettext("Schrijf in een zin waarom niet."), "reason")
    _decide(found)
    found.state, found.reason = ClaimState.DECLINED, reason.strip()
    db.session.flush()
    _tell(found)
    return found


def is_own(found: Claim) -> bool:
    """Whether who acts now is whose claim it is."""
    own = db.session.scalars(select(Login.id).where(Login.person_id == found.person_id))
    return audit.who() in {found.submitted_by, *(f"login:{login_id}" for login_id in own)}


def _decide(found: Claim) -> None:
    must_be_submitted(found)
    if is_own(found):
        raise OwnClaim(gettext("Over je eigen declaratie beslist een ander."))
    found.decided_at, found.decided_by = clock.now(), audit.who()


def _tell(found: Claim) -> None:
    if not found.person.email:
        return
    with speaking(found.person.language):
        if found.state == ClaimState.APPROVED:
            subject = gettext("Je declaratie is goedgekeurd")
            text = gettext(
                "Beste %(name)s,\n\nJe krijgt %(amount)s terug voor: %(what)s. We maken het over bij de volgende "
                "betaalopdracht.\n",
                name=found.person.given_name,
                amount=written(found.amount),
                what=found.what,
            )
        else:
            subject = gettext("Over je declaratie")
            text = gettext(
                "Beste %(name)s,\n\nWe betalen %(amount)s voor %(what)s niet terug: %(reason)s\n",
                name=found.person.given_name,
                amount=written(found.amount),
                what=found.what,
                reason=found.reason,
            )
    mail.send(found.person.email, subject, text, about=found.source)
