"""`coop sepa`: files for the bank on the command line."""

import click

from invoicing.direct_debit.collect_command import collect
from invoicing.paying_out.payout_command import payout


@click.group("sepa")
def command() -> None:
    """Bestanden voor de bank."""


command.add_command(collect)
command.add_command(payout)
