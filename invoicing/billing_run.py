"""A billing run: everything confirmed together, issued in one short transaction and printed after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock, outbox, sequence
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from coop.kor import KorPeriod
from coop.money import Money
from invoicing import kor
from invoicing.bill import Bill
from invoicing.billing import to_invoice
from invoicing.invoice import Invoice
from invoicing.issuing import issue
from invoicing.vat import Totals

PRINT = "invoices.print"
"""The outbox task that prints a run."""


class ChangedMeanwhile(Stale):
    """What is confirmed is what was seen: a colleague was first, or work came in since."""


class NothingToInvoice(Refusal):
    """A run makes at least one invoice."""


class BillingRun(Model):
    """Who confirmed what and when; how far its printing is follows from its invoices."""

    __tablename__ = "billing_run"
    __table_args__ = (CheckConstraint("invoice_count > 0", name="invoice_count"),)

    id: Mapped[int] = pk()
    before: Mapped[date]
    confirmed_at: Mapped[datetime]
    confirmed_by: Mapped[str] = mapped_column(String(60))
    invoice_count: Mapped[int]
    total: Mapped[Money]
    mails: Mapped[bool] = mapped_column(default=True)
    printed_at_once: Mapped[bool] = mapped_column(default=True)

    @property
    def source(self) -> str:
        """The name of the run in the audit trail."""
        return f"billing_run:{self.id}"

    @property
    def is_printed(self) -> bool:
        """Whether every invoice has its PDF."""
        return self.printed_count() == self.invoice_count

    def numbers(self) -> tuple[str, str]:
        """Its first and last number."""
        first, last = db.session.execute(
            select(func.min(Invoice.number), func.max(Invoice.number)).where(Invoice.run_id == self.id)
        ).one()
        return first, last

    def printed_count(self) -> int:
        """How many of its invoices have their PDF."""
        return (
            db.session.scalar(select(func.count()).where(Invoice.run_id == self.id, Invoice.pdf_sha.is_not(None)))
            or 0
        )


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Bills as they will be issued, by their key, and whether that is under the small businesses' scheme.

    `passing` is the one that takes the turnover over the limit of the scheme.
    """

    totals: Mapping[str, Totals]
    under_scheme: bool
    passing: Bill | None


def confirm(
    before: date,
    seen: Mapping[str, str] | None = None,
    *,
    mails: bool = True,
    print_now: bool = True,
) -> BillingRun:
    """Issue the invoices of everything done before a day, or of the bills that were seen and chosen.

    `seen` has the fingerprint of each chosen bill by its key. Two who confirm at once: the second waits, then
    finds it done. Raises ChangedMeanwhile, NothingToInvoice.
    """
    # Whoever holds the next number of this series is alone in here until the commit, on both databases.
    number = sequence.next_number("billing_run")
    bills = [bill for bill in to_invoice(before) if bill.can_be_issued]
    if seen is not None:
        bills = [bill for bill in bills if bill.key in seen]
    if seen is not None and {bill.key: bill.fingerprint for bill in bills} != seen:
        raise ChangedMeanwhile(
            gettext("Er is net iets veranderd: een collega was je voor of er kwam werk bij. Bekijk het opnieuw.")
        )
    if not bills:
        raise NothingToInvoice(gettext("Er is niets te factureren."))
    return _carry_out(number, before, bills, mails=mails, print_now=print_now)


def foreseen(bills: Sequence[Bill]) -> Foreseen:
    """What the bills become when they are issued today, in this order."""
    walked = kor.foreseen([bill.draft(0) for bill in bills], clock.today())
    totals = {bill.key: draft.totals for bill, draft in zip(bills, walked.drafts, strict=True)}
    return Foreseen(totals, walked.runs, None if walked.passed_at is None else bills[walked.passed_at])


def by_id(run_id: int) -> BillingRun:
    """The run with this number; raises NotFound."""
    run = db.session.get(BillingRun, run_id)
    if run is None:
        raise NotFound(gettext("Deze factuurronde is er niet."))
    return run


def passed_kor(run: BillingRun) -> Invoice | None:
    """The invoice of a run that ended the small businesses' scheme, if one did."""
    return db.session.scalar(
        select(Invoice).join(KorPeriod, KorPeriod.passed_by == Invoice.number).where(Invoice.run_id == run.id)
    )


def runs(limit: int = 20) -> list[BillingRun]:
    """The latest runs, newest first."""
    return list(db.session.scalars(select(BillingRun).order_by(BillingRun.id.desc()).limit(limit)))


def unprinted() -> list[BillingRun]:
    """The runs that are being printed, or were left half way, oldest first."""
    missing = select(Invoice.number).where(Invoice.run_id == BillingRun.id, Invoice.pdf_sha.is_(None)).exists()
    return list(
        db.session.scalars(select(BillingRun).where(BillingRun.printed_at_once, missing).order_by(BillingRun.id))
    )


def _carry_out(number: int, before: date, bills: list[Bill], *, mails: bool, print_now: bool) -> BillingRun:
    drafts = [bill.draft(number) for bill in bills]
    run = BillingRun(
        id=number,
        before=before,
        confirmed_at=clock.now(),
        confirmed_by=audit.who(),
        invoice_count=len(drafts),
        total=Money.zero(),
        mails=mails,
        printed_at_once=print_now,
    )
    db.session.add(run)
    db.session.flush()
    issue(drafts, clock.today())
    asked = db.session.scalar(select(func.sum(Invoice.payable)).where(Invoice.run_id == run.id))
    run.total = asked or Money.zero()
    audit.record(run.source, "confirmed", None, gettext("%(count)s facturen", count=len(drafts)))
    if print_now:
        outbox.put(PRINT, {"run": run.id}, key=f"{PRINT}:{run.id}")
    return run
