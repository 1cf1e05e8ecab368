"""E-invoices as a supplier sends them, made by hand and not by the house's own writer."""

from typing import Any

_INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
_CREDIT = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"

FACTS: dict[str, Any] = {
    "number": "2026-117",
    "day": "2026-11-20",
    "due": "<cbc:DueDate>2026-12-20</cbc:DueDate>",
    "currency": "EUR",
    "supplier": "Kwekerij Noord",
    "kvk": "01234567",
    "buyer_kvk": "87654321",
    "lines": ((("Planten"), "100.00", "S", "9"), ("Potgrond", "50.00", "S", "21"), ("Bezorgen", "10", "S", "21")),
    "taxes": (("100.00", "9.00", "S", "9"), ("60.00", "12.60", "S", "21")),
    "net": "160.00",
    "vat": "21.60",
    "total": "181.60",
    "more_totals": "",
    "payable": "181.60",
    "more": "",
}


def an_invoice(*, credit: bool = False, **changed: Any) -> bytes:
    """An invoice of a nursery with two rates, unless told otherwise."""
    facts = {**FACTS, **changed}
    kind, space, quantity = ("CreditNote", _CREDIT, "Credited") if credit else ("Invoice", _INVOICE, "Invoiced")
    currency = facts["currency"]
    taxes = "".join(
        f'<cac:TaxSubtotal><cbc:TaxableAmount currencyID="{currency}">{net}</cbc:TaxableAmount>'
        f'<cbc:TaxAmount currencyID="{currency}">{vat}</cbc:TaxAmount>{_category("TaxCategory", code, percent)}'
        "</cac:TaxSubtotal>"
        for net, vat, code, percent in facts["taxes"]
    )
    lines = "".join(
        f"<cac:{kind}Line><cbc:ID>{i}</cbc:ID><cbc:{quantity}Quantity>1</cbc:{quantity}Quantity>"
        f'<cbc:LineExtensionAmount currencyID="{currency}">{net}</cbc:LineExtensionAmount>'
        f"<cac:Item><cbc:Name>{text}</cbc:Name>{_category('ClassifiedTaxCategory', code, percent)}</cac:Item>"
        f"</cac:{kind}Line>"
        for i, (text, net, code, percent) in enumerate(facts["lines"], 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="{space}" xmlns:cac="{_CAC}" xmlns:cbc="{_CBC}">
<cbc:ID>{facts["number"]}</cbc:ID><cbc:IssueDate>{facts["day"]}</cbc:IssueDate>{facts["due"]}
<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>{facts["more"]}
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>{facts["supplier"]}</cbc:Name></cac:PartyName>
<cac:PostalAddress><cbc:StreetName>Kasweg 12</cbc:StreetName><cbc:CityName>Bedum</cbc:CityName>
<cbc:PostalZone>9781 AA</cbc:PostalZone></cac:PostalAddress>
<cac:PartyTaxScheme><cbc:CompanyID>NL001234567B01</cbc:CompanyID></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>Kwekerij Noord B.V.</cbc:RegistrationName>
<cbc:CompanyID schemeID="0106">{facts["kvk"]}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>
</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PartyName><cbc:Name>Wijkbedrijf</cbc:Name></cac:PartyName>
<cac:PartyLegalEntity><cbc:CompanyID schemeID="0106">{facts["buyer_kvk"]}</cbc:CompanyID></cac:PartyLegalEntity>
</cac:Party></cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="{currency}">{facts["vat"]}</cbc:TaxAmount>{taxes}</cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>{facts["net"]}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount>{facts["total"]}</cbc:TaxInclusiveAmount>{facts["more_totals"]}
<cbc:PayableAmount>{facts["payable"]}</cbc:PayableAmount></cac:LegalMonetaryTotal>
{lines}</{kind}>""".encode()


def _category(tag: str, code: str, percent: str) -> str:
    return f"<cac:{tag}><cbc:ID>{code}</cbc:ID><cbc:Percent>{percent}</cbc:Percent></cac:{tag}>"
