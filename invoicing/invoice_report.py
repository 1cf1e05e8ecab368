"""The invoices as a spreadsheet: every one of them with its VAT, and what is still open."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.money import Money
from coop.report import Report
from invoicing.invoice import Invoice, Kind
from invoicing.open_items import OpenItem, about, open_items
from members.party import Party


def invoices_report(words: str = "", party_id: int | None = None) -> Report:
    """Invoices and credit notes by number, those of a customer or with these words if so asked."""
    rows = db.session.execute(
        select(
            Invoice.number,
            Invoice.kind,
            Invoice.original_number,
            Invoice.issued_on,
            Invoice.due_on,
            Party.name,
            Invoice.reference,
            Invoice.net,
            Invoice.vat,
            Invoice.rounding,
            Invoice.payable,
        )
        .join(Party, Party.id == Invoice.party_id)
        .where(*about(words, party_id))
        .order_by(Invoice.issued_on, Invoice.number)
    )
    still_open = {item.number: item.open for item in open_items()}
    columns = (
        ("number", gettext("Nummer")),
        ("kind_name", gettext("Soort")),
        ("original_number", gettext("Hoort bij")),
        ("issued_on", gettext("Datum")),
        ("due_on", gettext("Betalen voor of op")),
        ("name", gettext("Klant")),
        ("reference", gettext("Kenmerk")),
        ("net", gettext("Zonder btw")),
        ("vat", gettext("Btw")),
        ("rounding", gettext("Afronding")),
        ("payable", gettext("Bedrag")),
        ("open", gettext("Nog open")),
    )
    return Report(
        columns,
        [
            {
                **row._mapping,
                "kind_name": gettext("factuur") if row.kind == Kind.INVOICE else gettext("creditnota"),
                "open": still_open.get(row.number, Money.zero()),
            }
            for row in rows
        ],
    )


def open_report(items: Sequence[OpenItem], on: date) -> Report:
    """What is still to be paid on a day, with the days it is late."""
    columns = (
        ("number", gettext("Nummer")),
        ("name", gettext("Klant")),
        ("issued_on", gettext("Datum")),
        ("due_on", gettext("Betalen voor of op")),
        ("days", gettext("Dagen te laat")),
        ("payable", gettext("Bedrag")),
        ("credited", gettext("Gecrediteerd")),
        ("paid", gettext("Betaald")),
        ("open", gettext("Nog open")),
    )
    keys = [key for key, _ in columns if key != "days"]
    return Report(
        columns, [{**{key: getattr(item, key) for key in keys}, "days": item.days_overdue(on)} for item in items]
    )
