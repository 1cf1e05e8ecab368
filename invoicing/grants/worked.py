"""The hours worked for a grant, by engagement, and what unpaid hours count for where the giver allows that.

An hour counts for one grant at most, the first to begin, and not when its cost was booked: a volunteer who gets an
allowance is a cost already.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from coop.database import db
from coop.money import Money
from members.engagement import EngagementKind
from orders.hours import HourEntry, HoursState
from orders.service import Service


@dataclass(frozen=True, slots=True)
class Worked:
    """What was worked on a day for a service or project, all members together."""

    day: date
    cost_object_id: int
    engagement: str
    minutes: int
    unpaid: int
    """The minutes of it that no cost was booked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A grant, as far as hours go."""

    grant_id: int
    begin: date
    end: date
    cost_objects: frozenset[int]
    unpaid: frozenset[str] = frozenset()
    rate: Money | None = None

    def holds(self, worked: Worked) -> bool:
        """Whether it was worked for this grant."""
        return self.begin <= worked.day < self.end and worked.cost_object_id in self.cost_objects


@dataclass(frozen=True, slots=True)
class Delivered:
    """The minutes of one engagement, those that count at the rate for unpaid work, and what these come to."""

    engagement: str
    minutes: int
    counted: int
    value: Money


def delivered(wanted: Sequence[Wanted], worked: Iterable[Worked]) -> dict[int, list[Delivered]]:
    """The hours of every grant by engagement; grants come in the order of their begin."""
    minutes: dict[tuple[int, str], list[int]] = {}
    for row in worked:
        counted_by = next((one for one in wanted if one.holds(row) and row.engagement in one.unpaid), None)
        for one in wanted:
            if one.holds(row):
                sums = minutes.setdefault((one.grant_id, row.engagement), [0, 0])
                sums[0] += row.minutes
                sums[1] += row.unpaid if one is counted_by else 0
    rates = {one.grant_id: one.rate or Money.zero() for one in wanted}
    order = [kind.value for kind in EngagementKind]
    found: dict[int, list[Delivered]] = {}
    for (grant_id, engagement), (all_, counted) in sorted(
        minutes.items(), key=lambda one: (one[0][0], order.index(one[0][1]))
    ):
        value = rates[grant_id].times(counted, 60)
        found.setdefault(grant_id, []).append(Delivered(engagement, all_, counted, value))
    return found


def worked_for(wanted: Sequence[Wanted]) -> list[Worked]:
    """The approved hours of the services and days that any of these grants wants, in one statement."""
    places = {place for one in wanted for place in one.cost_objects}
    if not places:
        return []
    unpaid = func.sum(HourEntry.minutes).filter(func.coalesce(HourEntry.cost, 0) == 0)
    rows = db.session.execute(
        select(HourEntry.day, Service.cost_object_id, HourEntry.engagement, func.sum(HourEntry.minutes), unpaid)
        .join(Service, Service.id == HourEntry.service_id)
        .where(
            HourEntry.state == HoursState.APPROVED,
            Service.cost_object_id.in_(places),
            HourEntry.day >= min(one.begin for one in wanted),
            HourEntry.day < max(one.end for one in wanted),
        )
        .group_by(HourEntry.day, Service.cost_object_id, HourEntry.engagement)
    )
    return [Worked(day, place or 0, kind, int(all_), int(free or 0)) for day, place, kind, all_, free in rows]


def value_of(hours: Sequence[Delivered]) -> Money:
    """What unpaid hours come to together."""
    return sum((one.value for one in hours), Money.zero())


def by_engagement(hours: Iterable[Delivered]) -> Mapping[str, int]:
    """The minutes of each engagement."""
    return {one.engagement: one.minutes for one in hours}
