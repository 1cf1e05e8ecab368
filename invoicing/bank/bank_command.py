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


@click.group("bank")
def command() -> None:
    """De bankrekening."""


@command.command("import")
@click.argument("files", metavar="BESTAND…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Laat zien wat er zou gebeuren; er wordt niets bewaard.")
@report_format
@click.pass_context
def take_in(context: click.Context, files: tuple[Path, ...], dry_run: bool, form: str) -> None:
    """Lees bankafschriften in (CAMT.053, MT940, of een zip daarvan). Tweemaal hetzelfde doet niets."""
    for file in files:
        _must_be_readable(file)
    outcomes: list[Outcome] = []
    with audit.actor("command"):
        for file in files:
            with file.open("rb") as stream:
                outcomes += importing.take_in(file.name, stream)
            if not dry_run:
                db.session.commit()
    db.session.rollback()
    print_report(as_report(outcomes), form)
    if not all(outcome.statements for outcome in outcomes):
        context.exit(1)


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
