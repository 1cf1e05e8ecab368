"""Credit notes: how an issued invoice is put right, as a whole or in part, and never for more than it asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import delete, func, select

from coop import clock, outbox
from coop.database import db
from coop.errors import Refusal, Stale
from coop.events import Event
from coop.money import Money
from invoicing.contract.part import ContractPart
from invoicing.draft import Draft, DraftLine
from invoicing.invoice import Billed, Invoice, InvoiceLine, Kind, by_number
from invoicing.issuing import issue
from invoicing.vat import Subtotal, Totals, VatGroup, add_up
from members.contribution import ContributionDue
from orders.job import Job

credited: Event[Invoice] = Event("invoice.credited")
"""Told with the credit note."""


class NotCreditable(Refusal):
    """Only an invoice is credited; a credit note that was wrong is followed by a new invoice."""


class CreditTooLarge(Refusal):
    """All credit notes of an invoice together take back at most what it asked, line by line."""


class NothingToCredit(Refusal):
    """A credit note takes something back, and says why."""


class CreditedMeanwhile(Stale):
    """Who credits has seen what was left to credit; otherwise a colleague was first."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a line after earlier credit notes; amounts as on the line."""

    line: InvoiceLine
    amount: Money
    net: Money


def remaining(invoice: Invoice) -> list[Remaining]:
    """Each line of an invoice with what can still be credited of it."""
    taken = {
        line_id: (amount, net)
        for line_id, amount, net in db.session.execute(
            select(InvoiceLine.credited_line_id, func.sum(InvoiceLine.amount), func.sum(InvoiceLine.net))
            .join(Invoice, Invoice.number == InvoiceLine.invoice_number)
            .where(Invoice.original_number == invoice.number)
            .group_by(InvoiceLine.credited_line_id)
        )
    }
    nothing = (Money.zero(), Money.zero())
    return [
        Remaining(line, line.amount + taken.get(line.id, nothing)[0], line.net + taken.get(line.id, nothing)[1])
        for line in invoice.lines
    ]


def total(left: list[Remaining]) -> Money:
    """What is left of all lines together."""
    return sum((row.amount for row in left), Money.zero())


def credit(
    number: str,
    reason: str,
    amounts: Mapping[int, Money] | None = None,
    *,
    bill_again: bool = False,
    print_now: bool = True,
    seen: Money | None = None,
) -> Invoice:
    """Credit all that is left of an invoice, or an amount of each of some lines (by line id, as on the line).

    With `bill_again` work whose lines are wholly credited is back under "to invoice"; `seen` is what was left when
    it was shown. Raises NotCreditable, CreditTooLarge, NothingToCredit, CreditedMeanwhile.
    """
    original = by_number(number, lock=True)
    if original.is_credit:
        raise NotCreditable(gettext("Een creditnota kun je niet crediteren. Maak een nieuwe factuur."))
    if not reason.strip():
        raise NothingToCredit(gettext("Schrijf op waarom je crediteert: het staat op de creditnota."), "reason")
    left = remaining(original)
    if seen is not None and seen != total(left):
        raise CreditedMeanwhile(gettext("Er is net al iets gecrediteerd. Kijk wat er nog over is."))
    wanted = _wanted(left, amounts)
    draft = Draft(
        kind=Kind.CREDIT,
        original_number=original.number,
        party_id=original.party_id,
        customer=original.customer,
        includes_vat=original.includes_vat,
        reference=original.reference,
        remark=reason.strip(),
        lines=[_line(row, wanted[row.line.id]) for row in left if row.line.id in wanted],
        exact=_totals(original, left, wanted),
    )
    _must_give_back(original, draft.totals.payable)
    [made] = issue([draft], clock.today())
    if print_now:
        outbox.put("invoices.print_one", {"number": made}, key=f"invoices.print_one:{made}")
    if bill_again:
        _set_back(original)
    note = by_number(made)
    credited.tell(note)
    return note


