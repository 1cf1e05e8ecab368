"""`coop forecast`: the months ahead and the end of the year, on the command line."""

from dataclasses import replace

import click

from coop import clock
from coop.database import one_moment
from coop.report import print_report, report_format
from invoicing.forecast.forecast import MONTHS, forecast
from invoicing.forecast.overview import overview
from invoicing.forecast.words import answer, remarks
from invoicing.forecast.year_end import of


@click.command("forecast")
@click.option(
    "--months", type=click.IntRange(1, 24), default=MONTHS, show_default=True, help="Zoveel maanden vooruit."
)
@report_format
def command(months: int, form: str) -> None:
    """De vooruitblik: wat de komende maanden brengen, met de marge."""
    one_moment()
    today = clock.today()
    found = forecast(today, max(months, MONTHS))
    report = overview(found)
    report = replace(report, rows=report.rows[:months])
    print_report(replace(report, facts={}) if form == "table" else report, form)
    if form == "table":
        said = answer(of(today.year, found))
        click.echo(f"\n{said.sentence} {said.range}")
        for sentence in remarks(found):
            click.echo(sentence)
