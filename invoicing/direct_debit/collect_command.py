"""`coop sepa collect`: a direct debit of everything that can be collected on a day."""

from datetime import datetime
from pathlib import Path

import click
from flask_babel import gettext

from coop import audit, clock
from coop.database import db, one_moment
from coop.report import Report, print_report, report_format
from invoicing import sepa_file
from invoicing.direct_debit import collection_list, making, message
from invoicing.direct_debit.bank_day import must_be_due
from invoicing.direct_debit.collection import Collection
from invoicing.direct_debit.making import NothingToCollect
from invoicing.direct_debit.pain_008 import VERSIONS
from invoicing.direct_debit.proposal import proposal


@click.command("collect")
@click.option("--due", required=True, type=click.DateTime(["%Y-%m-%d"]), help="De dag waarop de bank afschrijft.")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Waar het bestand komt."
)
@click.option("--version", type=click.Choice(VERSIONS), default=VERSIONS[0], show_default=True, help="De vorm.")
@click.option("--dry-run", is_flag=True, help="Laat alleen zien wat er mee zou gaan, en wat niet.")
@report_format
def collect(due: datetime, out: Path, version: str, dry_run: bool, form: str) -> None:
    """Maak een incasso van alles wat op die dag kan, en schrijf het bestand voor de bank.

    Nog een keer, als er niets bij kwam, schrijft hetzelfde bestand opnieuw.
    """
    if dry_run:
        one_moment()
        message.must_have_contract()
        must_be_due(due.date(), clock.today())
        print_report(_foreseen(due), form)
        return
    sepa_file.must_be_writable(out)
    with audit.actor("command"):
        made = _made(due, version)
    # First the books, then the file: killed in between, the next run writes the same file after all.
    db.session.commit()
    sepa_file.write(out, message.content(made))
    print_report(_as_report(made), form)


def _made(due: datetime, version: str) -> Collection:
    try:
        return making.make(due.date(), version=version)
    except NothingToCollect:
        db.session.rollback()
        there = [one for one in collection_list.waiting(clock.today()) if one.due_on == due.date()]
        if not there:
            raise
        return there[0]


def _foreseen(due: datetime) -> Report:
    found = proposal(due.date())
    rows = [
        {"invoice": one.item.number, "mandate": one.mandate.reference, "amount": one.item.open, "why": ""}
        for one in found.ready
    ]
    rows += [
        {"invoice": one.item.number, "mandate": "", "amount": one.item.open, "why": one.why}
        for one in found.left_out
    ]
    columns = (
        ("invoice", gettext("Factuur")),
        ("mandate", gettext("Machtiging")),
        ("amount", gettext("Bedrag")),
        ("why", gettext("Waarom niet")),
    )
    return Report(columns, rows, {"count": len(found.ready), "total": found.total})


def _as_report(made: Collection) -> Report:
    columns = (
        ("invoice", gettext("Factuur")),
        ("mandate", gettext("Machtiging")),
        ("sequence", gettext("Soort")),
        ("amount", gettext("Bedrag")),
    )
    rows = [
        {
            "invoice": item.invoice_number,
            "mandate": item.mandate.reference,
            "sequence": item.sequence,
            "amount": item.amount,
        }
        for item in made.standing
    ]
    others = [one.message_id for one in collection_list.waiting(clock.today()) if one.id != made.id]
    facts = {"message": made.message_id, "count": len(rows), "total": made.total}
    return Report(columns, rows, {**facts, "also_waiting": ", ".join(others)} if others else facts)
