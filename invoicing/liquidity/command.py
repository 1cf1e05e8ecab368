"""`coop liquidity`: the money of the weeks ahead, on the command line."""

from dataclasses import replace

import click

from coop import clock
from coop.database import one_moment
from coop.report import print_report, report_format
from invoicing.liquidity.liquidity import liquidity
from invoicing.liquidity.overview import overview
from invoicing.liquidity.weeks import MOST, WEEKS
from invoicing.liquidity.words import answer, how_people_pay


@click.command("liquidity")
@click.option("--weeks", type=click.IntRange(1, MOST), default=WEEKS, show_default=True, help="Zoveel weken.")
@report_format
def command(weeks: int, form: str) -> None:
    """Geld per week: wat erin komt, wat eruit gaat en wat er overblijft."""
    one_moment()
    found = liquidity(clock.today(), weeks)
    report = overview(found)
    print_report(replace(report, facts={}) if form == "table" else report, form)
    if form == "table":
        said = answer(found)
        click.echo(f"\n{said.sentence} {said.more}\n{how_people_pay(found)}")
