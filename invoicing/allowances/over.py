"""Who is above a maximum of the allowance in a year."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop.database import db
from invoicing.allowances.counted import counted, rates
from invoicing.allowances.maximum import passed
from members.engagement import EngagementKind
from members.member import Member
from members.party import Person
from orders.hours import HourEntry


@dataclass(frozen=True, slots=True)
class Over:
    """A volunteer and what is passed, each in a sentence."""

    person_id: int
    name: str
    told: tuple[str, ...]


def over(year: int) -> list[Over]:
    """Every volunteer who got hours approved in a year and is above a maximum, by name."""
    people = (
        select(Member.person_id, Person.name)
        .join(Person, Person.id == Member.person_id)
        .join(HourEntry, HourEntry.member_id == Member.id)
        .where(
            HourEntry.engagement == EngagementKind.VOLUNTEER,
            HourEntry.cost > 0,
            HourEntry.day >= date(year, 1, 1),
            HourEntry.day < date(year + 1, 1, 1),
        )
        .distinct()
    )
    names = {person_id: name for person_id, name in db.session.execute(people.order_by(Person.name))}  # noqa: C416
    sums, known = counted(year, names) if names else {}, rates()
    found = [
        Over(person_id, name, tuple(passed(sums.get(person_id, {}), sums.get(person_id, {}), known)))
        for person_id, name in names.items()
    ]
    return [one for one in found if one.told]
