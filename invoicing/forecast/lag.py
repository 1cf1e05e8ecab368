"""How long after the work it is invoiced, as it went lately: who invoices by the month books it a month later."""

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median_low

from sqlalchemy import func, literal, select

from coop.database import db
from invoicing.invoice import Invoice
from orders.job import Job

LATELY = timedelta(days=190)


def invoiced_after(today: date) -> tuple[int, int]:
    """After how many days, and how many months of the calendar later, work is mostly invoiced."""
    found = list(_each(today - LATELY))
    if not found:
        return 0, 0
    days = median_low((issued - worked).days for worked, issued in found)
    months = median_low(12 * (issued.year - worked.year) + issued.month - worked.month for worked, issued in found)
    return max(0, days), max(0, months)


def _each(since: date) -> Iterator[tuple[date, date]]:
    """The day of the work and of its invoice, once for each job."""
    query = (
        select(Job.day, Invoice.issued_on, func.count())
        .join(Job, Job.invoice_source == literal("invoice:") + Invoice.number)
        .where(Invoice.issued_on >= since)
        .group_by(Job.day, Invoice.issued_on)
    )
    for worked, issued, jobs in db.session.execute(query):
        for _ in range(jobs):
            yield worked, issued
