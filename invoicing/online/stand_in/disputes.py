"""Disputes: the bank of a payer takes a payment back, by card until it decides, by direct debit for good."""

from invoicing.online.stand_in import holdings
from invoicing.online.stand_in.refused import Refused
from invoicing.online.stand_in.register import Register, Thing

FEE = {"card": 2000, "sepa_debit": 750}
TERM = 14 * holdings.DAY


def open_one(register: Register, intent: Thing, reason: str = "fraudulent") -> Thing:
    """Take a payment back; by direct debit that is the end of it. Raises Refused when there is nothing to take."""
    charge = register.find("charge", intent["latest_charge"] or "")
    method = charge["payment_method_details"]["type"]
    if method not in FEE or register.all_of("dispute", charge=charge["id"]):
        raise Refused(400, "This charge cannot be disputed.")
    card = method == "card"
    dispute = register.make("du", "dispute", amount=charge["amount"], currency="eur", charge=charge["id"])
    dispute |= {"payment_intent": intent["id"], "reason": reason, "metadata": {}, "evidence": {}}
    dispute |= {"status": "needs_response" if card else "lost", "is_charge_refundable": False}
    dispute["evidence_details"] = {"due_by": register.now() + TERM if card else 0, "has_evidence": False}
    taken = holdings.write(register, "adjustment", dispute, -charge["amount"], FEE[method])
    dispute["balance_transactions"] = [taken]
    charge["disputed"] = True
    register.tell("charge.dispute.created", dispute)
    register.tell("charge.dispute.funds_withdrawn", dispute)
    if not card:
        register.tell("charge.dispute.closed", dispute)
    return dispute


def close(register: Register, dispute: Thing, *, won: bool) -> None:
    """The bank decides; what was won comes back, without the fee. Raises Refused when it did so already."""
    if dispute["status"] != "needs_response":
        raise Refused(400, f"This dispute is {dispute['status']}.")
    dispute["status"] = "won" if won else "lost"
    if won:
        back = holdings.write(register, "adjustment", dispute, dispute["amount"])
        dispute["balance_transactions"] = [*dispute["balance_transactions"], back]
    register.tell("charge.dispute.closed", dispute)
    if won:
        register.tell("charge.dispute.funds_reinstated", dispute)
