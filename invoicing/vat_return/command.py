"""`coop vat`: the VAT return on the command line."""

import click

from coop.database import one_moment
from coop.report import print_report, report_format
from invoicing.vat_return.view import as_report, view


@click.group("vat")
def command() -> None:
    """Btw: de aangifte."""


@command.command("return")
@click.argument("code", metavar="TIJDVAK")
@report_format
def print_return(code: str, form: str) -> None:
    """Druk de aangifte over een tijdvak af, zoals 2026-Q3 of 2026-07."""
    one_moment()
    print_report(as_report(view(code)), form)
