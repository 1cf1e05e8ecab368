"""What the payment provider (Stripe) knows of paying: its sessions, and the messages it signs."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from coop import clock
from coop.errors import Refusal
from coop.money import Money
from invoicing.online import door
from invoicing.online.checkout import State
from invoicing.online.dispute import Quarrel

if TYPE_CHECKING:
    from stripe import StripeClient
    from stripe.checkout import Session


class Forged(Refusal):
    """Only what the provider signed is believed."""


@dataclass(frozen=True, slots=True)
class Back:
    """Money that went back: by which key, how much, and whether that was undone after all."""

    key: str
    amount: Money
    undone: bool


@dataclass(frozen=True, slots=True)
class SeenDispute:
    """A dispute about a payment, and whether the money was taken for it."""

    key: str
    amount: Money
    reason: str
    state: Quarrel
    respond_by: date | None
    taken: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """How a session stands at the provider now; `came` is what was received, by the key `payment`."""

    session_id: str
    invoice_number: str
    amount: Money
    mark: str
    state: State
    url: str | None
    payment: str
    came: Money
    back: tuple[Back, ...]
    disputes: tuple[SeenDispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A signed event: its key, its kind, and the session, payment or payout it is about, if it is about one."""

    event_id: str
    kind: str
    session_id: str | None = None
    payment: str | None = None
    payout_id: str | None = None


def start(number: str, amount: Money, what: str, back: str, mark: str, key: str) -> tuple[str, str]:
    """Begin a session for an amount and return its key and its page; the same `key` begins one only once.

    Which ways to pay there are is decided at the provider, by what is switched on there. Raises Unreachable.
    """
    about = {"invoice": number, "mark": mark}
    price = {"currency": "eur", "unit_amount": amount.cents, "product_data": {"name": what}}
    asked: Any = {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "client_reference_id": number,
        "metadata": about,
        "payment_intent_data": {"metadata": about, "description": what},
        "success_url": f"{back}?terug=betaald",
        "cancel_url": back,
        "locale": "nl",
    }
    with door.reaching():
        session = door.client().v1.checkout.sessions.create(asked, {"idempotency_key": key})
        return session.id, session.url or back


def look(session_id: str) -> Seen | None:
    """How a session stands, or None when the provider does not have it (any more). Raises Unreachable."""
    from stripe import InvalidRequestError

    with door.reaching():
        client = door.client()
        try:
            session = client.v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent"]})
        except InvalidRequestError as wrong:
            if wrong.http_status == 404:
                return None
            raise
        return _seen(client, session)


def look_by_payment(payment: str) -> Seen | None:
    """The same of the session in which something was paid, None when it was not paid in one of ours."""
    with door.reaching():
        client = door.client()
        asked: Any = {"payment_intent": payment, "expand": ["data.payment_intent"]}
        found = client.v1.checkout.sessions.list(asked).data
        return _seen(client, found[0]) if found else None


def close(session_id: str) -> None:
    """Let nobody pay an open session any more; raises Unreachable."""
    with door.reaching():
        door.client().v1.checkout.sessions.expire(session_id)


def read(body: bytes, signature: str | None) -> Told:
    """Read a signed event; raises Forged."""
    from stripe import SignatureVerificationError, Webhook

    try:
        event = Webhook.construct_event(body, signature, door.secret())
    except (SignatureVerificationError, ValueError) as wrong:
        raise Forged(gettext("Dit bericht is niet van de betaalprovider.")) from wrong
    about: Any = event.data.object
    told = Told(event.id, event.type[:60])
    kind = getattr(about, "object", "")
    if kind == "payout":
        return replace(told, payout_id=str(about.id))
    if kind == "checkout.session":
        return replace(told, session_id=str(about.id))
    payment = about.id if kind == "payment_intent" else getattr(about, "payment_intent", None)
    return replace(told, payment=str(payment) if payment else None)


def _seen(client: "StripeClient", session: "Session") -> Seen | None:
    number = getattr(session.metadata, "invoice", None)
    if number is None:
        return None  # something else that was sold on the same account
    payment, came = "", Money.zero()
    back: tuple[Back, ...] = ()
    disputes: tuple[SeenDispute, ...] = ()
    state = {"open": State.OPEN, "expired": State.EXPIRED}.get(session.status or "", State.PROCESSING)
    intent: Any = session.payment_intent
    if intent is not None:
        payment, came = intent.id, Money(intent.amount_received or 0)
        if intent.status == "succeeded":
            state = State.PAID
        elif intent.status in {"requires_payment_method", "canceled"} and session.status == "complete":
            state = State.FAILED
        refunds = client.v1.refunds.list({"payment_intent": intent.id, "limit": 100})
        disputed = client.v1.disputes.list({"payment_intent": intent.id, "limit": 100}).data
        disputes = tuple(_dispute(one) for one in disputed)
        taken = (_taken(one) for one in disputes if one.taken)
        back = (*(_back(refund) for refund in refunds.auto_paging_iter()), *taken)
    mark = getattr(session.metadata, "mark", "")
    amount = Money(session.amount_total or 0)
    return Seen(session.id, number, amount, mark, state, session.url, payment, came, back, disputes)


def _back(refund: Any) -> Back:
    return Back(refund.id, Money(refund.amount), refund.status in {"failed", "canceled"})


def _dispute(told: Any) -> SeenDispute:
    state = _QUARRELS.get(told.status, Quarrel.DISPUTED)
    due = told.evidence_details.due_by
    respond_by = clock.local(datetime.fromtimestamp(due, UTC)).date() if due else None
    taken = bool(told.balance_transactions)
    return SeenDispute(told.id, Money(told.amount), told.reason, state, respond_by, taken)


def _taken(dispute: SeenDispute) -> Back:
    return Back(dispute.key, dispute.amount, dispute.state == Quarrel.WON)


_QUARRELS = {
    "warning_needs_response": Quarrel.ASKED,
    "warning_under_review": Quarrel.ASKED,
    "warning_closed": Quarrel.WON,
    "prevented": Quarrel.WON,
    "won": Quarrel.WON,
    "lost": Quarrel.LOST,
    "appeal_needs_response": Quarrel.LOST,
    "appeal_under_review": Quarrel.LOST,
}
"""What the rest of the states says is that the bank still has to decide."""
