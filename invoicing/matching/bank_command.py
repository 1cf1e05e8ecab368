"""`coop bank`: statements of the bank on the command line."""

from pathlib import Path

import click
from flask_babel import gettext

from coop import audit
from coop.database import db
from coop.report import Report, print_report, report_format
from coop.spreadsheet import Unreadable
from invoicing.bank import importing
from invoicing.bank.importing import Outcome
from invoicing.matching import running
from invoicing.matching.running import Ran


@click.group("bank")
def command() -> None:
    """De bankrekening."""


@command.command("import")
@click.argument("files", metavar="BESTAND…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Laat zien wat er zou gebeuren; er wordt niets bewaard.")
@report_format
@click.pass_context
def take_in(context: click.Context, files: tuple[Path, ...], dry_run: bool, form: str) -> None:
    """Lees bankafschriften in (CAMT.053, MT940, of een zip daarvan) en boek wat zeker is.

    Tweemaal hetzelfde doet niets.
    """
    for file in files:
        _must_be_readable(file)
    outcomes: list[Outcome] = []
    with audit.actor("command"):
        for file in files:
            with file.open("rb") as stream:
                outcomes += importing.take_in(file.name, stream)
            if not dry_run:
                db.session.commit()
        ran = running.run()
        if not dry_run:
            db.session.commit()
    db.session.rollback()
    print_report(as_report(outcomes), form)
    click.echo(_sentence(ran), err=True)
    if not all(outcome.statements for outcome in outcomes):
        context.exit(1)


@command.command("match")
@click.option("--dry-run", is_flag=True, help="Laat zien hoeveel er geboekt zou worden; er wordt niets bewaard.")
@report_format
def match(dry_run: bool, form: str) -> None:
    """Kijk opnieuw naar de bankregels die nog niet geboekt zijn, en boek wat zeker is."""
    with audit.actor("command"):
        ran = running.run()
        if not dry_run:
            db.session.commit()
    db.session.rollback()
    columns = (("booked", gettext("Vanzelf geboekt")), ("waiting", gettext("Wacht op de penningmeester")))
    print_report(Report(columns, [{"booked": ran.booked, "waiting": ran.waiting}]), form)


def _sentence(ran: Ran) -> str:
    return str(
        gettext(
            "%(booked)s regels zijn vanzelf geboekt. %(waiting)s regels wachten op de penningmeester.",
            booked=ran.booked,
            waiting=ran.waiting,
        )
    )


def as_report(outcomes: list[Outcome]) -> Report:
    """What came of each file."""
    columns = (
        ("name", gettext("Bestand")),
        ("statements", gettext("Afschriften")),
        ("entries", gettext("Boekingen")),
        ("new", gettext("Nieuw")),
        ("known", gettext("Al bekend")),
        ("unread", gettext("Niet gelezen")),
        ("credit", gettext("Bij")),
        ("debit", gettext("Af")),
        ("why", gettext("Bijzonderheden")),
    )
    rows = [
        {key: getattr(outcome, key) for key, _ in columns[:-1]} | {"why": " ".join(outcome.sentences)}
        for outcome in outcomes
    ]
    return Report(columns, rows)


def _must_be_readable(file: Path) -> None:
    # Asked of all before the first is taken in, or a typing mistake would hide what was done.
    try:
        with file.open("rb"):
            pass
    except OSError as trouble:
        raise Unreadable(gettext("%(file)s kan niet gelezen worden: bestaat het bestand?", file=file)) from trouble
