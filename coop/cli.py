"""The command line of the cooperative: `coop`, with the commands every floor offers."""

import sys
from typing import Any

import click
from flask_babel import gettext
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from coop import floors
from coop.app import create_app
from coop.database import cannot_be_written
from coop.errors import Refusal


class House(click.Group):
    """Runs a command inside the app; a refusal is one sentence and exit 1, wrong usage exit 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it raises as a refusal of the house is said in one sentence."""
        try:
            with create_app().app_context():
                return super().invoke(ctx)
        except Refusal as refusal:
            click.echo(refusal.sentence, err=True)
        except DBAPIError as trouble:
            click.echo(_sentence(trouble), err=True)
        return ctx.exit(1)


@click.group(cls=House, context_settings={"help_option_names": ["-h", "--help"]})
def house() -> None:
    """De coöperatie op de opdrachtregel."""


def main() -> None:
    """Run the command line."""
    for command in floors.found("command", click.Command):
        _add(command)
    house(prog_name="coop", args=sys.argv[1:])


def _sentence(trouble: DBAPIError) -> str:
    if cannot_be_written(trouble):
        why = gettext("Er kan niets worden opgeslagen: de schijf is vol of de database mag alleen gelezen worden.")
    elif isinstance(trouble, OperationalError | ProgrammingError):
        why = gettext("De database antwoordt niet of is nog niet klaar. Draai eerst: bin/coop db upgrade")
    else:
        raise trouble
    return str(why)


def _add(command: click.Command) -> None:
    # Two floors may share a group (coop import people, coop import services): their commands join.
    name = command.name or ""
    there = house.commands.get(name)
    if isinstance(there, click.Group) and isinstance(command, click.Group):
        there.commands.update(command.commands)
    else:
        house.add_command(command, name)


if __name__ == "__main__":
    main()
