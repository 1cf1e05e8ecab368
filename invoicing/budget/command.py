"""`coop budget YEAR`: the budget of a year by account, service and month, on the command line."""

import click

from coop.database import one_moment
from coop.report import print_report, report_format
from invoicing.budget import table
from invoicing.budget.sheet import sheet
from invoicing.budget.version import by_number, in_force


@click.command("budget")
@click.argument("year", type=click.IntRange(2000, 2999))
@click.option("--version", "number", type=click.IntRange(1), help="Welke versie; anders de versie die geldt.")
@report_format
def command(year: int, number: int | None, form: str) -> None:
    """De begroting van een jaar, per rekening, dienst en maand."""
    one_moment()
    version = by_number(year, number) if number else in_force(year)
    report = table.as_report(sheet(version).rows, year)
    if version is not None:
        report.facts.update(
            {"versie": version.number, "vastgesteld op": version.adopted_on, "waarom": version.why}
        )
    print_report(report, form)
