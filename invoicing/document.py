"""The paper of an invoice: what is to be paid in plain words first, then what for, then what the law wants."""

from datetime import date
from functools import cache
from typing import Any

from flask_babel import force_locale, format_date, gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from coop import address, files, filters
from coop.colour import HOUSE, tint
from coop.config import ROOT
from coop.money import Money
from coop.paper.look import OWN_LOGO, Look
from coop.paper.printable import printable
from coop.paper.printing import pdf
from coop.paper.sheet import Attached, Sheet
from invoicing import electronic, qr
from invoicing.invoice import Invoice
from invoicing.online import door
from invoicing.online.link import token_of
from invoicing.ubl.profile import lacking
from invoicing.ubl.wording import words

UNITS = {"HUR": "uur", "MTK": "m²"}
"""How the unit codes of UN/ECE Recommendation 20 read on paper; a piece needs no word."""

_LARGEST = Money(99_999_999_999)  # EPC069-12, 3.2: what a payment code can hold


def html(invoice: Invoice) -> str:
    """The document as well-formed HTML in Dutch, from the snapshot and the link to its page alone."""
    pay = pay_page(invoice)
    with force_locale("nl"):
        page: str = template("document.html").render(
            invoice=invoice,
            code=payment_code(invoice),
            pay_page=pay,
            online=door.is_set(),
            page_code=qr.picture(pay, mask=4) if pay else None,
            units=UNITS,
            iban=spaced(invoice.seller["iban"]),
            logo=OWN_LOGO if invoice.seller.get("logo") else None,
            informal=invoice.customer["kind"] == "person",
            days=sorted({line.day for line in invoice.lines if line.day is not None}),
            electronic=not lacking(invoice),
        )
    return printable(page)


def sheet(invoice: Invoice) -> Sheet:
    """What is printed: the document with the e-invoice inside, where there can be one."""
    inside = None
    if not lacking(invoice):
        content = electronic.made(invoice)
        inside = Attached(file_name(invoice, "xml"), content, invoice.issued_on, "UBL 2.1")
    return Sheet(html(invoice), look_of(invoice), inside)


def printed(invoice: Invoice) -> bytes:
    """The document as PDF; the same invoice gives the same bytes."""
    return pdf(sheet(invoice))


def look_of(invoice: Invoice) -> Look:
    """The look that was snapshotted; the house's own for an invoice of before."""
    return look_of_seller(invoice.seller)


def look_of_seller(seller: dict[str, Any]) -> Look:
    """The look in what a paper keeps of us."""
    sha = seller.get("logo")
    stored = files.get(sha) if sha else None
    logo = stored.content if stored is not None else None
    colour = seller.get("colour") or HOUSE
    return Look(logo=logo) if colour == HOUSE else Look(colour, colour, tint(colour, 10), logo)


def payment_code(invoice: Invoice, asked: Money | None = None) -> str | None:
    """The code a bank app scans to pay (EPC069-12 version 2), as data URI of a picture of one bit a point.

    It asks the whole amount, unless told what is open. None when there is nothing to pay or nowhere to pay it.
    """
    asked = invoice.payable if asked is None else asked
    iban, name = invoice.seller["iban"], invoice.seller["name"]
    if not iban or not Money.zero() < asked <= _LARGEST:
        return None
    facts = (
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        name[:70],
        iban,
        f"EUR{asked.plain()}",
        "",
        "",
        invoice.number,
    )
    return qr.picture("\n".join(facts), mask=4)


def pay_page(invoice: Invoice) -> str | None:
    """The link to the private page of an invoice; None where nothing is to be paid or no address is known."""
    if invoice.is_credit or not invoice.payable:
        return None
    return address.link("pay.show", token=token_of(invoice.number))


def file_name(invoice: Invoice, extension: str = "pdf") -> str:
    """What the file is called where it lands."""
    return f"{'creditnota' if invoice.is_credit else 'factuur'}-{invoice.number}.{extension}"


def spaced(iban: str) -> str:
    """An account number in groups of four, as people read it."""
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


def template(name: str) -> Any:
    """A document of paper, with the filters that write as paper does."""
    return _environment().get_template(name)


def _span(days: list[date]) -> str:
    first, last = days[0], days[-1]
    end = format_date(last, "d MMMM y")
    if first == last:
        return str(end)
    if (first.year, first.month) == (last.year, last.month):
        begin = str(first.day)
    else:
        begin = format_date(first, "d MMM" if first.year == last.year else "d MMM y")
        end = format_date(last, "d MMM y")
    return str(gettext("%(first)s t/m %(last)s", first=begin, last=end))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([ROOT / "templates" / "invoices", ROOT / "templates"]),
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
        span=_span,
        words=words,
    )
    return environment
