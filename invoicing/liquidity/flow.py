"""A flow: money that will come in or go out, on the day on which we expect the bank to show it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import lazy_gettext

from coop.money import Money


class FlowKind(StrEnum):
    """What moves."""

    INVOICE = "invoice"
    INSTALMENT = "instalment"
    DEBIT = "debit"
    PROVIDER = "provider"
    GRANT = "grant"
    NEW_INVOICES = "new_invoices"
    PAYABLE = "payable"
    ORDER = "order"
    WAGES = "wages"
    VAT = "vat"
    NEW_COSTS = "new_costs"


KIND_NAMES = {
    FlowKind.INVOICE: lazy_gettext("Open facturen"),
    FlowKind.INSTALMENT: lazy_gettext("Betalingsregelingen"),
    FlowKind.DEBIT: lazy_gettext("Incasso's"),
    FlowKind.PROVIDER: lazy_gettext("Online en pin, onderweg"),
    FlowKind.GRANT: lazy_gettext("Subsidie"),
    FlowKind.NEW_INVOICES: lazy_gettext("Nieuwe facturen (verwacht)"),
    FlowKind.PAYABLE: lazy_gettext("Te betalen"),
    FlowKind.ORDER: lazy_gettext("Betalingen onderweg"),
    FlowKind.WAGES: lazy_gettext("Lonen"),
    FlowKind.VAT: lazy_gettext("Btw"),
    FlowKind.NEW_COSTS: lazy_gettext("Nieuwe kosten (verwacht)"),
}


@dataclass(frozen=True, slots=True)
class Flow:
    """Above zero comes in, below zero goes out."""

    day: date
    kind: FlowKind
    amount: Money
    text: str
    source: str = ""
    """Where it leads, as the ledger writes it; empty for what is worked out from the forecast."""
