"""`coop wijk`: whose house this is."""

import click

from coop import wijk


@click.group("wijk")
def command() -> None:
    """De wijk van dit huis."""


@command.command("exists")
def exists() -> None:
    """Eindig met 0 als er een wijk is, anders met 1."""
    if wijk.find() is None:
        raise click.exceptions.Exit(1)
