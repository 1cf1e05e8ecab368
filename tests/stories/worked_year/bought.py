"""What is bought: papers of suppliers, with a second person where the amount asks one."""

from datetime import timedelta

from sqlalchemy import select

from coop import audit
from coop.database import db
from invoicing import purchase, purchase_approval
from invoicing.bought import Bought
from invoicing.purchase import Purchase
from tests.stories.worked_year.house import party, service
from tests.stories.worked_year.paper import Row

TERM = timedelta(days=14)


def buy(rows: list[Row]) -> None:
    """The treasurer enters a paper, and the board approves it where it has to."""
    first = rows[0]
    due, lines = first.day("Entered") + TERM, [_line(row) for row in rows]
    with audit.actor("penningmeester"):
        supplier = party(first["Supplier"])
        made = purchase.enter(supplier, first["Number"], first.day("Paper of"), due, lines)
    if purchase_approval.of(made.id) is not None:
        with audit.actor("bestuur"):
            purchase_approval.approve(made.id, made.entered_by)


def by_paper(number: str) -> Purchase:
    """A purchase by the number on its paper."""
    return db.session.scalars(select(Purchase).where(Purchase.number == number)).one()


def _line(row: Row) -> Bought:
    return Bought(
        row["Account"],
        row.money("Net"),
        row["VAT rule"],
        vat=row.money("Paper says") if row["Paper says"] else None,
        taxed_share=int(row["Share"]) * 100 if row["Share"] else None,
        cost_object_id=service(row["Service"]).cost_object_id if row.get("Service") else None,
    )
