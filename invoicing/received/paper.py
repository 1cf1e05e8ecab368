"""A supplier's invoice as it came in: what it says, in our own kinds of facts."""

from dataclasses import dataclass
from datetime import date

from coop.money import Money


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it."""

    name: str
    kvk: str = ""
    vat_id: str = ""
    iban: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """For whom it is meant."""

    name: str = ""
    kvk: str = ""
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line: what for, and its amount without VAT."""

    text: str
    net: Money
    category: str
    basis_points: int


@dataclass(frozen=True, slots=True)
class PaperTax:
    """One VAT rate: what it is computed over, and the VAT."""

    category: str
    basis_points: int
    net: Money
    vat: Money


@dataclass(frozen=True, slots=True)
class Paper:
    """An invoice, or a credit note with every amount below zero."""

    number: str
    day: date
    due_on: date | None
    is_credit: bool
    currency: str
    sender: Sender
    addressee: Addressee
    lines: tuple[PaperLine, ...]
    other: Money
    """Allowances and charges on the whole, without VAT."""
    taxes: tuple[PaperTax, ...]
    net: Money
    vat: Money
    total: Money
    """With VAT."""
    rounding: Money
    paid_before: Money
    payable: Money
    pdf: bytes | None
    """The picture of it that was sent along."""
