"""The receipt (bon): a simplified invoice, small enough to hand over at the door.

For a resident's invoice up to the limit, and for what corrects one, it will do to tell the day, who supplied, what
and how much VAT is in it (Wet OB 1968 art. 34d and 35a lid 2). It is the invoice itself in short and bears its
number, so no VAT is told twice. It says besides how it was paid, so it is made when asked for and not kept.
"""

from flask_babel import force_locale, gettext

from coop.errors import Refusal
from coop.paper.look import OWN_LOGO
from coop.paper.printable import printable
from coop.paper.printing import pdf
from coop.paper.sheet import Sheet
from coop.rules import book
from invoicing.document import look_of, template
from invoicing.invoice import Invoice
from invoicing.payment import Payment, payments_of


class NotSimple(Refusal):
    """An organisation gets a full invoice, and so does a resident above the limit of the law."""


def may_be_simple(invoice: Invoice) -> bool:
    """Whether the law lets the short form do for this invoice or credit note."""
    resident = invoice.customer["kind"] == "person"
    return resident and (invoice.is_credit or invoice.payable <= book.simplified_invoice(invoice.issued_on))


def printed(invoice: Invoice) -> bytes:
    """The receipt as PDF, with what was paid so far; raises NotSimple."""
    return pdf(Sheet(html(invoice), look_of(invoice)))


def html(invoice: Invoice) -> str:
    """The receipt as well-formed HTML in Dutch; raises NotSimple."""
    if not may_be_simple(invoice):
        limit = book.simplified_invoice(invoice.issued_on)
        raise NotSimple(
            gettext("Een bon mag alleen voor bewoners, tot %(limit)s. Gebruik de factuur zelf.", limit=limit)
        )
    with force_locale("nl"):
        page: str = template("receipt.html").render(
            invoice=invoice,
            payments=standing(payments_of(invoice)),
            logo=OWN_LOGO if invoice.seller.get("logo") else None,
        )
    return printable(page)


def standing(payments: list[Payment]) -> list[Payment]:
    """The payments without those that were undone, and without what undid them."""
    undone = {payment.reversal_of for payment in payments if payment.reversal_of}
    return [payment for payment in payments if not payment.reversal_of and payment.id not in undone]


def file_name(invoice: Invoice) -> str:
    """What the file is called where it lands."""
    return f"bon-{invoice.number}.pdf"
