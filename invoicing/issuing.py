"""Issuing: drafts become invoices with their number, seal and ledger transaction, many at once, in Core only."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from sqlalchemy import Table, bindparam, update
from sqlalchemy.exc import IntegrityError

from coop import audit, sequence, wijk
from coop.audit import AuditLine
from coop.database import db
from coop.errors import Stale
from coop.ledger import chart, journal
from coop.ledger.posting import Line, Posting, post
from coop.rules import book
from invoicing import kor
from invoicing.contract.part import ContractPart
from invoicing.draft import Draft, seller
from invoicing.invoice import Billed, Invoice, InvoiceLine, InvoiceTax, Kind
from invoicing.online.link import PayLink, link_for
from invoicing.vat import VatGroup
from invoicing.vat_mark import of_group
from members.contribution import ContributionDue
from orders.job import Job


class AlreadyInvoiced(Stale):
    """The same work is never invoiced twice."""


def issue(drafts: Sequence[Draft], on: date) -> list[str]:
    """Issue the drafts in the order given and return their numbers.

    Under the small businesses' scheme they are issued without VAT, up to the one that passes its limit.
    The whole is one transaction: the numbers, the rows, the links that keep the same work from being invoiced
    again, and last (its lock is held shortest) the ledger. Raises AlreadyInvoiced and what posting raises.
    """
    taken = sequence.take_numbers(f"invoice:{on.year}", len(drafts))
    drawn = [(f"{on.year}-{number:04d}", draft) for number, draft in zip(taken, drafts, strict=True)]
    numbered = kor.settle(drawn, on)
    _claim(numbered)
    _write(InvoiceLine, [row for number, draft in numbered for row in _lines(number, draft)])
    _write(InvoiceTax, [row for number, draft in numbered for row in _taxes(number, draft)])
    days = wijk.current().payment_days
    from_ = seller()
    _write(Invoice, [_invoice(number, draft, on, days, from_) for number, draft in numbered])
    _write(PayLink, [link_for(number) for number, draft in numbered if draft.kind == Kind.INVOICE])
    _write(AuditLine, [audit.facts(f"invoice:{number}", "issued", now=d.totals.payable) for number, d in numbered])
    postings = [_posting(number, draft, on) for number, draft in numbered]
    # A visit for nothing is an invoice of € 0: it moves nothing, and the ledger keeps only what moves.
    post([posting for posting in postings if any(line.cents for line in posting.lines)])
    return [number for number, _ in numbered]


def _claim(numbered: Sequence[tuple[str, Draft]]) -> None:
    claimed = {
        line.source: number
        for number, draft in numbered
        if draft.kind == Kind.INVOICE
        for line in draft.lines
        if line.source
    }
    try:
        _write(Billed, [{"source": source, "invoice_number": number} for source, number in claimed.items()])
    except IntegrityError as twice:
        raise AlreadyInvoiced(gettext("Dit werk staat al op een factuur. Ververs de pagina.")) from twice
    links: dict[str, list[dict[str, Any]]] = {"job": [], "due": [], "part": []}
    for source, number in claimed.items():
        kind, _, key = source.partition(":")
        links[kind].append({"key": int(key), "link": f"invoice:{number}"})
    _link(Job.__table__, links["job"])  # type: ignore[arg-type]
    _link(ContributionDue.__table__, links["due"], state="invoiced")  # type: ignore[arg-type]
    _link(ContractPart.__table__, links["part"], state="invoiced")  # type: ignore[arg-type]
    for row in db.session:  # what is at hand is told what was written beside it
        if isinstance(row, Job | ContributionDue | ContractPart):
            db.session.expire(row, ["state", "invoice_source"])


def _link(table: Table, links: list[dict[str, Any]], **also: str) -> None:
    if not links:
        return
    change = update(table).where(table.c.id == bindparam("key")).values(invoice_source=bindparam("link"), **also)
    db.session.connection().execute(change, links)
    _write(
        AuditLine,
        [audit.facts(f"{table.name}:{link['key']}", "invoice_source", now=link["link"]) for link in links],
    )


def _write(table: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(table.__table__.insert(), rows)


def _invoice(number: str, draft: Draft, on: date, days: int, from_: dict[str, Any]) -> dict[str, Any]:
    totals = draft.totals
    return {
        "number": number,
        "kind": draft.kind,
        "original_number": draft.original_number,
        "run_id": draft.run_id,
        "party_id": draft.party_id,
        "issued_on": on,
        "due_on": on + timedelta(days=0 if draft.kind == Kind.CREDIT else days),
        "includes_vat": draft.includes_vat,
        "reference": draft.reference,
        "remark": draft.remark,
        "customer": draft.customer,
        "seller": from_,
        "net": totals.net,
        "vat": totals.vat,
        "rounding": totals.rounding,
        "payable": totals.payable,
    }


def _lines(number: str, draft: Draft) -> list[dict[str, Any]]:
    return [
        {
            "invoice_number": number,
            "position": position,
            "source": line.source,
            "credited_line_id": line.credited_line_id,
            "day": line.day,
            "text": line.text[:200],
            "quantity": line.quantity,
            "unit": line.unit,
            "unit_price": line.unit_price,
            "amount": line.amount,
            "net": net,
            "category": line.group.category,
            "basis_points": line.group.basis_points,
            "reason": line.group.reason,
            "vat_rule": line.vat_rule,
            "vat_answer": line.vat_answer,
            "account": line.account,
            "cost_object_id": line.cost_object_id,
        }
        for position, (line, net) in enumerate(zip(draft.lines, draft.totals.nets, strict=True), 1)
    ]


def _taxes(number: str, draft: Draft) -> list[dict[str, Any]]:
    return [
        {
            "invoice_number": number,
            "category": part.group.category,
            "basis_points": part.group.basis_points,
            "reason": part.group.reason,
            "net": part.net,
            "vat": part.vat,
        }
        for part in draft.totals.subtotals
    ]


def _posting(number: str, draft: Draft, on: date) -> Posting:
    """Debtors against revenue per account and cost object, VAT per rate, and the odd cent on its own account."""
    totals = draft.totals
    revenue: dict[tuple[str, int | None, str], int] = {}
    for line, net in zip(draft.lines, totals.nets, strict=True):
        key = (line.account, line.cost_object_id, of_group(line.group))
        revenue[key] = revenue.get(key, 0) + net.cents
    lines = [Line(chart.DEBTORS, totals.payable.cents, party=f"party:{draft.party_id}")]
    lines += [
        Line(account, -cents, cost_object, vat=mark) for (account, cost_object, mark), cents in revenue.items()
    ]
    lines += [
        Line(_vat_account(part.group), -part.vat.cents, vat=of_group(part.group)) for part in totals.subtotals
    ]
    lines.append(Line(chart.ROUNDING, -totals.rounding.cents))
    name = (
        gettext("Creditnota %(number)s", number=number)
        if draft.kind == Kind.CREDIT
        else gettext("Factuur %(number)s", number=number)
    )
    return Posting(journal.SALES, on, f"invoice:{number}", name, lines)


def _vat_account(group: VatGroup) -> str:
    # By the name of the rate, which is that of the day of the work: on the day of the invoice it may be another.
    return chart.VAT_LOW if book.rate_named(group.basis_points) == "low" else chart.VAT_HIGH
