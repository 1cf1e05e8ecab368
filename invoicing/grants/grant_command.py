"""`coop grant ID`: the figures of one grant's justification, on the command line."""

import click

from coop.database import one_moment
from coop.report import print_report, report_format
from invoicing.grants import grant
from invoicing.grants.justification import as_report, justification


@click.command("grant")
@click.argument("grant_id", type=click.IntRange(1, 2**31 - 1), metavar="ID")
@report_format
def command(grant_id: int, form: str) -> None:
    """Gevraagd, toegekend en besteed van een subsidie, per activiteit."""
    one_moment()
    grant.find(grant_id)
    print_report(as_report(justification(grant_id)), form)
