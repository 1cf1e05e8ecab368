"""`coop report`: the trial balance, the balance sheet and the profit and loss of a year."""

import click

from coop.database import one_moment
from coop.ledger.annual import report
from coop.ledger.annual.figures import figures
from coop.ledger.annual.statement import Annual, build
from coop.ledger.balance import trial_balance
from coop.ledger.trial_balance_report import as_report
from coop.period import year
from coop.report import print_report, report_format

_a_year = click.argument("number", metavar="JAAR", type=click.IntRange(1990, 2200))


@click.group("report")
def command() -> None:
    """Overzichten van een jaar."""


@command.command("trial-balance")
@_a_year
@report_format
def print_trial_balance(number: int, form: str) -> None:
    """De proefbalans: wat er op elke rekening stond, bewoog en staat."""
    one_moment()
    print_report(as_report(trial_balance(year(number))), form)


@command.command("balance-sheet")
@_a_year
@report_format
def print_balance_sheet(number: int, form: str) -> None:
    """De balans op 31 december, met het jaar ervoor."""
    one_moment()
    print_report(report.balance_sheet(annual(number)), form)


@command.command("profit-and-loss")
@_a_year
@report_format
def print_profit_and_loss(number: int, form: str) -> None:
    """De winst-en-verliesrekening, met het jaar ervoor."""
    one_moment()
    print_report(report.profit_and_loss(annual(number)), form)


def annual(number: int) -> Annual:
    """The annual accounts of a year as the books stand."""
    return build(number, figures(number))
