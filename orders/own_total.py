"""What a member worked this year, and how much of a limit that is; a higher floor knows the limits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from coop.events import Event
from coop.money import Money
from members.member import Member
from orders.own_hours import MonthTotal


@dataclass(frozen=True, slots=True)
class Used:
    """How much of a limit is used, in the words of who knows it."""

    label: str
    amount: Money
    most: Money

    @property
    def percent(self) -> int:
        """How much that is, a hundred at most; what is over is said by the amounts."""
        return min(100, self.amount.cents * 100 // self.most.cents) if self.most.cents > 0 else 100


@dataclass(frozen=True, slots=True)
class OwnTotal:
    """One person's year until a day, in whole minutes; who knows a limit adds how much of it is used."""

    person_id: int
    day: date
    approved: int
    waiting: int
    used: list[Used] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """What else is to be known about it, each in a sentence."""


total_asked: Event[OwnTotal] = Event("orders.own_total_asked")


def of_year(member: Member, day: date, months: Iterable[MonthTotal]) -> OwnTotal:
    """What a member worked in the year of a day, by their months, with the limits that hold for them."""
    these = [month for month in months if month.month.year == day.year]
    total = OwnTotal(
        member.person_id, day, sum(month.approved for month in these), sum(month.waiting for month in these)
    )
    total_asked.tell(total)
    return total
