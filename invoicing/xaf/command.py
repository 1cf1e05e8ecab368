"""`coop export xaf YEAR`: the audit file of a year, written whole or not at all."""

import os
import tempfile
from pathlib import Path

import click
from flask_babel import gettext

from coop.database import one_moment
from coop.errors import Refusal
from invoicing.xaf.write import write


class NotWritten(Refusal):
    """A file is written whole or not at all."""


@click.group("export")
def command() -> None:
    """Bestanden voor anderen."""


@command.command("xaf")
@click.argument("year", metavar="JAAR", type=click.IntRange(1990, 2200))
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Waar het bestand komt."
)
def export(year: int, out: Path) -> None:
    """Het auditfile (XAF 4.0) van een jaar, voor de Belastingdienst of een accountant."""
    one_moment()
    try:
        # Beside its place, so that what stands there is replaced in one step.
        with tempfile.NamedTemporaryFile(dir=out.resolve().parent, delete=False) as file:
            beside = Path(file.name)
            try:
                written = write(file, year)
            except BaseException:
                beside.unlink()
                raise
        os.chmod(beside, 0o600)
        beside.replace(out)
    except OSError as trouble:
        why = trouble.strerror
        raise NotWritten(gettext("%(file)s is niet te schrijven: %(why)s.", file=out, why=why)) from trouble
    click.echo(
        gettext(
            "%(file)s geschreven: %(transactions)s boekingen, %(lines)s regels.",
            file=out,
            transactions=written.transactions,
            lines=written.lines,
        )
    )
