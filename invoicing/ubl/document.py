"""The document itself: UBL 2.1 Invoice or CreditNote, in the order of its schema, built with lxml."""

from datetime import date

from flask_babel import force_locale, gettext
from lxml import etree

from coop.money import Money
from invoicing.invoice import Invoice
from invoicing.ubl.figures import Allowance, Figures, Line, Stated, Tax, figures
from invoicing.ubl.parties import write_customer, write_seller
from invoicing.ubl.profile import CUSTOMIZATION, PROCESS, Profile, must_be_electronic, profile_of
from invoicing.ubl.trader import Trader, trader
from invoicing.ubl.wording import words
from invoicing.ubl.xml import CAC, CBC, Element, amount, node, text

_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"
_SEPA_TRANSFER = "58"  # UNCL4461
_NO_VAT = frozenset("O")


def ubl(invoice: Invoice, profile: Profile | None = None) -> bytes:
    """An issued invoice or credit note as UBL; the same invoice gives the same bytes. Raises NotElectronic.

    Without a profile the one that suits its customer is taken.
    """
    with force_locale("nl"):
        seller, customer = trader(invoice.seller), trader(invoice.customer)
        must_be_electronic(invoice, seller, customer, profile)
        kind = "CreditNote" if invoice.is_credit else "Invoice"
        root = etree.Element(
            f"{{{_NAMESPACE.format(kind)}}}{kind}",
            nsmap={None: _NAMESPACE.format(kind), "cac": CAC[1:-1], "cbc": CBC[1:-1]},
        )
        counted = figures_of(invoice)
        _head(root, invoice, profile or profile_of(customer), customer)
        taxed = any(tax.category not in _NO_VAT for tax in counted.taxes)
        write_seller(root, seller, taxed=taxed)
        write_customer(root, customer, seller, taxed=taxed)
        _supply(root, invoice)
        _payment(root, invoice)
        for allowance in counted.allowances:
            _allowance(root, allowance)
        _taxes(root, counted)
        _totals(root, counted)
        for position, line in enumerate(counted.lines, 1):
            _line(root, kind, position, line)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made


def figures_of(invoice: Invoice) -> Figures:
    """The figures of an issued invoice."""
    stated = [
        Stated(
            text=words(line.text) or gettext("Werk"),
            quantity=line.quantity,
            unit=line.unit,
            unit_price=line.unit_price,
            net=line.net,
            category=line.category,
            basis_points=line.basis_points,
            day=line.day,
        )
        for line in invoice.lines
    ]
    taxes = [Tax(tax.category, tax.basis_points, tax.net, tax.vat, words(tax.reason)) for tax in invoice.taxes]
    return figures(stated, taxes, invoice.payable, is_credit=invoice.is_credit)


def _head(root: Element, invoice: Invoice, profile: Profile, customer: Trader) -> None:
    text(root, "CustomizationID", CUSTOMIZATION[profile])
    text(root, "ProfileID", PROCESS)
    text(root, "ID", invoice.number)
    text(root, "IssueDate", invoice.issued_on.isoformat())
    if invoice.is_credit:
        text(root, "CreditNoteTypeCode", "381")
    else:
        text(root, "DueDate", invoice.due_on.isoformat())
        text(root, "InvoiceTypeCode", "380")
    if remark := words(invoice.remark):
        text(root, "Note", remark)
    text(root, "DocumentCurrencyCode", "EUR")
    reference = words(invoice.reference)
    # Who has no order number is found by name: one of the two is compulsory (PEPPOL-EN16931-R003, BR-NL-2).
    text(root, "BuyerReference", reference or customer.contact or customer.name)
    days = _days(invoice)
    if len(days) > 1:
        period = node(root, "InvoicePeriod")
        text(period, "StartDate", days[0].isoformat())
        text(period, "EndDate", days[-1].isoformat())
    if reference:
        text(node(root, "OrderReference"), "ID", reference)
    if invoice.original_number:
        original = node(node(root, "BillingReference"), "InvoiceDocumentReference")
        text(original, "ID", invoice.original_number)


def _supply(root: Element, invoice: Invoice) -> None:
    days = _days(invoice)
    if len(days) == 1:
        text(node(root, "Delivery"), "ActualDeliveryDate", days[0].isoformat())


def _payment(root: Element, invoice: Invoice) -> None:
    if invoice.is_credit:
        terms = gettext(
            "Gaat af van factuur %(number)s; wat daarvan al betaald is, maken we over.",
            number=invoice.original_number,
        )
        text(node(root, "PaymentTerms"), "Note", terms)
    elif invoice.seller["iban"]:
        means = node(root, "PaymentMeans")
        text(means, "PaymentMeansCode", _SEPA_TRANSFER)
        text(means, "PaymentID", invoice.number)
        text(node(means, "PayeeFinancialAccount"), "ID", invoice.seller["iban"])


def _allowance(root: Element, allowance: Allowance) -> None:
    given = node(root, "AllowanceCharge")
    text(given, "ChargeIndicator", "false")
    text(given, "AllowanceChargeReason", allowance.text)
    amount(given, "Amount", allowance.amount)
    _category(given, "TaxCategory", allowance)


def _taxes(root: Element, counted: Figures) -> None:
    total = node(root, "TaxTotal")
    amount(total, "TaxAmount", counted.vat)
    for tax in counted.taxes:
        part = node(total, "TaxSubtotal")
        amount(part, "TaxableAmount", tax.net)
        amount(part, "TaxAmount", tax.vat)
        _category(part, "TaxCategory", tax, tax.reason)


def _totals(root: Element, counted: Figures) -> None:
    total = node(root, "LegalMonetaryTotal")
    amount(total, "LineExtensionAmount", counted.line_total)
    amount(total, "TaxExclusiveAmount", counted.net)
    amount(total, "TaxInclusiveAmount", counted.net + counted.vat)
    if counted.allowances:
        amount(total, "AllowanceTotalAmount", counted.allowance_total)
    if counted.rounding:
        amount(total, "PayableRoundingAmount", counted.rounding)
    amount(total, "PayableAmount", counted.payable)


def _line(root: Element, kind: str, position: int, line: Line) -> None:
    made = node(root, f"{kind}Line")
    text(made, "ID", str(position))
    quantity = "CreditedQuantity" if kind == "CreditNote" else "InvoicedQuantity"
    text(made, quantity, line.quantity, unitCode=line.unit)
    amount(made, "LineExtensionAmount", line.net)
    if line.day is not None:
        period = node(made, "InvoicePeriod")
        text(period, "StartDate", line.day.isoformat())
        text(period, "EndDate", line.day.isoformat())
    item = node(made, "Item")
    text(item, "Name", line.text)
    _category(item, "ClassifiedTaxCategory", line)
    text(node(made, "Price"), "PriceAmount", line.price, currencyID="EUR")


def _category(parent: Element, name: str, taxed: Allowance | Tax | Line, reason: str = "") -> None:
    category = node(parent, name)
    text(category, "ID", taxed.category)
    if taxed.category not in _NO_VAT:  # outside VAT there is not even a rate of 0 (BR-O-05)
        text(category, "Percent", Money(taxed.basis_points).plain().rstrip("0").rstrip("."))
    if reason and taxed.category != "Z":  # a rate of 0 needs no reason and takes none (BR-Z-10)
        text(category, "TaxExemptionReason", reason)
    text(node(category, "TaxScheme"), "ID", "VAT")


def _days(invoice: Invoice) -> list[date]:
    return sorted({line.day for line in invoice.lines if line.day is not None})
