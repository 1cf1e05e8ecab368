"""`coop scenario list` and `coop scenario compare A B`: what would be otherwise, on the command line."""

import click
from flask_babel import gettext

from coop import clock
from coop.database import one_moment
from coop.report import Report, listed, print_report, report_format
from invoicing.revenue_model.gather import gather_for_what_if
from invoicing.revenue_model.stretch import twelve_months
from invoicing.scenario.comparing import as_report, compare
from invoicing.scenario.scenario import called, scenarios


@click.group("scenario")
def command() -> None:
    """Wat als: bewaarde scenario's."""


@command.command("list")
@report_format
def kept(form: str) -> None:
    """Alle bewaarde scenario's."""
    one_moment()
    print_report(overview(), form)


@command.command("compare")
@click.argument("names", nargs=-1, required=True)
@report_format
def side_by_side(names: tuple[str, ...], form: str) -> None:
    """Zet hoogstens drie scenario's naast elkaar en naast nu."""
    one_moment()
    facts = gather_for_what_if(twelve_months(clock.today()))
    print_report(as_report(compare(facts, [called(name) for name in names], clock.today().year + 1)), form)


def overview() -> Report:
    """Every scenario with what it changes."""
    return listed(
        scenarios(),
        (gettext("Naam"), lambda one: one.name),
        (gettext("Jaar"), lambda one: one.year),
        (gettext("Anders dan nu"), lambda one: ", ".join(f"{name}={text}" for name, text in one.words.items())),
        (gettext("Gemaakt op"), lambda one: one.made_at.date()),
    )
