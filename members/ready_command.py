"""`coop ready`: all that bin/start needs of the database, in one go, for every command loads the whole house."""

import click

from coop import wijk
from coop.demo_command import play
from coop.report import as_table
from coop.schema_command import bring_up_to_date
from members.people_command import sign_ins


@click.command("ready")
def command() -> None:
    """Werk de database bij, laad de voorbeeldwijk als hier nog niemand woont, en laat zien als wie je inlogt."""
    bring_up_to_date()
    if wijk.find() is None:
        play(seed=1)
    if wijk.current().is_demo:
        click.echo(as_table(sign_ins()))
