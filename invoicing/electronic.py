"""The e-invoice of an invoice: made once, kept with its hash, and the same as what lies inside the PDF."""

from sqlalchemy import update

from coop import files
from coop.database import db
from invoicing.invoice import Invoice
from invoicing.ubl.document import ubl
from invoicing.ubl.profile import Profile, lacking

CONTENT_TYPE = "application/xml"


def made(invoice: Invoice, profile: Profile | None = None) -> bytes:
    """The UBL as it is kept, or made on the spot with the same bytes; by other rules where they are named.

    Raises NotElectronic.
    """
    stored = files.get(invoice.ubl_sha) if invoice.ubl_sha and profile is None else None
    return stored.content if stored is not None else ubl(invoice, profile)


def keep(invoice: Invoice, name: str) -> None:
    """Keep the UBL of an invoice under a name, once; an invoice that lacks something gets none."""
    if invoice.ubl_sha is not None or lacking(invoice):
        return
    stored = files.keep(made(invoice), name, CONTENT_TYPE)
    db.session.execute(
        update(Invoice)
        .where(Invoice.number == invoice.number, Invoice.ubl_sha.is_(None))
        .values(ubl_sha=stored.sha256)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(invoice, ["ubl_sha"])
