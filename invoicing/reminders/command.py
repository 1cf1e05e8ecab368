"""`coop reminders`: remind whoever is late, on the command line."""

import click
from flask_babel import gettext

from coop import audit, clock
from coop.database import db, one_moment
from coop.report import Report, print_report, report_format
from invoicing.reminders import sending
from invoicing.reminders.step import STEP_NAMES, Step


@click.group("reminders")
def command() -> None:
    """Herinneringen."""


@command.command("run")
@click.option("--dry-run", is_flag=True, help="Laat alleen zien wie er een herinnering zou krijgen.")
@report_format
def run(dry_run: bool, form: str) -> None:
    """Verstuur de herinneringen die vandaag aan de beurt zijn."""
    if dry_run:
        one_moment()
        rows = [(one.party.name, one.step, one.total) for one in sending.due(clock.today())]
    else:
        with audit.actor("command"):
            rows = [(one.party.name, Step(one.step), one.total) for one in sending.send()]
        db.session.commit()
    columns = (("customer", gettext("Klant")), ("step", gettext("Stap")), ("total", gettext("Bedrag")))
    shown = [
        {"customer": name, "step": str(STEP_NAMES[step]), "total": total} for name, step, total in rows if step
    ]
    print_report(Report(columns, shown), form)
