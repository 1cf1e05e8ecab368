"""What stands on our account at the provider (Stripe), and what changed it: balance transactions and payouts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from coop import clock
from coop.money import Money
from invoicing.online import door

PAGE = 100
"""The provider gives no more at a time."""


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A balance transaction: what came above zero and what went below, and the fee that was kept of it.

    `intent` is the payment that it is about, empty where it is about none.
    """

    line_id: str
    kind: str
    created_at: datetime
    amount: Money
    fee: Money
    intent: str


@dataclass(frozen=True, slots=True)
class SeenPayout:
    """A payout to our bank, as it stands now; `listed` tells whether its lines can be asked."""

    payout_id: str
    state: str
    amount: Money
    created_at: datetime
    arrives_on: date
    reference: str
    listed: bool


def lines_since(moment: datetime) -> list[SeenLine]:
    """Everything that changed the account since a moment; raises Unreachable."""
    return _lines({"created": {"gte": int(moment.timestamp())}})


def lines_of(payout_id: str) -> list[SeenLine]:
    """What a payout is made up of, the payout itself among it; raises Unreachable."""
    return _lines({"payout": payout_id})


def payout(payout_id: str) -> SeenPayout | None:
    """A payout as it stands, None when the provider does not have it; raises Unreachable."""
    from stripe import InvalidRequestError

    with door.reaching():
        try:
            return _payout(door.client().v1.payouts.retrieve(payout_id))
        except InvalidRequestError as wrong:
            if wrong.http_status == 404:
                return None
            raise


def payouts_since(moment: datetime) -> Sequence[SeenPayout]:
    """The payouts that were made since a moment, the newest first; raises Unreachable."""
    with door.reaching():
        found = door.client().v1.payouts.list({"created": {"gte": int(moment.timestamp())}, "limit": PAGE})
        return [_payout(one) for one in found.auto_paging_iter() if one.currency == "eur"]


def held() -> Money:
    """What stands on the account in euros, also what is not free yet; raises Unreachable."""
    with door.reaching():
        balance = door.client().v1.balance.retrieve()
        parts: list[Any] = [*balance.available, *balance.pending]
        return Money(sum(part.amount for part in parts if part.currency == "eur"))


def _lines(which: dict[str, Any]) -> list[SeenLine]:
    asked: Any = {**which, "currency": "eur", "limit": PAGE, "expand": ["data.source"]}
    with door.reaching():
        found = door.client().v1.balance_transactions.list(asked)
        return [_line(one) for one in found.auto_paging_iter()]


def _line(line: Any) -> SeenLine:
    moment = datetime.fromtimestamp(line.created, UTC)
    intent = getattr(line.source, "payment_intent", None) or ""
    return SeenLine(line.id, line.type[:60], moment, Money(line.amount), Money(line.fee), str(intent))


def _payout(told: Any) -> SeenPayout:
    trace = getattr(told.trace_id, "value", None) if getattr(told, "trace_id", None) else None
    return SeenPayout(
        told.id,
        told.status,
        Money(told.amount),
        datetime.fromtimestamp(told.created, UTC),
        clock.local(datetime.fromtimestamp(told.arrival_date, UTC)).date(),
        (trace or told.statement_descriptor or told.id)[:70],
        told.reconciliation_status == "completed",
    )
