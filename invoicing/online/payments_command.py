"""`coop payments`: what the command line does for online payments."""

import threading
from typing import Any

import click
from flask_babel import gettext

from coop import clock, wijk
from coop.database import db
from coop.errors import Refusal
from invoicing.online.stand_in.account import Account
from invoicing.online.stand_in.serving import delivery, served

WEBHOOK = "/betaalprovider/berichten"


class NotADemo(Refusal):
    """Nobody real pays with money that is not there."""


@click.group("payments")
def command() -> None:
    """Online betalingen."""


@command.command("stand-in")
@click.option("--port", required=True, type=click.IntRange(1, 65535), help="Waar de betaalpagina staat.")
@click.option("--house", required=True, help="Het adres van de wijk, bijvoorbeeld http://127.0.0.1:8000.")
@click.option("--key", required=True, envvar="STRIPE_KEY", help="De sleutel (anders STRIPE_KEY).")
@click.option("--secret", required=True, envvar="STRIPE_WEBHOOK_SECRET", help="Het geheim van de berichten.")
def stand_in(port: int, house: str, key: str, secret: str) -> None:
    """Doe de betaalprovider na voor de voorbeeldwijk, alleen op deze machine, tot je stopt."""
    here = wijk.find()
    if here is None or not here.is_demo:
        raise NotADemo(gettext("Dit is geen demowijk: hier wordt niet met nagemaakt geld betaald."))
    db.session.remove()
    with served(lambda address: _made(address, house, key, secret), port) as address:
        click.echo(address)
        threading.Event().wait()


def _made(address: str, house: str, key: str, secret: str) -> Any:
    from invoicing.online.stand_in.web import StandIn

    def now() -> int:
        return int(clock.now().timestamp())

    return StandIn(Account(address, now, delivery(house + WEBHOOK, secret, now)), key)
