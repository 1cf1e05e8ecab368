"""`coop break-even [SERVICE]`: how many jobs a month a service needs to pay for itself, on the command line."""

import click
from flask_babel import gettext

from coop import clock
from coop.database import one_moment
from coop.errors import NotFound
from coop.report import print_report, report_format
from invoicing.revenue_model import report
from invoicing.revenue_model.choice import chosen, worked_out
from invoicing.revenue_model.gather import gather
from invoicing.revenue_model.model import Line, RevenueModel
from invoicing.revenue_model.stretch import of_year, usual_year


@click.command("break-even")
@click.argument("service", required=False)
@click.option("--year", type=click.IntRange(2000, 2999), help="Het jaar; anders het laatste waar genoeg in staat.")
@report_format
def command(service: str | None, year: int | None, form: str) -> None:
    """Hoeveel klussen per maand een dienst nodig heeft om uit de kosten te komen."""
    one_moment()
    today = clock.today()
    model = worked_out(gather(of_year(year or usual_year(today), today)), chosen())
    lines = model.by_earning if service is None else [_called(model, service)]
    print_report(report.break_even(lines, model.facts.months), form)


def _called(model: RevenueModel, name: str) -> Line:
    """The service with this name, or the only one whose name begins so."""
    asked = name.casefold()
    names = [(line.part.name.casefold(), line) for line in model.lines]
    found = [line for known, line in names if known == asked] or [
        line for known, line in names if known.startswith(asked)
    ]
    if len(found) != 1:
        raise NotFound(
            gettext(
                "De dienst “%(name)s” is er niet, of had in dit jaar nog niets. Er zijn: %(known)s.",
                name=name,
                known=", ".join(line.part.name for line in model.lines) or "–",
            )
        )
    return found[0]
