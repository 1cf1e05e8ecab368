"""VAT that was due before its invoice: on work for a resident it is due on the day of the work itself.

Where an invoice must be issued, VAT is due on its day or on the last day it should have been; in other cases when
the work is done (Wet OB 1968 art. 13 lid 1, version 2026-01-01, read). Nobody must issue one to a private person.
A return here counts by the day of the invoice, so what that takes over the end of a period is told, not moved.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from coop import kor
from coop.database import db
from coop.kor import KorPeriod
from coop.money import Money
from invoicing.bill import Bill
from invoicing.billing import to_invoice
from invoicing.duty_day import last_day
from invoicing.invoice import Invoice, InvoiceLine, Kind
from invoicing.vat_period import VatPeriod
from members.party import Party


def due_earlier(period: VatPeriod) -> Money:
    """The VAT on invoices of a period that was due in an earlier one."""
    issued = (Invoice.issued_on >= period.begin, Invoice.issued_on < period.end)
    return _invoiced(period.begin, *issued)


def due_already(period: VatPeriod) -> Money:
    """The VAT that was due by the end of a period, and stands on a later invoice or on none yet."""
    scheme = kor.periods()
    waiting = (bill.totals.vat for bill in to_invoice(period.end) if _was_due(bill, period.end, scheme))
    return sum(waiting, _invoiced(period.end, Invoice.issued_on >= period.end))


def due_on(work: date, *, is_organisation: bool) -> date:
    """When VAT on work is due at the latest."""
    return last_day(work) if is_organisation else work


def _invoiced(before: date, *issued: Any) -> Money:
    """The VAT that was due before a day, on invoices that were issued then."""
    columns: tuple[Any, ...] = (Party.kind, InvoiceLine.day, InvoiceLine.basis_points)
    query: Select[Any] = (
        select(*columns, func.sum(InvoiceLine.net))
        .join(Invoice, Invoice.number == InvoiceLine.invoice_number)
        .join(Party, Party.id == Invoice.party_id)
        .where(Invoice.kind == Kind.INVOICE, InvoiceLine.basis_points > 0, InvoiceLine.day < before, *issued)
        .group_by(*columns)
    )
    late = (
        net.share(rate)
        for kind, day, rate, net in db.session.execute(query)
        if due_on(day, is_organisation=kind == "organisation") < before
    )
    return sum(late, Money.zero())


def _was_due(bill: Bill, before: date, scheme: Sequence[KorPeriod]) -> bool:
    # A bill holds the work of one month; a contribution has no day, and under the scheme there is no VAT.
    days = [line.day for line in bill.lines if line.day and not any(one.holds(line.day) for one in scheme)]
    return bool(days) and due_on(max(days), is_organisation=bill.party.is_organisation) < before
