"""The two parties in the document: the electronic address, the postal one, and the numbers they go by."""

from invoicing.ubl.trader import Identifier, Trader
from invoicing.ubl.xml import Element, node, text


def write_seller(root: Element, seller: Trader, *, taxed: bool) -> None:
    """The cooperative (BG-4); outside VAT nobody is named by a VAT id (BR-O-02)."""
    _party(node(root, "AccountingSupplierParty"), seller, seller.endpoint, taxed=taxed)


def write_customer(root: Element, customer: Trader, seller: Trader, *, taxed: bool) -> None:
    """The customer (BG-7).

    A resident has no electronic address of a kind the network knows, and Peppol asks one of everybody. We deliver
    to them ourselves, by mail or on paper: so what is meant for them electronically is addressed to us.
    """
    _party(node(root, "AccountingCustomerParty"), customer, customer.endpoint or seller.endpoint, taxed=taxed)


def _party(parent: Element, who: Trader, endpoint: Identifier | None, *, taxed: bool) -> None:
    party = node(parent, "Party")
    if endpoint is not None:
        text(party, "EndpointID", endpoint.number, schemeID=endpoint.scheme)
    text(node(party, "PartyName"), "Name", who.name)
    address = node(party, "PostalAddress")
    text(address, "StreetName", who.street)
    text(address, "CityName", who.city)
    text(address, "PostalZone", who.postcode)
    text(node(address, "Country"), "IdentificationCode", who.country)
    if who.vat_id and taxed:
        scheme = node(party, "PartyTaxScheme")
        text(scheme, "CompanyID", who.vat_id)
        text(node(scheme, "TaxScheme"), "ID", "VAT")
    entity = node(party, "PartyLegalEntity")
    text(entity, "RegistrationName", who.legal_name)
    if who.legal is not None:
        text(entity, "CompanyID", who.legal.number, schemeID=who.legal.scheme)
    reached = {"Name": who.contact, "Telephone": who.phone, "ElectronicMail": who.email}
    if any(reached.values()):
        contact = node(party, "Contact")
        for name, value in reached.items():
            if value:
                text(contact, name, value)
