"""What stands on the account: a balance transaction for each change, its fee, and payouts to the bank."""

import secrets

from invoicing.online.stand_in.refused import Refused
from invoicing.online.stand_in.register import Register, Thing

DAY = 24 * 60 * 60
FEES = {"ideal": (29, 0), "card": (25, 150), "sepa_debit": (35, 0)}
"""What a payment costs: so many cents, and so many hundredths of a per cent of its amount."""


def fee_of(method: str, amount: int) -> int:
    """What a payment of an amount costs, in cents."""
    cents, basis_points = FEES[method]
    return cents + (amount * basis_points + 5000) // 10_000


def write(register: Register, kind: str, source: Thing, amount: int, fee: int = 0) -> Thing:
    """One balance transaction over a thing; what goes out is below zero."""
    line = register.make("txn", "balance_transaction", type=kind, amount=amount, fee=fee, net=amount - fee)
    line |= {"currency": "eur", "source": source["id"], "status": "available", "description": None}
    line |= {"available_on": register.now(), "reporting_category": kind, "fee_details": []}
    return line


def held(register: Register) -> int:
    """What stands on the account, in cents."""
    return sum(int(line["net"]) for line in register.all_of("balance_transaction"))


def balance(register: Register) -> Thing:
    """The same in the words of the API."""
    nothing = {"amount": 0, "currency": "eur"}
    available = {"amount": held(register), "currency": "eur"}
    return {"object": "balance", "livemode": False, "available": [available], "pending": [nothing]}


def lines(register: Register, asked: Thing) -> list[Thing]:
    """The balance transactions of a payout, or since a moment, the newest first."""
    payout, since = asked.get("payout"), int(asked.get("created", {}).get("gte", 0))
    if payout is not None:
        register.find("payout", payout)
    return [
        line
        for line in register.all_of("balance_transaction")
        if line["created"] >= since and payout in {None, register.paid_out.get(line["id"])}
    ]


def with_source(register: Register, line: Thing) -> Thing:
    """A balance transaction with what it is about written out."""
    return {**line, "source": register.things[line["source"]]}


def pay_out(register: Register) -> Thing:
    """Send to the bank all that was not sent yet; raises Refused when that is nothing."""
    waiting = [line for line in register.all_of("balance_transaction") if line["id"] not in register.paid_out]
    amount = sum(int(line["net"]) for line in waiting)
    if amount <= 0:
        raise Refused(400, "You have insufficient funds in your Stripe account.", code="balance_insufficient")
    payout = register.make("po", "payout", amount=amount, currency="eur", status="in_transit", automatic=True)
    payout |= {"arrival_date": register.now() + 2 * DAY, "reconciliation_status": "completed"}
    payout |= {"type": "bank_account", "method": "standard", "statement_descriptor": None}
    payout["trace_id"] = {"status": "pending", "value": None}
    own = write(register, "payout", payout, -amount)
    payout["balance_transaction"] = own["id"]
    register.paid_out |= {line["id"]: payout["id"] for line in (*waiting, own)}
    register.tell("payout.created", payout)
    return payout


def arrive(register: Register, payout: Thing) -> None:
    """A payout is at the bank, which gave it a reference."""
    payout |= {"status": "paid", "trace_id": {"status": "supported", "value": f"PO{secrets.token_hex(6).upper()}"}}
    register.tell("payout.paid", payout)


def fail(register: Register, payout: Thing) -> None:
    """The bank refused a payout: its money is back on the account."""
    payout |= {"status": "failed", "failure_code": "account_closed"}
    payout["failure_balance_transaction"] = write(register, "payout_failure", payout, payout["amount"])["id"]
    register.tell("payout.failed", payout)
