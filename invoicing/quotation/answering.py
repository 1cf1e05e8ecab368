"""What the customer answers: accepted by somebody who may, declined with a reason, or a question first.

Who comes too late, or second, gets a calm sentence, and nothing happens twice.
"""

from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop import audit, clock
from coop.daily import new_day
from coop.database import db
from coop.errors import Refusal, Stale
from invoicing.quotation.quotation import Quotation, QuotationState, quotation_accepted

QUESTION = "question"
"""What the trail says of a question; its words are in the mail alone."""
QUESTIONS = 20
"""So many questions are asked by a link; who has more to ask can call."""


class NotOpen(Stale):
    """A quotation is answered once, while it lies with the customer and still holds."""


class NotSigned(Refusal):
    """Who accepts says who they are, and that they may do so for their organisation."""


class NeedsReason(Refusal):
    """Who declines says why: it helps us make a better offer."""


class NothingAsked(Refusal):
    """A question has words."""


def is_open(quotation: Quotation) -> bool:
    """Whether it can be answered today."""
    return quotation.state == QuotationState.SENT and clock.today() <= quotation.valid_until


def accept(quotation: Quotation, signer: str, role: str, reference: str = "") -> None:
    """Take the offer; a contract is made of it in the same transaction. Raises NotOpen, NotSigned."""
    _must_be_open(quotation)
    if not signer.strip() or not role.strip():
        raise NotSigned(gettext("Vul je naam en je functie in."), "signer")
    quotation.signer, quotation.signer_role = signer.strip()[:120], role.strip()[:120]
    quotation.decided_at = clock.now()
    quotation.state = QuotationState.ACCEPTED
    if reference.strip():
        quotation.reference = reference.strip()[:60]
    db.session.flush()
    quotation_accepted.tell(quotation)


def decline(quotation: Quotation, reason: str) -> None:
    """Leave the offer; raises NotOpen, NeedsReason."""
    _must_be_open(quotation)
    if not reason.strip():
        raise NeedsReason(gettext("Schrijf in een zin waarom niet. Dat helpt ons."), "reason")
    quotation.reason = reason.strip()[:1000]
    quotation.decided_at = clock.now()
    quotation.state = QuotationState.DECLINED
    db.session.flush()


def ask(quotation: Quotation, question: str, asked_before: int) -> str:
    """A question about an offer that is open, in words to pass on; raises NotOpen, NothingAsked."""
    _must_be_open(quotation)
    if not question.strip():
        raise NothingAsked(gettext("Schrijf je vraag op."), "question")
    if asked_before >= QUESTIONS:
        raise NothingAsked(gettext("Je hebt al veel gevraagd. Bel ons, dan praten we er samen over."), "question")
    audit.record(quotation.source, QUESTION)
    return question.strip()[:2000]


@new_day.subscribe
def let_expire(day: date) -> None:
    """Once a day: what was not answered in time has expired."""
    late = select(Quotation).where(Quotation.state == QuotationState.SENT, Quotation.valid_until < day)
    for quotation in db.session.scalars(late.order_by(Quotation.id)):
        quotation.state = QuotationState.EXPIRED
        quotation.decided_at = clock.now()
    db.session.flush()


def _must_be_open(quotation: Quotation) -> None:
    if not is_open(quotation):
        raise NotOpen(why_closed(quotation))


def why_closed(quotation: Quotation) -> str:
    """Why it cannot be answered any more, in a calm sentence."""
    newer: str = gettext("Er is een nieuwe versie van deze offerte. Kijk in je mail.")
    sentences: dict[str, str] = {
        QuotationState.ACCEPTED: gettext("Deze offerte is al geaccepteerd. Je hoeft niets meer te doen."),
        QuotationState.DECLINED: gettext("Voor deze offerte is al bedankt. Van gedachten veranderd? Bel ons."),
        QuotationState.WITHDRAWN: gettext("We hebben deze offerte ingetrokken. Bel ons als je vragen hebt."),
        QuotationState.REPLACED: newer,
    }
    if quotation.replaced_by is not None and not quotation.replaced_by.is_draft:
        return newer
    expired: str = gettext("Deze offerte gold tot een eerdere dag. Bel ons, dan maken we een nieuwe.")
    return sentences.get(quotation.state, expired)
