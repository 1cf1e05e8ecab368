"""An account at the provider: its sessions, payments and refunds, and the events that tell of each change."""

import secrets
import threading
from collections.abc import Callable
from typing import Any

from invoicing.online.stand_in.refused import Refused, no_such

Thing = dict[str, Any]

LASTS = 24 * 60 * 60
"""How long somebody may take to pay, in seconds."""
AT_ONCE = ("ideal", "card")
"""How money can be there at once; by SEPA direct debit it is there days later."""


class Account:
    """Everything in memory, one change at a time; `told` is called with each event, in order."""

    def __init__(self, address: str, now: Callable[[], int], told: Callable[[Thing], None]) -> None:
        """Be found at this address of the payment page."""
        self.address, self.now, self._told = address, now, told
        self.things: dict[str, Thing] = {}
        self.events: list[Thing] = []
        self.lock = threading.RLock()

    def find(self, kind: str, key: str) -> Thing:
        """One thing of a kind; raises Refused."""
        found = self.things.get(key)
        if found is None or found["object"] != kind:
            raise no_such(kind, key)
        return found

    def all_of(self, kind: str, **facts: Any) -> list[Thing]:
        """Everything of a kind with these facts, newest first."""
        found = (thing for thing in self.things.values() if thing["object"] == kind)
        return [thing for thing in found if all(thing.get(name) == fact for name, fact in facts.items())][::-1]

    def open_session(self, asked: Thing) -> Thing:
        """A Checkout Session over the sum of its lines, in euros; raises Refused."""
        lines = list(asked.get("line_items", {}).values())
        if asked.get("mode") != "payment" or not lines or not asked.get("success_url"):
            raise Refused(400, "Missing required param: mode=payment, line_items, success_url.")
        amount = sum(int(line["price_data"]["unit_amount"]) * int(line.get("quantity", 1)) for line in lines)
        if amount < 50 or any(line["price_data"]["currency"] != "eur" for line in lines):
            raise Refused(
                400, "The Checkout Session's total amount must be at least €0.50.", code="amount_too_small"
            )
        session = self._new("cs_test", "checkout.session", amount_total=amount, currency="eur", mode="payment")
        session |= {
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "client_reference_id": asked.get("client_reference_id"),
            "metadata": asked.get("metadata", {}),
            "success_url": asked["success_url"],
            "cancel_url": asked.get("cancel_url"),
            "expires_at": int(asked.get("expires_at", self.now() + LASTS)),
            "url": f"{self.address}/pay/{session['id']}",
            "intent_metadata": asked.get("payment_intent_data", {}).get("metadata", {}),
        }
        return session

    def expire(self, session: Thing) -> Thing:
        """Nobody pays it any more; raises Refused unless it is open."""
        self._must_be_open(session)
        session |= {"status": "expired", "url": None}
        self._tell("checkout.session.expired", session)
        return session

    def pay(self, session: Thing, method: str) -> None:
        """Somebody paid on the page; raises Refused unless it is open. By `sepa_debit` it is under way."""
        self._must_be_open(session)
        intent = self._new(
            "pi", "payment_intent", amount=session["amount_total"], currency="eur", amount_received=0
        )
        intent |= {"status": "processing", "latest_charge": None, "metadata": session["intent_metadata"]}
        intent["payment_method_types"] = [method]
        session |= {"status": "complete", "payment_intent": intent["id"], "url": None}
        if method in AT_ONCE:
            session["payment_status"] = "paid"
            self._succeed(intent, method)
            self._tell("checkout.session.completed", session)
        else:
            self._tell("payment_intent.processing", intent)
            self._tell("checkout.session.completed", session)

    def settle(self, intent: Thing) -> None:
        """A direct debit that was under way is there."""
        [session] = self.all_of("checkout.session", payment_intent=intent["id"])
        session["payment_status"] = "paid"
        self._succeed(intent, "sepa_debit")
        self._tell("checkout.session.async_payment_succeeded", session)

    def fail(self, intent: Thing) -> None:
        """The bank of the payer refused a direct debit that was under way."""
        [session] = self.all_of("checkout.session", payment_intent=intent["id"])
        intent["status"] = "requires_payment_method"
        self._tell("payment_intent.payment_failed", intent)
        self._tell("checkout.session.async_payment_failed", session)

    def refund(self, asked: Thing) -> Thing:
        """Money goes back, no more than is left of the payment; raises Refused."""
        intent = self.find("payment_intent", asked.get("payment_intent", ""))
        if intent["status"] != "succeeded":
            raise Refused(400, "This PaymentIntent does not have a successful charge to refund.")
        charge = self.find("charge", intent["latest_charge"])
        left = charge["amount"] - charge["amount_refunded"]
        amount = int(asked.get("amount", left))
        if not 0 < amount <= left:
            code = "charge_already_refunded" if not left else "amount_too_large"
            raise Refused(400, f"Refund amount ({amount}) is greater than unrefunded amount ({left}).", code=code)
        refund = self._new("re", "refund", amount=amount, currency="eur", status="succeeded")
        refund |= {"payment_intent": intent["id"], "charge": charge["id"], "metadata": asked.get("metadata", {})}
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        self._tell("refund.created", refund)
        self._tell("charge.refunded", charge)
        return refund

    def _succeed(self, intent: Thing, method: str) -> None:
        charge = self._new(
            "ch", "charge", amount=intent["amount"], currency="eur", amount_refunded=0, refunded=False
        )
        charge |= {"payment_intent": intent["id"], "payment_method_details": {"type": method}, "paid": True}
        intent |= {"status": "succeeded", "amount_received": intent["amount"], "latest_charge": charge["id"]}
        self._tell("charge.succeeded", charge)
        self._tell("payment_intent.succeeded", intent)

    def _must_be_open(self, session: Thing) -> None:
        if session["status"] != "open":
            raise Refused(400, f"This Checkout Session is {session['status']}; only open ones can be changed.")

    def _new(self, prefix: str, kind: str, **facts: Any) -> Thing:
        key = f"{prefix}_{secrets.token_hex(12)}"
        self.things[key] = {"id": key, "object": kind, "created": self.now(), "livemode": False, **facts}
        return self.things[key]

    def _tell(self, kind: str, about: Thing) -> None:
        event = {"id": f"evt_{secrets.token_hex(12)}", "object": "event", "type": kind, "created": self.now()}
        event |= {"livemode": False, "data": {"object": dict(about)}}
        self.events.append(event)
        self._told(event)
