"""The private link of an invoice: whoever has it may see what is open and pay it, without an account."""

import hashlib
import secrets

from flask_babel import gettext
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db
from coop.errors import NotFound
from invoicing.invoice import Invoice


class PayLink(Model):
    """The secret word of an invoice; beside the invoice and not in it, for an issued invoice never changes."""

    __tablename__ = "pay_link"

    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True, default=lambda: secrets.token_urlsafe(24))

    invoice: Mapped[Invoice] = relationship()


def link_for(number: str) -> dict[str, str]:
    """A link for an invoice as its columns, for whoever writes many in one statement."""
    return {"invoice_number": number, "token": secrets.token_urlsafe(24)}


def token_of(number: str) -> str:
    """The secret word of an invoice; a credit note has none, for nobody pays it."""
    return db.session.scalars(select(PayLink.token).where(PayLink.invoice_number == number)).one()


def mark_of(number: str) -> str:
    """What shows elsewhere that something is about this invoice of this house, without giving its word away."""
    return _mark(token_of(number))


def is_mark_of(number: str, mark: str) -> bool:
    """Whether this is the mark of an invoice of ours with this number."""
    token = db.session.scalar(select(PayLink.token).where(PayLink.invoice_number == number))
    return token is not None and _mark(token) == mark


def by_token(token: str, *, lock: bool = False) -> Invoice:
    """The invoice behind a private link; raises NotFound. With `lock` it is held until the commit."""
    query = select(Invoice).join(PayLink, PayLink.invoice_number == Invoice.number).where(PayLink.token == token)
    if lock:
        query = query.with_for_update(of=Invoice).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(gettext("Deze factuur is er niet. Kijk of de link helemaal klopt."))
    return found


def _mark(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:32]
