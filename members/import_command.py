"""`coop import people`: residents, members and organisations from a spreadsheet, all of them or none."""

from pathlib import Path

import click

from coop.database import db
from coop.spreadsheet import not_read, read
from members.people_import import COLUMNS, NEEDED, bring_in


@click.group("import")
def command() -> None:
    """Gegevens uit een spreadsheet inlezen."""


@command.command("people")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Kijk alleen of alles klopt; er wordt niets bewaard.")
def people(file: Path, dry_run: bool) -> None:
    """Lees mensen, leden en organisaties in uit een CSV-bestand.

    Kolommen: naam of voornaam en achternaam; soort (bewoner, lid, organisatie); e-mail; telefoon; straat;
    huisnummer; postcode; plaats; stadspas; lid sinds; inzet; kvk; btw-nummer; oin; contactpersoon.
    """
    rows = read(file, NEEDED)
    came = bring_in(rows)
    if dry_run:
        db.session.rollback()
        click.echo(f"Alles klopt: {came}. Er is niets bewaard.")
    else:
        db.session.commit()
        click.echo(f"Ingelezen: {came}.")
    if strange := not_read(rows, COLUMNS):
        click.echo(strange, err=True)
