"""Who sells and who buys, as an e-invoice names them: from the snapshot on the invoice, also an old one."""

import re
from dataclasses import dataclass
from typing import Any

from invoicing.ubl.wording import words

KVK, OIN, DUTCH_VAT = "0106", "0190", "9944"
"""Schemes of identifiers (ISO 6523 and the list of electronic addresses)."""

_TOWN = re.compile(r"(\d{4} ?[A-Za-z]{2})\s+(.+)")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number and the scheme that says whose it is."""

    scheme: str
    number: str


@dataclass(frozen=True, slots=True)
class Trader:
    """A party to an invoice. `legal` is its number in the trade register or as an authority."""

    name: str
    legal_name: str
    street: str
    postcode: str
    city: str
    country: str
    vat_id: str
    legal: Identifier | None
    endpoint: Identifier | None
    contact: str
    phone: str
    email: str

    @property
    def has_address(self) -> bool:
        """Whether its address is whole, as Dutch rules want it (BR-NL-3, BR-NL-4)."""
        return bool(self.street and self.postcode and self.city)


def trader(snapshot: dict[str, Any]) -> Trader:
    """The party of a snapshot; what it does not tell is empty."""
    told = {key: words(value) for key, value in snapshot.items() if isinstance(value, str)}
    street, postcode, city = _address(snapshot, told)
    legal = _identifier(OIN, r"\d{20}", told.get("oin")) or _identifier(KVK, r"\d{8}", told.get("kvk"))
    return Trader(
        name=told["name"],
        legal_name=told.get("legal_name") or told["name"],
        street=street,
        postcode=postcode,
        city=city,
        country=told.get("country") or "NL",
        vat_id=told.get("vat_id", ""),
        legal=legal,
        endpoint=legal or _identifier(DUTCH_VAT, r"NL\d{9}B\d{2}", told.get("vat_id")),
        contact=told.get("contact", ""),
        phone=told.get("phone", ""),
        email=told.get("email", ""),
    )


def _identifier(scheme: str, shape: str, number: str | None) -> Identifier | None:
    return Identifier(scheme, number) if number and re.fullmatch(shape, number) else None


def _address(snapshot: dict[str, Any], told: dict[str, str]) -> tuple[str, str, str]:
    if "street" in told:
        return told["street"], told.get("postcode", ""), told.get("city", "")
    # Invoices of before kept the lines of the envelope only.
    lines = [words(line) for line in snapshot.get("lines", [])]
    town = _TOWN.fullmatch(lines[-1]) if lines else None
    if town is None or len(lines) < 2:
        return "", "", ""
    return lines[0], town[1], town[2]
