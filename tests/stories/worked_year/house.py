"""The house as the year begins: its people, its services, and what stood in the books of before."""

from datetime import date

from sqlalchemy import select

from coop.database import db
from coop.ledger.cost_object import cost_object
from coop.ledger.opening.books import checked, open_books
from coop.ledger.opening.table import read
from members.member import Member
from members.party import Party
from members.share_value import set_value
from orders.price import PriceRule
from orders.service import Service
from tests.invoicing.cast import wijk
from tests.members.cast import a_member, organisation, person
from tests.stories.worked_year.paper import Paper, Row

PER = {"hour": PriceRule.HOUR, "visit": PriceRule.FIXED}
FIRST_DAY = date(2025, 1, 2)


def begin(paper: Paper) -> None:
    """Found the house, with every rule confirmed that the program asks about."""
    wijk()
    for row in paper.rows("People"):
        _join(row)
    for place, row in enumerate(paper.rows("Services")):
        _offer(f"dienst-{place}", row)
    if opening := paper.rows("Opening balance"):
        lines = [f"{row['Account']};{row['Debit']};{row['Credit']}" for row in opening]
        file = "\n".join(["rekening;debet;credit", *lines])
        open_books(checked(read(file.encode(), "oud.csv"), FIRST_DAY.year))


def party(name: str) -> Party:
    """Somebody by name; a supplier who is new here is entered."""
    found = db.session.scalar(select(Party).where(Party.name == name))
    return found or organisation(name)


def member(name: str) -> Member:
    """A member by name."""
    return db.session.scalars(select(Member).where(Member.person_id == party(name).id)).one()


def service(name: str) -> Service:
    """A service by name."""
    return db.session.scalars(select(Service).where(Service.name == name)).one()


def value_of_a_share(row: Row) -> None:
    """What the statutes say a share is worth."""
    set_value(row.day("From"), row.money("Amount"), "9")


def _join(row: Row) -> None:
    name = row["Name"]
    if row["Is"] == "member":
        a_member(name, row["Works as"] or None)
    elif row["Is"] == "resident":
        person(name)
    else:
        organisation(name, vat_id=row["VAT id"])


def _offer(slug: str, row: Row) -> None:
    db.session.add(
        Service(
            slug=slug,
            name=row["Service"],
            audience=row["For"],
            price_rule=PER[row["Per"]],
            price=row.money("Price"),
            vat_rule=row["VAT rule"],
            minutes=60,
            revenue_account=row["Account"],
            cost_object=cost_object("service", slug, row["Service"]),
        )
    )
    db.session.flush()
