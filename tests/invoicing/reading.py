"""Reading back what was printed: the words on the paper and the e-invoice inside it, told in the same way."""

import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pikepdf
import pypdfium2
from babel.dates import get_month_names
from lxml import etree

from coop.money import Money

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_AMOUNT = r"€ (-?[\d.]+,\d{2})"
_LINE = re.compile(rf"(?:^|\s)(-?[\d,]+)(?: uur| m²)? {_AMOUNT} (\d+ %|–) {_AMOUNT}$", re.M)


@dataclass(frozen=True)
class Read:
    """What an invoice says to its reader; a line is its quantity, rate and amount, a discount below zero."""

    number: str
    original: str
    issued_on: date
    due_on: date | None
    reference: str
    lines: list[tuple[Decimal, str, Money]]
    rates: list[tuple[str, Money, Money]]
    untaxed: Money
    net: Money
    rounding: Money
    payable: Money


def text_of(pdf: bytes) -> str:
    """The words on all pages, line by line, spaces squeezed."""
    lines: list[str] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            lines += (" ".join(line.split()) for line in words.get_text_range().splitlines())
            words.close()
            page.close()
    return "\n".join(lines)


def embedded(pdf: bytes) -> dict[str, tuple[bytes, str]]:
    """The files inside a PDF by name, each with its content and what it is to the paper."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            name: (spec.get_file().read_bytes(), str(spec.obj.AFRelationship))
            for name, spec in document.attachments.items()
        }


def from_paper(pdf: bytes) -> Read:
    """What the paper says."""
    text = text_of(pdf)
    rates = re.findall(rf"^(\d+) % btw over {_AMOUNT} {_AMOUNT}$", text, re.M)
    payable = _money(_told(rf"^(?:Te betalen|Terug) {_AMOUNT}$", text))
    net = _told(rf"^Zonder btw {_AMOUNT}$", text)
    rounding = re.search(rf"^Afronding {_AMOUNT}$", text, re.M)
    due = re.search(r"^Betalen voor of op (.+)$", text, re.M)
    return Read(
        number=_told(r"^Nummer (\S+)$", text),
        original=_told(r"^Hoort bij factuur (\S+)$", text),
        issued_on=_day(_told(r"^Datum (.+)$", text)),
        due_on=_day(due[1]) if due else None,
        reference=_told(r"^Kenmerk klant (\S+)$", text),
        lines=sorted(_line(*found) for found in _LINE.findall(text)),
        rates=sorted((rate, _money(net), _money(vat)) for rate, net, vat in rates),
        untaxed=(_money(net) if net else payable) - sum((_money(part) for _, part, _ in rates), Money.zero()),
        net=_money(net) if net else payable,
        rounding=_money(rounding[1]) if rounding else Money.zero(),
        payable=payable,
    )


def from_ubl(content: bytes) -> Read:
    """What the e-invoice says."""
    root = etree.fromstring(content)
    taxes = [
        (_at(tax, ".//cbc:ID"), _at(tax, ".//cbc:Percent"), *(_euros(tax, f"cbc:{name}") for name in _TAX))
        for tax in root.iterfind("cac:TaxTotal/cac:TaxSubtotal", NAMES)
    ]
    lines = [*root.iterfind("cac:InvoiceLine", NAMES), *root.iterfind("cac:CreditNoteLine", NAMES)]
    due = _at(root, "cbc:DueDate")
    return Read(
        number=_at(root, "cbc:ID"),
        original=_at(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        issued_on=date.fromisoformat(_at(root, "cbc:IssueDate")),
        due_on=date.fromisoformat(due) if due else None,
        reference=_at(root, "cac:OrderReference/cbc:ID"),
        lines=sorted(
            [(_quantity(line), _rate(line), _euros(line, "cbc:LineExtensionAmount")) for line in lines]
            + [
                (Decimal(1), _rate(given), -_euros(given, "cbc:Amount"))
                for given in root.iterfind("cac:AllowanceCharge", NAMES)
            ]
        ),
        rates=sorted((rate, net, vat) for category, rate, net, vat in taxes if category == "S"),
        untaxed=sum((net for category, _rate, net, _vat in taxes if category != "S"), Money.zero()),
        net=_euros(root, "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount"),
        rounding=_euros(root, "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount"),
        payable=_euros(root, "cac:LegalMonetaryTotal/cbc:PayableAmount"),
    )


_TAX = ("TaxableAmount", "TaxAmount")


def _told(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.M)
    return found[1] if found else ""


def _day(text: str) -> date:
    day, month, year = text.split()
    names = {name: number for number, name in get_month_names("wide", locale="nl").items()}
    return date(int(year), names[month], int(day))


def _line(many: str, price: str, rate: str, amount: str) -> tuple[Decimal, str, Money]:
    # A discount has an amount and no quantity in an e-invoice.
    quantity = Decimal(1) if price.startswith("-") else Decimal(many.replace(",", "."))
    return quantity, rate.rstrip(" %"), _money(amount)


def _money(text: str) -> Money:
    return Money.parse(text)


def _at(element: etree._Element, path: str) -> str:
    return element.findtext(path, "", NAMES)


def _euros(element: etree._Element, path: str) -> Money:
    return Money(int(Decimal(_at(element, path) or "0") * 100))


def _quantity(line: etree._Element) -> Decimal:
    return Decimal(_at(line, "cbc:InvoicedQuantity") or _at(line, "cbc:CreditedQuantity"))


def _rate(element: etree._Element) -> str:
    found = _at(element, ".//cbc:Percent")
    return "–" if found in ("", "0") else found
