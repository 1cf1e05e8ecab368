"""`coop ready`: all that bin/start needs of the database, in one go, for every command loads the whole house."""

import click

from coop import wijk
from coop.demo_command import play
from coop.schema_command import bring_up_to_date


@click.command("ready")
def command() -> None:
    """Werk de database bij, en laad de voorbeeldwijk als hier nog niemand woont."""
    bring_up_to_date()
    if wijk.find() is None:
        play(seed=1)
