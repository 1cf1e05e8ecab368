"""`coop import services`: the catalogue from a spreadsheet, all of it or none."""

from pathlib import Path

import click

from coop.database import db
from coop.spreadsheet import not_read, read
from orders.service_import import COLUMNS, NEEDED, bring_in


@click.group("import")
def command() -> None:
    """Gegevens uit een spreadsheet inlezen."""


@command.command("services")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Kijk alleen of alles klopt; er wordt niets bewaard.")
def services(file: Path, dry_run: bool) -> None:
    """Lees diensten in uit een CSV-bestand.

    Van een dienst die er al is blijft staan wat in de regel leeg is.

    Kolommen: naam; prijs; btw-regel; prijsregel (vast, uur, m2); omschrijving; stadspasprijs; minimum;
    minuten; m2 per uur; mensen; talent; hoe vaak (een keer, wekelijks, om de week, maandelijks, seizoen);
    voor (bewoners, organisaties).
    """
    rows = read(file, NEEDED)
    count = bring_in(rows)
    if dry_run:
        db.session.rollback()
        click.echo(f"Alles klopt: {count} diensten. Er is niets bewaard.")
    else:
        db.session.commit()
        click.echo(f"Ingelezen: {count} diensten.")
    if strange := not_read(rows, COLUMNS):
        click.echo(strange, err=True)