def _wanted(left: list[Remaining], amounts: Mapping[int, Money] | None) -> dict[int, Money]:
    possible = {row.line.id: row.amount for row in left}
    wanted = {id_: amount for id_, amount in (possible if amounts is None else amounts).items() if amount}
    if not wanted:
        raise NothingToCredit(gettext("Er is niets (meer) te crediteren op deze factuur."))
    for id_, amount in wanted.items():
        most = possible.get(id_, Money.zero())
        if abs(amount) > abs(most) or (amount.cents < 0) != (most.cents < 0):
            raise CreditTooLarge(
                gettext("Van deze regel kun je hoogstens %(most)s crediteren.", most=most), f"line_{id_}"
            )
    return wanted


def _must_give_back(original: Invoice, payable: Money) -> None:
    # With a discount among the lines, some of them alone ask more, or give back more than was asked.
    if payable.cents > 0:
        raise NothingToCredit(
            gettext("Zo zou de klant moeten bijbetalen. Neem een korting alleen terug samen met wat betaald is.")
        )
    asked = _asked(original)
    if -payable > asked:
        raise CreditTooLarge(
            gettext(
                "Samen is dit meer dan de factuur nog vraagt (%(most)s). Neem ook de korting terug.", most=asked
            )
        )


def _asked(original: Invoice) -> Money:
    return sum((paper.payable for paper in (original, *original.credit_notes)), Money.zero())


def _line(row: Remaining, amount: Money) -> DraftLine:
    line = row.line
    whole = amount == line.amount
    return DraftLine(
        text=line.text,
        amount=-amount,
        unit_price=line.unit_price if whole else amount,
        quantity=-line.quantity if whole else -1000,
        unit=line.unit if whole else "C62",
        group=_group(line),
        account=line.account,
        cost_object_id=line.cost_object_id,
        vat_rule=line.vat_rule,
        vat_answer=line.vat_answer,
        day=line.day,
        source=line.source,
        credited_line_id=line.id,
    )


def _totals(original: Invoice, left: list[Remaining], wanted: Mapping[int, Money]) -> Totals:
    # Each paper stands on its own: its VAT is half up over its own net. The last credit of a line takes the odd
    # cent of net with it, the last of an invoice closes it exactly; what VAT leaves over is payable rounding.
    rows = [row for row in left if row.line.id in wanted]
    parts = [(-wanted[row.line.id], _group(row.line)) for row in rows]
    added = add_up(parts, includes_vat=original.includes_vat)
    nets = tuple(
        -row.net if wanted[row.line.id] == row.amount else net for row, net in zip(rows, added.nets, strict=True)
    )
    sums: dict[VatGroup, Money] = {}
    for (_, group), net in zip(parts, nets, strict=True):
        sums[group] = sums.get(group, Money.zero()) + net
    whole = all(wanted.get(row.line.id, Money.zero()) == row.amount for row in left)
    return Totals(
        nets=nets,
        subtotals=tuple(
            Subtotal(group, net, net.share(group.basis_points)) for group, net in sorted(sums.items())
        ),
        payable=-_asked(original) if whole else added.payable,
    )


def _group(line: InvoiceLine) -> VatGroup:
    return VatGroup(line.category, line.basis_points, line.reason)


def _set_back(original: Invoice) -> None:
    left: dict[str, Money] = {}
    for row in remaining(original):
        left[row.line.source] = left.get(row.line.source, Money.zero()) + abs(row.amount)
    for source in (source for source, amount in left.items() if source and not amount):
        if not db.session.execute(
            delete(Billed).where(Billed.source == source, Billed.invoice_number == original.number)
        ).rowcount:  # type: ignore[attr-defined]
            continue  # set back before
        kind, _, key = source.partition(":")
        if kind == "job":
            job = db.session.get(Job, int(key))
            if job is not None:
                job.invoice_source = None
        elif kind == "part":
            part = db.session.get(ContractPart, int(key))
            if part is not None:
                part.reopen()
        else:
            due = db.session.get(ContributionDue, int(key))
            if due is not None:
                due.reopen()
    db.session.flush()
