"""An account at the provider: its sessions, payments and refunds."""

from invoicing.online.stand_in import disputes, holdings
from invoicing.online.stand_in.refused import Refused
from invoicing.online.stand_in.register import Register, Thing

LASTS = 24 * 60 * 60
"""How long somebody may take to pay, in seconds."""
DISPUTED = "pm_card_createDispute"
TRIAL_CARDS = ("pm_card_visa", DISPUTED)
AT_ONCE = ("ideal", "card")
"""How money can be there at once; by SEPA direct debit it is there days later."""


class Account(Register):
    """Where somebody pays, and what becomes of it."""

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
        session = self.make("cs_test", "checkout.session", amount_total=amount, currency="eur", mode="payment")
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
        self.tell("checkout.session.expired", session)
        return session

    def pay(self, session: Thing, method: str) -> None:
        """Somebody paid on the page; raises Refused unless it is open. By `sepa_debit` it is under way."""
        self._must_be_open(session)
        intent = self.make(
            "pi", "payment_intent", amount=session["amount_total"], currency="eur", amount_received=0
        )
        intent |= {"status": "processing", "latest_charge": None, "metadata": session["intent_metadata"]}
        intent["payment_method_types"] = [method]
        session |= {"status": "complete", "payment_intent": intent["id"], "url": None}
        if method in AT_ONCE:
            session["payment_status"] = "paid"
            self._succeed(intent, method)
            self.tell("checkout.session.completed", session)
        else:
            self.tell("payment_intent.processing", intent)
            self.tell("checkout.session.completed", session)

    def charge(self, asked: Thing) -> Thing:
        """A card of the provider's own for trying is charged at once; one of them is disputed. Raises Refused."""
        method = asked.get("payment_method", "")
        if method not in TRIAL_CARDS or asked.get("confirm") != "true" or asked.get("currency") != "eur":
            raise Refused(400, f"No such PaymentMethod: '{method}'", code="resource_missing")
        intent = self.make("pi", "payment_intent", amount=int(asked["amount"]), currency="eur", amount_received=0)
        intent |= {"metadata": asked.get("metadata", {}), "payment_method_types": ["card"]}
        self._succeed(intent, "card")
        if method == DISPUTED:
            disputes.open_one(self, intent)
        return intent

    def settle(self, intent: Thing) -> None:
        """A direct debit that was under way is there."""
        [session] = self.all_of("checkout.session", payment_intent=intent["id"])
        session["payment_status"] = "paid"
        self._succeed(intent, "sepa_debit")
        self.tell("checkout.session.async_payment_succeeded", session)

    def fail(self, intent: Thing) -> None:
        """The bank of the payer refused a direct debit that was under way."""
        [session] = self.all_of("checkout.session", payment_intent=intent["id"])
        intent["status"] = "requires_payment_method"
        self.tell("payment_intent.payment_failed", intent)
        self.tell("checkout.session.async_payment_failed", session)

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
        refund = self.make("re", "refund", amount=amount, currency="eur", status="succeeded")
        refund |= {"payment_intent": intent["id"], "charge": charge["id"], "metadata": asked.get("metadata", {})}
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        holdings.write(self, "refund", refund, -amount)
        self.tell("refund.created", refund)
        self.tell("charge.refunded", charge)
        return refund

    def fail_refund(self, refund: Thing) -> None:
        """The bank of the payer refused a refund: the money is back on the account."""
        refund["status"] = "failed"
        self.find("charge", refund["charge"])["amount_refunded"] -= refund["amount"]
        holdings.write(self, "refund_failure", refund, refund["amount"])
        self.tell("refund.failed", refund)

    def _succeed(self, intent: Thing, method: str) -> None:
        charge = self.make(
            "ch", "charge", amount=intent["amount"], currency="eur", amount_refunded=0, refunded=False
        )
        charge |= {"payment_intent": intent["id"], "payment_method_details": {"type": method}, "paid": True}
        intent |= {"status": "succeeded", "amount_received": intent["amount"], "latest_charge": charge["id"]}
        fee = holdings.fee_of(method, intent["amount"])
        charge["balance_transaction"] = holdings.write(self, "charge", charge, intent["amount"], fee)["id"]
        self.tell("charge.succeeded", charge)
        self.tell("payment_intent.succeeded", intent)

    def _must_be_open(self, session: Thing) -> None:
        if session["status"] != "open":
            raise Refused(400, f"This Checkout Session is {session['status']}; only open ones can be changed.")
