"""The paper of an invoice: what is to be paid in plain words first, then what for, then what the law wants."""

import base64
import io
from functools import cache
from typing import Any

import segno
from flask_babel import format_date, gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from coop import filters
from coop.money import Money
from invoicing.invoice import Invoice
from invoicing.printing import ROOT, pdf

UNITS = {"HUR": "uur", "MTK": "m²"}
"""How the unit codes of UN/ECE Recommendation 20 read on paper; a piece needs no word."""

_LARGEST = Money(99_999_999_999)  # EPC069-12, 3.2: what a payment code can hold


def html(invoice: Invoice) -> str:
    """The document as well-formed HTML, from the snapshot alone."""
    page: str = _template().render(
        invoice=invoice,
        code=payment_code(invoice),
        units=UNITS,
        iban=_spaced(invoice.seller["iban"]),
        informal=invoice.customer["kind"] == "person",
    )
    return page


def printed(invoice: Invoice) -> bytes:
    """The document as PDF; the same invoice gives the same bytes."""
    return pdf(html(invoice))


def payment_code(invoice: Invoice) -> str | None:
    """The code a bank app scans to pay (EPC069-12 version 2), as data URI of a picture of one bit a point.

    None when there is nothing to pay or nowhere to pay it.
    """
    iban, name = invoice.seller["iban"], invoice.seller["name"]
    if not iban or not Money.zero() < invoice.payable <= _LARGEST:
        return None
    facts = (
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        name[:70],
        iban,
        f"EUR{invoice.payable.plain()}",
        "",
        "",
        invoice.number,
    )
    # The mask that suits best is worth an eighth of the time each costs to weigh: one that always does will do.
    code = segno.make_qr("\n".join(facts), error="m", boost_error=False, mask=4, encoding="utf-8")
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=3, border=2)
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()


def file_name(invoice: Invoice) -> str:
    """What the file is called where it lands."""
    return f"{'creditnota' if invoice.is_credit else 'factuur'}-{invoice.number}.pdf"


def _spaced(iban: str) -> str:
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates" / "invoices"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=False)  # type: ignore[attr-defined]
    environment.filters.update(
        money=filters.money,
        weekday=filters.weekday,
        date=lambda day: format_date(day, "d MMMM y"),
        short=lambda day: format_date(day, "d MMM y"),
        percent=filters.percent,
        quantity=filters.quantity,
    )
    return environment.get_template("document.html")
