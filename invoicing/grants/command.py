"""`coop grants`: how each grant stands, on the command line."""

import click

from coop import clock
from coop.database import one_moment
from coop.report import Report, print_report, report_format
from invoicing.grants.standing import standings


@click.command("grants")
@report_format
def command(form: str) -> None:
    """Elke subsidie: toegekend, besteed, afgesproken en wat terug moet."""
    one_moment()
    columns = (
        ("id", "Nummer"),
        ("purpose", "Waarvoor"),
        ("giver", "Gever"),
        ("state", "Stand"),
        ("amount", "Toegekend"),
        ("received", "Ontvangen"),
        ("spent", "Besteed"),
        ("agreed", "Afgesproken"),
        ("left", "Nog te besteden"),
        ("to_return", "Terug te betalen"),
    )
    rows = [
        {
            "id": one.grant.id,
            "purpose": one.grant.purpose,
            "giver": one.grant.giver.name,
            "state": one.state_name,
            "amount": one.figures.amount,
            "received": one.figures.received,
            "spent": one.figures.accounted,
            "agreed": one.figures.agreed,
            "left": one.figures.left,
            "to_return": one.figures.returning,
        }
        for one in standings(clock.today())
    ]
    print_report(Report(columns, rows), form)
