"""Another day for a visit, taken by its customer; whoever was to come stays on it when free that day too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from flask_babel import gettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.errors import Refusal
from members.engagement import kinds_on
from members.member import Member
from orders import limit, reflection
from orders.deciding import NOTICE
from orders.job import Assignment, Job, JobState, MovedMeanwhile
from orders.limit import Step
from orders.staffing import release
from orders.workday import DAY, earliest, workdays

OFFERED = 6


class TooLate(Refusal):
    """A visit is moved or skipped until two days before: who comes tomorrow has it in the diary."""


class NotOffered(Refusal):
    """A customer takes one of the days that we offer."""


class OnlyVisit(Refusal):
    """Only a visit of an order that recurs can be skipped: an order of one visit is withdrawn."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of another day: from when, who still comes, and who cannot."""

    was: date
    staying: Sequence[Member]
    released: Sequence[Member]


def may_move(visit: Job) -> bool:
    """Whether its customer can still take another day for it."""
    return visit.state == JobState.PLANNED and visit.day >= clock.today() + NOTICE


def why_not(visit: Job) -> str:
    """Why its customer can no longer move it, in a sentence."""
    sentences: dict[str, str] = {
        JobState.DONE: gettext("We zijn al geweest."),
        JobState.CANCELLED: gettext("Dit bezoek gaat niet door."),
    }
    soon: str = gettext("Het is te kort van tevoren om dit hier te veranderen. Bel ons, dan kijken we samen.")
    return sentences.get(visit.state, soon)


def days(visit: Job) -> list[date]:
    """The days to choose from: the first weekdays that can be, past days of reflection that were kept free."""
    begin, order = earliest(clock.today()), visit.order
    if order is not None and order.includes_vat and not order.early_start and reflection.runs(order):
        begin = max(begin, reflection.last_day(order) + DAY)
    taken = set(db.session.scalars(select(Job.day).where(Job.order_id == visit.order_id)))
    free = (day for day in workdays(begin) if day.weekday() < 5 and day not in taken)
    return list(islice(free, OFFERED))


def take(visit: Job, day: date, seen: date) -> Moved:
    """Move a visit, which is held, to one of the days offered; `seen` is the day its customer saw it on.

    Raises TooLate, NotOffered, MovedMeanwhile, NotPlanned.
    """
    _demand_in_time(visit)
    if day not in days(visit):
        raise NotOffered(gettext("Op die dag kunnen we niet. Kies een van de dagen hieronder."), "day")
    was, busy = visit.day, _busy(visit, day)
    staying: list[Member] = []
    released: list[Member] = []
    for assignment in visit.assignments:
        (released if assignment.member_id in busy else staying).append(assignment.member)
    for member in released:
        release(visit, member.id)
    db.session.expire(visit, ["assignments"])
    visit.move(day, visit.begins, seen)
    return Moved(was, staying, released)


def skip(visit: Job, seen: date) -> list[Member]:
    """Skip a visit, which is held, of an order that recurs; returns who was to come.

    Raises TooLate, OnlyVisit, MovedMeanwhile, NotPlanned.
    """
    _demand_in_time(visit)
    if visit.day != seen:
        raise MovedMeanwhile(gettext("Dit bezoek is net verplaatst. Kijk wanneer het nu is."))
    if visit.order is None or not visit.order.is_recurring:
        raise OnlyVisit(gettext("Wil je niet meer dat we komen? Herroep dan je bestelling, of bel ons."))
    visit.cancel()
    return [assignment.member for assignment in visit.assignments]


def _demand_in_time(visit: Job) -> None:
    visit.must_be_planned()
    if not may_move(visit):
        raise TooLate(why_not(visit))


def _busy(visit: Job, day: date) -> set[int]:
    # Who works elsewhere then, has no terms that day, or would pass a limit: the coordinator looks further.
    there = [assignment.member_id for assignment in visit.assignments]
    engaged = kinds_on(day, there)
    elsewhere = select(Assignment.member_id, Job).where(
        Assignment.job_id == Job.id,
        Assignment.member_id.in_(there),
        Job.day == day,
        Job.state != JobState.CANCELLED,
    )
    busy = {
        member_id
        for member_id, other in db.session.execute(elsewhere)
        if other.begins < visit.ends and visit.begins < other.ends
    }
    passing = limit.sentences(Step.PLANNING, [assignment.work(day) for assignment in visit.assignments])
    return busy | {
        assignment.member_id
        for assignment in visit.assignments
        if not engaged.get(assignment.member_id) or assignment.member.person_id in passing
    }
