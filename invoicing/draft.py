"""A draft: everything that will stand on an invoice but its number and its day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from coop import wijk
from coop.money import Money
from invoicing.invoice import Kind
from invoicing.vat import Totals, VatGroup, add_up
from members.party import Party

COUNTRY = "NL"
"""Addresses are kept as Dutch ones (members/party.py), so that is where everybody on an invoice lives."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line to be; `amount` includes VAT or not as the draft says, the quantity is in thousandths."""

    text: str
    amount: Money
    unit_price: Money
    group: VatGroup
    account: str
    quantity: int = 1000
    unit: str = "C62"
    day: date | None = None
    source: str = ""
    cost_object_id: int | None = None
    vat_rule: str = ""
    vat_answer: bool | None = None
    credited_line_id: int | None = None


@dataclass(frozen=True)
class Draft:
    """An invoice or credit note to be, with its customer as they are today.

    Amounts on a credit note are below zero. `exact` overrules the adding up where it is known to the cent:
    a credit of all that was left of an invoice.
    """

    party_id: int
    customer: dict[str, Any]
    includes_vat: bool
    lines: Sequence[DraftLine]
    kind: str = Kind.INVOICE
    original_number: str | None = None
    run_id: int | None = None
    reference: str = ""
    remark: str = ""
    exact: Totals | None = None
    bills: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def totals(self) -> Totals:
        """The lines added up."""
        if self.exact is not None:
            return self.exact
        return add_up([(line.amount, line.group) for line in self.lines], includes_vat=self.includes_vat)


def customer_of(party: Party) -> dict[str, Any]:
    """The customer as the invoice keeps them."""
    return {
        "kind": party.kind,
        "name": party.name,
        "contact": party.contact_name,
        "lines": party.address_lines,
        "street": f"{party.street} {party.house_number}".strip(),
        "postcode": party.postcode,
        "city": party.city,
        "country": COUNTRY,
        "vat_id": party.vat_id,
        "kvk": party.kvk,
        "oin": party.oin,
        "email": party.email,
        "language": party.language,
    }


def seller() -> dict[str, Any]:
    """The cooperative as the invoice keeps it; raises NoWijk."""
    house = wijk.current()
    street = f"{house.street} {house.house_number}".strip()
    lines = (street, f"{house.postcode} {house.city}".strip())
    return {
        "name": house.name,
        "legal_name": house.legal_name,
        "lines": [line for line in lines if line],
        "street": street,
        "postcode": house.postcode,
        "city": house.city,
        "country": COUNTRY,
        "kvk": house.kvk,
        "vat_id": house.vat_id,
        "iban": house.iban.replace(" ", ""),
        "email": house.email,
        "phone": house.phone,
        "colour": house.colour,
        "logo": house.logo_sha,
    }
