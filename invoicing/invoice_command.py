"""`coop invoice`: one invoice on the command line."""

from pathlib import Path

import click
from flask_babel import gettext

from coop import audit, files
from coop.database import db
from coop.errors import Refusal
from invoicing import electronic
from invoicing.document import file_name, printed
from invoicing.invoice import Invoice, by_number
from invoicing.print_run import keep
from invoicing.ubl.profile import Profile


class NotWritten(Refusal):
    """A file is written whole or not at all."""


@click.group("invoice")
def command() -> None:
    """Een factuur."""


@command.command("export")
@click.argument("number", metavar="NUMMER")
@click.option("--format", "form", type=click.Choice(["pdf", "ubl"]), default="pdf", help="Papier of e-factuur.")
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    help="Volgens welke regels een e-factuur wordt gemaakt; anders die bij de klant passen.",
)
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Waar het bestand komt."
)
def export(number: str, form: str, profile: str | None, out: Path) -> None:
    """Schrijf de PDF of de e-factuur (UBL) weg; wat er nog niet is, wordt gemaakt en bewaard."""
    invoice = by_number(number)
    content = _paper(invoice) if form == "pdf" else _electronic(invoice, Profile(profile) if profile else None)
    try:
        out.write_bytes(content)
    except OSError as trouble:
        raise NotWritten(
            gettext("%(file)s is niet te schrijven: %(why)s.", file=out, why=trouble.strerror)
        ) from trouble
    click.echo(gettext("%(file)s geschreven.", file=out))


def _paper(invoice: Invoice) -> bytes:
    if invoice.pdf_sha is None:
        with audit.actor("command"):
            keep(invoice.number, printed(invoice))
        db.session.commit()
    stored = files.get(by_number(invoice.number).pdf_sha or "")
    if stored is None:
        raise NotWritten(gettext("De PDF van factuur %(number)s is zoek.", number=invoice.number))
    return stored.content


def _electronic(invoice: Invoice, profile: Profile | None) -> bytes:
    with audit.actor("command"):
        electronic.keep(invoice, file_name(invoice, "xml"))
    db.session.commit()
    return electronic.made(invoice, profile)
