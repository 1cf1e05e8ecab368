"""`coop invoice`: one invoice on the command line."""

from pathlib import Path

import click
from flask_babel import gettext

from coop import audit, files
from coop.database import db
from coop.errors import Refusal
from invoicing.document import printed
from invoicing.invoice import by_number
from invoicing.print_run import keep


class NotWritten(Refusal):
    """A file is written whole or not at all."""


@click.group("invoice")
def command() -> None:
    """Een factuur."""


@command.command("export")
@click.argument("number", metavar="NUMMER")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Waar het bestand komt."
)
def export(number: str, out: Path) -> None:
    """Schrijf de PDF van een factuur weg; als hij er nog niet is, wordt hij gemaakt en bewaard."""
    invoice = by_number(number)
    if invoice.pdf_sha is None:
        with audit.actor("command"):
            keep(number, printed(invoice))
        db.session.commit()
    stored = files.get(by_number(number).pdf_sha or "")
    if stored is None:
        raise NotWritten(gettext("De PDF van factuur %(number)s is zoek.", number=number))
    try:
        out.write_bytes(stored.content)
    except OSError as trouble:
        raise NotWritten(
            gettext("%(file)s is niet te schrijven: %(why)s.", file=out, why=trouble.strerror)
        ) from trouble
    click.echo(gettext("%(file)s geschreven.", file=out))
