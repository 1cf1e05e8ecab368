"""`coop payments`: what the command line does for online payments."""

import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from flask_babel import gettext
from sqlalchemy import func, select

from coop import audit, clock, wijk
from coop.database import db
from coop.errors import Refusal
from coop.report import Report, print_report, report_format
from invoicing.online import checking, door
from invoicing.online.checking import ProviderCheck
from invoicing.online.link import PayLink, mark_of
from invoicing.online.reconciling import Compared
from invoicing.online.stand_in import kept
from invoicing.online.stand_in.account import Account
from invoicing.online.stand_in.register import Thing
from invoicing.online.stand_in.serving import delivery, served

WEBHOOK = "/betaalprovider/berichten"


class NotADemo(Refusal):
    """Nobody real pays with money that is not there."""


class NoProvider(Refusal):
    """There is nothing to compare with."""


class Differs(Refusal):
    """A difference is told aloud, so that whoever runs this every night is woken by it."""


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
    file = _file()
    db.session.remove()
    with served(lambda address: _made(address, house, key, secret, file), port) as address:
        click.echo(address)
        threading.Event().wait()


@command.command("reconcile")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 3650), help="Zoveel dagen terug.")
@report_format
def reconcile(days: int, form: str) -> None:
    """Vergelijk de boeken met de betaalprovider, boek wat gemist is, en meld elk verschil."""
    if not door.is_set():
        raise NoProvider(gettext("Er is geen betaalprovider ingesteld. Zet STRIPE_KEY en STRIPE_WEBHOOK_SECRET."))
    with audit.actor("payment provider"):
        found, compared = checking.check(clock.now() - timedelta(days=days))
    different = [one for one in compared if one.differs]
    print_report(_report(compared, different, found), form)
    if different:
        raise Differs(gettext("Bij %(count)s betalingen zeggen de boeken iets anders.", count=len(different)))
    if found.difference:
        raise Differs(
            gettext(
                "Bij de provider staat %(theirs)s, volgens de boeken %(ours)s.",
                theirs=found.theirs,
                ours=found.ours,
            )
        )


def _report(compared: Sequence[Compared], different: Sequence[Compared], found: ProviderCheck) -> Report:
    columns = (
        ("session", gettext("Sessie")),
        ("invoice", gettext("Factuur")),
        ("provider", gettext("Bij de provider")),
        ("booked", gettext("In de boeken")),
    )
    missed = [one for one in compared if one.before != one.booked]
    rows = [
        {"session": one.session_id, "invoice": one.invoice_number, "provider": one.there, "booked": one.booked}
        for one in (*missed, *(one for one in different if one not in missed))
    ]
    facts = {
        "compared": len(compared),
        "booked_now": len(missed),
        "different": len(different),
        "held": found.theirs,
        "held_by_the_books": found.ours,
    }
    return Report(columns, rows, facts)


def _file() -> Path:
    """Where the stand-in keeps what there is for this house; another demo in its place has another."""
    first = db.session.scalar(select(func.min(PayLink.invoice_number)))
    mark = mark_of(first) if first is not None else "new"
    return door.folder() / f"stand_in-{mark[:12]}.json"


def _made(address: str, house: str, key: str, secret: str, file: Path) -> Any:
    from invoicing.online.stand_in.web import StandIn

    def now() -> int:
        return int(clock.now().timestamp())

    def tell(event: Thing) -> None:
        kept.keep(account, file)
        deliver(event)

    deliver = delivery(house + WEBHOOK, secret, now)
    account = Account(address, now, tell)
    kept.recall(account, file)
    return StandIn(account, key)
