"""`coop sepa payout`: the file of an order that a second person approved."""

from datetime import date, datetime, timedelta
from pathlib import Path

import click
from flask_babel import gettext

from coop import audit, clock
from coop.database import db, one_moment
from coop.errors import Refusal
from coop.report import Report, print_report, report_format
from invoicing import sepa_file
from invoicing.paying_out import approving, order, ordering
from invoicing.paying_out.order import OrderState, PaymentOrder, PayoutState
from invoicing.paying_out.payable import payables


class SecondPerson(Refusal):
    """An order has a file once somebody else than its maker approved it."""


class NoFileNamed(Refusal):
    """A file for the bank comes where it was asked."""


@click.command("payout")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Waar het bestand komt (pain.001).")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Te betalen tot en met deze dag.")
@click.option("--dry-run", is_flag=True, help="Laat alleen zien wat er te betalen is.")
@report_format
def payout(out: Path | None, until: datetime | None, dry_run: bool, form: str) -> None:
    """Schrijf het bestand van een goedgekeurde opdracht, of zet een opdracht klaar voor een tweede persoon."""
    last = until.date() if until else clock.today() + timedelta(days=7)
    if dry_run:
        one_moment()
        print_report(_ready(last), form)
        return
    if out is None:
        raise NoFileNamed(gettext("Zeg met --out waar het bestand moet komen."))
    with audit.actor("command"):
        approved = order.first(OrderState.APPROVED)
        if approved is None:
            _make_ready(last)
            return
        content = approving.file_of(order.find(approved.id, lock=True))
        sepa_file.write(out, content)
    db.session.commit()
    print_report(_written(approved), form)


def _make_ready(until: date) -> None:
    made = order.first(OrderState.WAITING) or ordering.make(until, clock.today())
    code, total = made.code, made.total
    db.session.commit()
    raise SecondPerson(
        gettext(
            "Betaalopdracht %(code)s van %(total)s staat klaar. Een tweede persoon keurt hem goed op de pagina "
            "Uitbetalen; geef dan dit commando nog eens.",
            code=code,
            total=total,
        )
    )


def _ready(until: date) -> Report:
    columns = (
        ("about", gettext("Post")),
        ("what", gettext("Waarvoor")),
        ("due_on", gettext("Betalen voor of op")),
        ("amount", gettext("Bedrag")),
        ("why", gettext("Waarom niet")),
    )
    found = payables(until)
    rows = [
        {
            "about": one.key,
            "what": one.what,
            "due_on": one.due_on,
            "amount": one.amount,
            "why": " ".join(one.doubts),
        }
        for one in found
    ]
    return Report(columns, rows)


def _written(made: PaymentOrder) -> Report:
    columns = (("reference", gettext("Kenmerk")), ("what", gettext("Waarvoor")), ("amount", gettext("Bedrag")))
    sent = [one for one in made.payouts if one.state == PayoutState.SENT]
    rows = [{"reference": one.end_to_end, "what": one.text, "amount": one.amount} for one in sent]
    return Report(columns, rows, {str(gettext("Betaalopdracht")): made.code, str(gettext("Samen")): made.total})
