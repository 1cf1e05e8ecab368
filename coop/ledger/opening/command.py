"""`coop import opening`: the balances of the old books, from a spreadsheet or an audit file."""

from pathlib import Path

import click
from flask_babel import gettext

from coop import audit
from coop.database import db
from coop.ledger.opening import audit_file, table
from coop.ledger.opening.books import Opening, checked, open_books
from coop.ledger.opening.given import Given, NotOpened
from coop.money import Money
from coop.report import Report, print_report, report_format

LARGEST = 500 * 1024 * 1024


@click.group("import")
def command() -> None:
    """Inlezen uit een bestand."""


@command.command("opening")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(1990, 2200), help="Het jaar dat begint; een auditfile zegt het zelf.")
@click.option("--end", is_flag=True, help="Neem van een auditfile de stand aan het eind, voor het jaar erna.")
@click.option("--dry-run", is_flag=True, help="Controleer alleen, boek niets.")
@report_format
def import_opening(file: Path, year: int | None, end: bool, dry_run: bool, form: str) -> None:
    """Open de boeken met een CSV (rekening, debet, credit, omschrijving) of een auditfile (XAF 3.2 of 4.0)."""
    opening = checked(read(_content(file), file.name, at_end=end), year)
    print_report(as_report(opening), form)
    if dry_run:
        click.echo(gettext("Alles klopt. Er is niets geboekt."), err=True)
        return
    with audit.actor("command"):
        made = open_books(opening)
    db.session.commit()
    click.echo(gettext("Geopend met boeking %(label)s.", label=f"{made.journal}-{made.number}"), err=True)


def read(content: bytes, name: str, *, at_end: bool = False) -> Given:
    """What a file gives, whichever of the two it is; raises NotOpened and Unreadable."""
    return audit_file.read(content, at_end=at_end) if audit_file.is_xml(content) else table.read(content, name)


def as_report(opening: Opening) -> Report:
    """What would be opened, by account."""
    columns = [
        ("number", gettext("Rekening")),
        ("name", gettext("Naam")),
        ("debit", gettext("Debet")),
        ("credit", gettext("Credit")),
    ]
    rows = [
        {
            "number": account.number,
            "name": account.name,
            "debit": line.amount if line.amount.cents > 0 else Money.zero(),
            "credit": -line.amount if line.amount.cents < 0 else Money.zero(),
        }
        for line, account in opening.lines
    ]
    return Report(columns, rows, {gettext("Jaar"): opening.year, gettext("Samen"): opening.total})


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise NotOpened([(0, gettext("%(file)s is te groot: meer dan 500 MB", file=file.name))])
        return file.read_bytes()
    except OSError as trouble:
        why = gettext("%(file)s kan niet gelezen worden; kijk of het bestand bestaat", file=file)
        raise NotOpened([(0, why)]) from trouble
