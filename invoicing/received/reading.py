"""Reading a supplier's UBL 2.1 invoice or credit note (EN 16931): every fault in a sentence, nothing guessed."""

import base64
import binascii
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from flask_babel import gettext

from coop.errors import Refusal
from coop.money import Money
from coop.safe_xml import root_of
from invoicing.received.paper import Addressee, Paper, PaperLine, PaperTax, Sender

INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CREDIT_NOTE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
KVK_SCHEME = "0106"

Read = TypeVar("Read")


class NotReadable(Refusal):
    """An invoice is proposed only when everything that is booked from it could be read."""

    def __init__(self, faults: list[str]) -> None:
        """Take the faults, a sentence each."""
        super().__init__(" ".join(faults), "file")
        self.faults = faults


def read(content: bytes) -> Paper:
    """Read a UBL invoice or credit note; raises NotXml and NotReadable, the latter with every fault."""
    root = root_of(content)
    if root.tag not in (f"{{{INVOICE}}}Invoice", f"{{{CREDIT_NOTE}}}CreditNote"):
        raise NotReadable([gettext("Dit is geen factuur in UBL. Vraag de leverancier om een e-factuur (UBL).")])
    reader = _Reader(root)
    paper = reader.paper()
    if reader.faults:
        raise NotReadable(reader.faults)
    return paper


