"""The paper of a quotation: what we do, what it costs and how it is accepted, as it was fixed at its sending."""

from typing import Any

from flask_babel import force_locale

from coop import address, files
from coop.database import db
from coop.paper.look import OWN_LOGO
from coop.paper.printable import printable
from coop.paper.printing import pdf
from coop.paper.sheet import Sheet
from invoicing import qr
from invoicing.document import look_of_seller, template
from invoicing.quotation import reckoning, sending
from invoicing.quotation.quotation import Quotation
from invoicing.quotation.quotation_list import often


def html(quotation: Quotation, link: str | None = None) -> str:
    """The document as well-formed HTML in Dutch; of a draft as it would be sent now."""
    facts = quotation.snapshot or sending.snapshot(quotation, reckoning.reckon(quotation))
    page = link or (None if quotation.is_draft else address.link("offers.show", token=quotation.token))
    with force_locale("nl"):
        made: str = template("quotations/document.html").render(
            quotation=quotation,
            facts=facts,
            often=often(quotation),
            page=page,
            page_code=qr.picture(page, mask=4) if page else None,
            logo=OWN_LOGO if facts["seller"].get("logo") else None,
        )
    return printable(made)


def printed(quotation: Quotation, link: str | None = None) -> bytes:
    """The document as PDF: the one that is kept, or made on the spot while it is not."""
    stored = files.get(quotation.pdf_sha) if quotation.pdf_sha else None
    if stored is not None:
        return stored.content
    return pdf(Sheet(html(quotation, link), look_of_seller(_seller(quotation))))


def keep(quotation: Quotation, link: str | None = None) -> str:
    """Keep the paper of what was sent, made once, and return its hash."""
    if quotation.pdf_sha is None:
        stored = files.keep(printed(quotation, link), f"{file_name(quotation)}.pdf", "application/pdf")
        quotation.pdf_sha = stored.sha256
        db.session.flush()
    return quotation.pdf_sha


def file_name(quotation: Quotation) -> str:
    """What the file is called, without an ending; it names nobody."""
    return f"offerte-{quotation.code or 'concept'}"


def _seller(quotation: Quotation) -> dict[str, Any]:
    facts = quotation.snapshot or sending.snapshot(quotation, reckoning.reckon(quotation))
    seller: dict[str, Any] = facts["seller"]
    return seller
