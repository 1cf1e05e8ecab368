"""The statement of a year: what was paid to a person as allowance and as expenses, by the month it was paid in.

It counts by the day of paying, so a month of work stands in a month after it, and December in the next year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale, format_date, gettext
from sqlalchemy import select

from coop import clock, wijk
from coop.database import db
from coop.filters import month as shown_month
from coop.money import Money
from coop.paper import report as paper
from coop.paper.printable import printable
from coop.report import Report
from invoicing.claims.member_payment import MemberPayment
from members.party import Person


@dataclass(frozen=True, slots=True)
class Month:
    """What was paid in a month."""

    month: date
    allowance: Money
    expenses: Money

    @property
    def together(self) -> Money:
        """Both."""
        return self.allowance + self.expenses


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person was paid in a year, only the months in which something was."""

    person: Person
    year: int
    months: Sequence[Month]

    @property
    def total(self) -> Month:
        """All months together."""
        nothing = Money.zero()
        return Month(
            date(self.year, 1, 1),
            sum((one.allowance for one in self.months), nothing),
            sum((one.expenses for one in self.months), nothing),
        )


def statements(year: int, person_id: int | None = None) -> list[Statement]:
    """The statement of everybody who was paid something in a year, by name; or of one person."""
    query = (
        select(MemberPayment, Person)
        .join(Person, Person.id == MemberPayment.person_id)
        .where(MemberPayment.day >= date(year, 1, 1), MemberPayment.day < date(year + 1, 1, 1))
        .order_by(Person.name, Person.id, MemberPayment.day, MemberPayment.id)
    )
    if person_id is not None:
        query = query.where(Person.id == person_id)
    sums: dict[Person, dict[date, Month]] = {}
    for payment, person in db.session.execute(query):
        month, theirs = payment.day.replace(day=1), sums.setdefault(person, {})
        before = theirs.get(month, Month(month, Money.zero(), Money.zero()))
        is_claim = payment.claim_id is not None
        theirs[month] = Month(
            month,
            before.allowance + (Money.zero() if is_claim else payment.amount),
            before.expenses + (payment.amount if is_claim else Money.zero()),
        )
    made = [
        Statement(person, year, [one for one in months.values() if one.allowance or one.expenses])
        for person, months in sums.items()
    ]
    return [one for one in made if one.months]


def years(person_id: int | None = None) -> list[int]:
    """The years in which something was paid, the latest first."""
    query = select(MemberPayment.day).distinct()
    if person_id is not None:
        query = query.where(MemberPayment.person_id == person_id)
    return sorted({day.year for day in db.session.scalars(query)}, reverse=True)


def as_report(found: Sequence[Statement]) -> Report:
    """The statements as rows, a month of a person each."""
    columns = (
        ("name", gettext("Naam")),
        ("month", gettext("Betaald in")),
        ("allowance", gettext("Vergoeding")),
        ("expenses", gettext("Onkosten")),
        ("together", gettext("Samen")),
    )
    rows = [
        {
            "name": one.person.name,
            "month": f"{month.month:%Y-%m}",
            "allowance": month.allowance,
            "expenses": month.expenses,
            "together": month.together,
        }
        for one in found
        for month in one.months
    ]
    return Report(columns, rows)


def printed(found: Sequence[Statement]) -> bytes:
    """The statements as one PDF, a person a page, that can be read aloud (PDF/UA-1)."""
    with force_locale("nl"):
        return paper.printed("allowances", **_facts(found))


def _facts(found: Sequence[Statement]) -> dict[str, object]:
    return {
        "house": wijk.current(),
        "statements": [
            {
                "name": printable(one.person.name),
                "address": [printable(line) for line in one.person.address_lines],
                "year": one.year,
                "months": [(shown_month(month.month), month) for month in one.months],
                "total": one.total,
            }
            for one in found
        ],
        "day": format_date(clock.today(), "d MMMM y"),
    }
