"""Sub-ledgers: what each control account in the ledger must add up to; `coop ledger verify` proves it."""

from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart
from coop.ledger.control import control
from coop.money import Money
from invoicing import labour_cost, open_items
from invoicing.claims import member_payment
from invoicing.claims.claim import Claim, ClaimState
from invoicing.grants import grant
from invoicing.purchase import Purchase
from invoicing.purchase_payment import PurchasePayment


@control(chart.DEBTORS, "open facturen")
def open_invoices() -> int:
    """Invoices less credit notes and payments."""
    return open_items.total_open().cents


@control(chart.CREDITORS, "open inkoopfacturen")
def open_purchases() -> int:
    """Purchases that stand, less what was paid of them; we owe it, so below zero."""
    asked = db.session.scalar(select(func.sum(Purchase.payable)).where(Purchase.reversed_on.is_(None)))
    paid = db.session.scalar(select(func.sum(PurchasePayment.amount)))
    return (paid.cents if paid else 0) - (asked.cents if asked else 0)


@control(chart.ALLOWANCES_DUE, "open vrijwilligersvergoedingen")
def open_allowances() -> int:
    """What volunteers are owed for approved hours."""
    return -labour_cost.allowances_due().cents


@control(chart.CLAIMS_DUE, "open declaraties")
def open_claims() -> int:
    """What members get back of what they paid for us; we owe it, so below zero."""
    approved = db.session.scalar(select(func.sum(Claim.amount)).where(Claim.state == ClaimState.APPROVED))
    return (member_payment.total(claims=True) - (approved or Money.zero())).cents


@control(chart.GRANT_DUE, "te ontvangen subsidies")
def open_grants() -> int:
    """Grants awarded less what came in of them."""
    return grant.total_receivable().cents


@control(chart.GRANT_TO_RETURN, "terug te betalen subsidies")
def open_repayments() -> int:
    """What was settled to go back to givers, less what went; we owe it, so below zero."""
    return -grant.total_to_repay().cents
