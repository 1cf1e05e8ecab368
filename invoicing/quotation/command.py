"""`coop quotations`: the quotations as a list."""

import click
from flask_babel import gettext

from coop.errors import Refusal
from coop.report import Report, print_report, report_format
from invoicing.quotation import quotation_list
from invoicing.quotation.quotation import QuotationState


class NoSuchState(Refusal):
    """A quotation is in one of a few states."""


@click.command("quotations")
@click.option("--state", default="", help="Alleen die in deze stand, zoals sent of accepted.")
@click.option("--search", default="", help="Alleen met deze woorden in nummer, titel of klant.")
@report_format
def command(state: str, search: str, form: str) -> None:
    """Offertes, de nieuwste eerst."""
    if state and state not in list(QuotationState):
        raise NoSuchState(gettext("Kies een stand uit: %(states)s.", states=", ".join(QuotationState)))
    rows = quotation_list.found(words=search, state=state, limit=None)
    columns = (
        ("number", gettext("Nummer")),
        ("title", gettext("Titel")),
        ("customer", gettext("Klant")),
        ("valid_until", gettext("Geldig tot en met")),
        ("state", gettext("Stand")),
        ("net", gettext("Zonder btw")),
    )
    print_report(
        Report(
            columns,
            [
                {
                    "number": row.code,
                    "title": row.title,
                    "customer": row.customer,
                    "valid_until": row.valid_until,
                    "state": str(quotation_list.STATE_NAMES[QuotationState(row.state)]),
                    "net": row.net,
                }
                for row in rows
            ],
        ),
        form,
    )
