"""Which rules an e-invoice follows, and what it lacks to follow any.

Dutch authorities ask NLCIUS, the Peppol network carries Peppol BIS Billing 3. Both are the European norm
(EN 16931) with rules of their own. They differ in the name they bear and in whom they can be addressed to: NLCIUS
wants a number of the trade register or of an authority for every Dutch customer (BR-NL-10), Peppol wants an
electronic address (PEPPOL-EN16931-R010).
"""

from enum import StrEnum

from flask_babel import gettext, lazy_gettext

from coop.errors import Refusal
from invoicing.invoice import Invoice
from invoicing.ubl.trader import Trader, trader


class NotElectronic(Refusal):
    """An e-invoice is whole or is not made."""


class Profile(StrEnum):
    """A set of rules."""

    NLCIUS = "nlcius"
    PEPPOL = "peppol"


CUSTOMIZATION = {
    Profile.NLCIUS: "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0",
    Profile.PEPPOL: "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
}
PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def profile_of(customer: Trader) -> Profile:
    """The rules that suit a customer: NLCIUS for whoever has a number that it can name, Peppol for all others."""
    return Profile.NLCIUS if customer.legal else Profile.PEPPOL


def lacking(invoice: Invoice, profile: Profile | None = None) -> list[str]:
    """What the snapshot of an invoice lacks to be an e-invoice, in words; nothing when it can be one."""
    return _lacking(invoice, trader(invoice.seller), trader(invoice.customer), profile)


def must_be_electronic(invoice: Invoice, seller: Trader, customer: Trader, profile: Profile | None) -> None:
    """Raise NotElectronic, with what is lacking."""
    missing = _lacking(invoice, seller, customer, profile)
    if missing:
        raise NotElectronic(
            gettext(
                "Van %(number)s is geen e-factuur te maken. Er ontbreekt: %(what)s.",
                number=invoice.number,
                what=", ".join(missing),
            )
        )


def _lacking(invoice: Invoice, seller: Trader, customer: Trader, profile: Profile | None) -> list[str]:
    categories = {tax.category for tax in invoice.taxes}
    alone = len(categories) == 1 or "O" not in categories
    named = customer.legal is not None or profile != Profile.NLCIUS
    wants = (
        (seller.legal is not None, lazy_gettext("ons KvK-nummer")),
        (bool(seller.vat_id) or categories <= {"O"}, lazy_gettext("ons btw-nummer")),
        (seller.has_address, lazy_gettext("ons adres")),
        (bool(invoice.seller["iban"]) or invoice.payable.cents <= 0, lazy_gettext("ons rekeningnummer")),
        (customer.has_address, lazy_gettext("het adres van de klant")),
        (bool(customer.vat_id) or "AE" not in categories, lazy_gettext("het btw-nummer van de klant")),
        (named, lazy_gettext("het KvK-nummer of OIN van de klant")),
        (alone, lazy_gettext("een factuur apart voor wat buiten de btw valt")),
    )
    return [str(what) for there, what in wants if not there]