class _Reader:
    """Takes what it finds and writes down what it misses, so that all faults are told at once."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.faults: list[str] = []
        self.is_credit = root.tag.endswith("CreditNote")
        self.sign = -1 if self.is_credit else 1

    def paper(self) -> Paper:
        totals = self.root.find("cac:LegalMonetaryTotal", NAMES)
        currency = self.text(self.root, "cbc:DocumentCurrencyCode")
        due = self.text(self.root, "cbc:DueDate") or self.text(self.root, "cac:PaymentMeans/cbc:PaymentDueDate")
        return Paper(
            number=self.needed(self.text(self.root, "cbc:ID"), gettext("het factuurnummer")),
            day=self.day(self.text(self.root, "cbc:IssueDate"), gettext("de factuurdatum")) or date.min,
            due_on=self.day(due, gettext("de betaaldag")) if due else None,
            is_credit=self.is_credit,
            currency=currency,
            sender=self.sender(),
            addressee=self.addressee(),
            lines=tuple(self.line(line) for line in self.all("cac:InvoiceLine", "cac:CreditNoteLine")),
            other=self.others(),
            taxes=tuple(self.tax(tax) for tax in self.subtotals(currency)),
            net=self.amount(totals, "cbc:TaxExclusiveAmount", gettext("het totaal zonder btw")),
            vat=self.vat(currency),
            total=self.amount(totals, "cbc:TaxInclusiveAmount", gettext("het totaal met btw")),
            rounding=self.amount(totals, "cbc:PayableRoundingAmount"),
            paid_before=self.amount(totals, "cbc:PrepaidAmount"),
            payable=self.amount(totals, "cbc:PayableAmount", gettext("het te betalen bedrag")),
            pdf=self.pdf(),
        )

    def sender(self) -> Sender:
        party = self.root.find("cac:AccountingSupplierParty/cac:Party", NAMES)
        account = "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"
        return Sender(
            name=self.needed(self.name_of(party), gettext("de naam van de leverancier")),
            kvk=self.kvk_of(party),
            vat_id=self.text(party, "cac:PartyTaxScheme/cbc:CompanyID"),
            iban=self.text(self.root, account).replace(" ", ""),
            street=self.text(party, "cac:PostalAddress/cbc:StreetName"),
            postcode=self.text(party, "cac:PostalAddress/cbc:PostalZone"),
            city=self.text(party, "cac:PostalAddress/cbc:CityName"),
            email=self.text(party, "cac:Contact/cbc:ElectronicMail"),
        )

    def addressee(self) -> Addressee:
        party = self.root.find("cac:AccountingCustomerParty/cac:Party", NAMES)
        vat_id = self.text(party, "cac:PartyTaxScheme/cbc:CompanyID")
        return Addressee(self.name_of(party), self.kvk_of(party), vat_id)

    def line(self, line: Any) -> PaperLine:
        item = line.find("cac:Item", NAMES)
        text = self.text(item, "cbc:Name") or self.text(item, "cbc:Description")
        return PaperLine(
            text=" ".join(text.split())[:200],
            net=self.amount(line, "cbc:LineExtensionAmount", gettext("het bedrag van een regel")),
            category=self.text(item, "cac:ClassifiedTaxCategory/cbc:ID"),
            basis_points=self.percent(item, "cac:ClassifiedTaxCategory/cbc:Percent"),
        )

    def tax(self, subtotal: Any) -> PaperTax:
        return PaperTax(
            category=self.text(subtotal, "cac:TaxCategory/cbc:ID"),
            basis_points=self.percent(subtotal, "cac:TaxCategory/cbc:Percent"),
            net=self.amount(subtotal, "cbc:TaxableAmount", gettext("het bedrag waarover btw wordt gerekend")),
            vat=self.amount(subtotal, "cbc:TaxAmount", gettext("een btw-bedrag")),
        )

    def subtotals(self, currency: str) -> list[Any]:
        # VAT may be told a second time in the currency of the tax office; ours is the one of the invoice.
        found = [
            subtotal
            for subtotal in self.all("cac:TaxTotal/cac:TaxSubtotal")
            if subtotal.find("cbc:TaxAmount", NAMES) is not None
            and subtotal.find("cbc:TaxAmount", NAMES).get("currencyID", currency) == currency
        ]
        if not found:
            self.faults.append(gettext("De btw is niet per tarief gegeven."))
        return found

    def vat(self, currency: str) -> Money:
        for total in self.all("cac:TaxTotal"):
            amount = total.find("cbc:TaxAmount", NAMES)
            if amount is not None and amount.get("currencyID", currency) == currency:
                return self.amount(total, "cbc:TaxAmount")
        return Money.zero()

    def others(self) -> Money:
        total = Money.zero()
        for one in self.all("cac:AllowanceCharge"):
            amount = self.amount(one, "cbc:Amount", gettext("het bedrag van een korting of toeslag"))
            total += amount if self.text(one, "cbc:ChargeIndicator") == "true" else -amount
        return total

    def pdf(self) -> bytes | None:
        for found in self.all("cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"):
            if found.get("mimeCode") != "application/pdf":
                continue
            try:
                content = base64.b64decode("".join((found.text or "").split()), validate=True)
            except binascii.Error:
                continue
            if content.startswith(b"%PDF-"):
                return content
        return None

    def name_of(self, party: Any) -> str:
        legal = self.text(party, "cac:PartyLegalEntity/cbc:RegistrationName")
        return self.text(party, "cac:PartyName/cbc:Name") or legal

    def kvk_of(self, party: Any) -> str:
        places = ("cac:PartyLegalEntity/cbc:CompanyID", "cac:PartyIdentification/cbc:ID", "cbc:EndpointID")
        for place in places if party is not None else ():
            for found in party.findall(place, NAMES):
                if found.get("schemeID") == KVK_SCHEME:
                    return (found.text or "").strip()
        return ""

    def all(self, *paths: str) -> list[Any]:
        return [found for path in paths for found in self.root.findall(path, NAMES)]

    def text(self, place: Any, path: str) -> str:
        return "" if place is None else (place.findtext(path, "", NAMES) or "").strip()

    def needed(self, found: str, what: str) -> str:
        if not found:
            self.faults.append(gettext("Er ontbreekt iets: %(what)s.", what=what))
        return found

    def day(self, text: str, what: str) -> date | None:
        return self.parsed(date.fromisoformat, text, what)

    def amount(self, place: Any, path: str, what: str = "") -> Money:
        text = self.text(place, path)
        if not text and not what:
            return Money.zero()
        return (self.parsed(_money, text, what or path) or Money.zero()) * self.sign

    def percent(self, place: Any, path: str) -> int:
        text = self.text(place, path)
        return (self.parsed(_basis_points, text, gettext("een btw-tarief")) or 0) if text else 0

    def parsed(self, parse: Callable[[str], Read], text: str, what: str) -> Read | None:
        if not self.needed(text, what):
            return None
        try:
            return parse(text)
        except (ValueError, InvalidOperation):
            self.faults.append(gettext("“%(text)s” is niet te lezen als %(what)s.", text=text[:40], what=what))
            return None


def _money(text: str) -> Money:
    return Money(_whole(Decimal(text) * 100))


def _basis_points(text: str) -> int:
    return _whole(Decimal(text) * 100)


def _whole(hundredfold: Decimal) -> int:
    if not hundredfold.is_finite() or hundredfold != hundredfold.to_integral_value() or abs(hundredfold) > 10**13:
        raise ValueError(hundredfold)
    return int(hundredfold)
