"""`coop wijk new`: an own, empty wijk with its first treasurer."""

import sys

import click
from flask_babel import gettext

from coop.database import db
from coop.errors import Refusal
from coop.mail_address import is_address
from coop.schema_command import bring_up_to_date
from members.founding import found, refuse_a_second


@click.group("wijk")
def command() -> None:
    """De wijk zelf."""


@command.command("new")
@click.option("--name", help="De naam van de wijk.")
@click.option("--treasurer-name", help="De naam van de eerste penningmeester.")
@click.option("--treasurer-email", help="Het e-mailadres waarmee die inlogt.")
@click.option("--password", help="Het wachtwoord; zonder deze optie wordt erom gevraagd.")
def new(name: str | None, treasurer_name: str | None, treasurer_email: str | None, password: str | None) -> None:
    """Begin een eigen, lege wijk, in een database die daarvoor wordt bijgewerkt."""
    bring_up_to_date()
    refuse_a_second()  # before anything is asked
    wijk_name = name or _ask("Hoe heet de wijk", "--name")
    treasurer = treasurer_name or _ask("Wie is de eerste penningmeester (voor- en achternaam)", "--treasurer-name")
    email = treasurer_email or _ask("E-mailadres van de penningmeester", "--treasurer-email")
    if not is_address(email):
        raise Refusal(gettext("Dat is geen e-mailadres. Het lijkt op naam@voorbeeld.nl."))
    secret = password or _ask("Wachtwoord (minstens 10 tekens)", "--password", hidden=True)
    found(wijk_name, treasurer=treasurer, email=email, password=secret)
    db.session.commit()
    click.echo(f"{wijk_name} is gemaakt. {treasurer} logt in met {email}.")


def _ask(question: str, option: str, *, hidden: bool = False) -> str:
    # Without a terminal nobody can answer: say which option is missing instead of waiting.
    if not sys.stdin.isatty():
        raise Refusal(gettext("Vul %(option)s in; er is geen scherm om het te vragen.", option=option))
    again = "Nog een keer" if hidden else False
    return str(click.prompt(question, hide_input=hidden, confirmation_prompt=again))
