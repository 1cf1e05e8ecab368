"""`coop invoices`: the billing run on the command line, printed at once."""

import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import click
from flask_babel import gettext

from coop import audit
from coop.database import db, one_moment
from coop.report import Report, print_report, report_format
from invoicing import billing_run
from invoicing.bill import Bill
from invoicing.billing import to_invoice
from invoicing.billing_run import BillingRun, NothingToInvoice
from invoicing.print_run import print_run


@click.group("invoices")
def command() -> None:
    """Facturen maken."""


@command.command("run")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d", "%d-%m-%Y"]), help="Tot en met deze dag.")
@click.option("--dry-run", is_flag=True, help="Laat alleen zien wat er gefactureerd zou worden.")
@click.option("--no-mail", is_flag=True, help="Stuur de facturen niet op.")
@report_format
def run(until: datetime, dry_run: bool, no_mail: bool, form: str) -> None:
    """Factureer wat klaar is, en maak af wat een eerdere ronde liet liggen."""
    before = until.date() + timedelta(days=1)
    if dry_run:
        one_moment()
        print_report(_preview(to_invoice(before)), form)
        return
    with audit.actor("command"):
        refused = _confirm(before, mails=not no_mail)
        unprinted = billing_run.unprinted()
        for one in unprinted:
            _print(one.id, one.invoice_count - one.printed_count())
    if refused and not unprinted:
        raise refused
    print_report(_made(unprinted), form)


def _confirm(before: date, *, mails: bool) -> NothingToInvoice | None:
    try:
        billing_run.confirm(before, mails=mails)
    except NothingToInvoice as nothing:
        db.session.rollback()
        return nothing
    db.session.commit()
    return None


def _print(run_id: int, missing: int) -> None:
    with click.progressbar(length=missing, label=gettext("PDF’s maken"), file=sys.stderr) as bar:
        for done in print_run(run_id):
            bar.update(done - bar.pos)


def _preview(bills: Sequence[Bill]) -> Report:
    ready = [bill for bill in bills if bill.can_be_issued]
    foreseen = billing_run.foreseen(ready).totals
    rows = [
        {
            "customer": bill.party.name,
            "lines": len(bill.lines),
            "amount": foreseen.get(bill.key, bill.totals).payable,
            "issued": bill.can_be_issued,
            "doubts": " ".join(doubt.sentence for doubt in bill.doubts),
        }
        for bill in bills
    ]
    columns = (
        ("customer", gettext("Klant")),
        ("lines", gettext("Regels")),
        ("amount", gettext("Bedrag")),
        ("issued", gettext("Kan weg")),
        ("doubts", gettext("Twijfels")),
    )
    total = sum(totals.payable.cents for totals in foreseen.values())
    return Report(columns, rows, {"invoices": len(ready), "total_cents": total})


def _made(runs: Sequence[BillingRun]) -> Report:
    columns = (
        ("run", gettext("Ronde")),
        ("invoices", gettext("Facturen")),
        ("first", gettext("Eerste")),
        ("last", gettext("Laatste")),
        ("total", gettext("Totaal")),
    )
    rows = []
    for one in runs:
        first, last = one.numbers()
        rows.append(
            {"run": one.id, "invoices": one.invoice_count, "first": first, "last": last, "total": one.total}
        )
    return Report(columns, rows)
