"""Putting people on a job, and taking them off it: who has told hours stays."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext
from sqlalchemy import select

from coop.database import db
from coop.errors import Refusal, Stale
from members.engagement import EngagementKind, kinds_on_each
from members.member import Member
from orders import limit
from orders.hours import HourEntry, NotEngaged
from orders.job import Assignment, Job
from orders.limit import Step, Work


class FullyStaffed(Stale):
    """A job takes as many people as were planned; a colleague was first with the last place."""


class HasHours(Refusal):
    """Who has told hours on a job stays on it."""


def assign(job: Job, members: Sequence[Member], because: str = "") -> list[Assignment]:
    """Put members on a planned job; who is on it already stays. A limit is passed only for a reason.

    Raises NotPlanned, FullyStaffed, NotEngaged, OverLimit.
    """
    return assign_each([(job, members)], because)


def assign_each(plan: Sequence[tuple[Job, Sequence[Member]]], because: str = "") -> list[Assignment]:
    """Put members on several jobs, as `assign` does, in a number of statements that does not grow with them."""
    there: dict[int, set[int]] = {job.id: set() for job, _ in plan}
    for job_id, member_id in db.session.execute(
        select(Assignment.job_id, Assignment.member_id).where(Assignment.job_id.in_(there))
    ):
        there[job_id].add(member_id)
    kinds = kinds_on_each(sorted({job.day for job, _ in plan}))
    chosen: list[tuple[Job, Member, EngagementKind]] = []
    for job, members in plan:
        job.must_be_planned()
        new = [member for member in dict.fromkeys(members) if member.id not in there[job.id]]
        places = job.people - len(there[job.id])
        if len(new) > places:
            raise _fully_staffed(places)
        chosen += [(job, member, _kind(kinds[job.day], member)) for member in new]
        there[job.id].update(member.id for member in new)
    limit.demand(Step.PLANNING, [_work(*one) for one in chosen], because)
    made = [Assignment(job=job, member=member, engagement=kind) for job, member, kind in chosen]
    db.session.add_all(made)
    db.session.flush()
    return made


def _work(job: Job, member: Member, engagement: str) -> Work:
    return Work(member.person_id, member.name, job.day, job.minutes, engagement, f"job:{job.id}")


def release(job: Job, member_id: int) -> None:
    """Take a member off a planned job; raises NotPlanned, HasHours."""
    job.must_be_planned()
    told = select(HourEntry.id).where(HourEntry.job_id == job.id, HourEntry.member_id == member_id)
    if db.session.scalar(told):
        raise HasHours(gettext("Dit lid heeft al uren ingevuld voor deze klus."))
    for assignment in db.session.scalars(
        select(Assignment).where(Assignment.job_id == job.id, Assignment.member_id == member_id)
    ):
        db.session.delete(assignment)
    db.session.flush()


def _fully_staffed(places: int) -> FullyStaffed:
    if places <= 0:
        return FullyStaffed(gettext("Voor deze klus zijn al genoeg mensen gevonden."))
    return FullyStaffed(
        ngettext(
            "Er is nog %(num)d plek. Kies er niet meer.", "Er zijn nog %(num)d plekken. Kies er niet meer.", places
        )
    )


def _kind(held: dict[int, list[EngagementKind]], member: Member) -> EngagementKind:
    if not held.get(member.id):
        raise NotEngaged(gettext("%(name)s heeft op die dag geen afspraak met het wijkbedrijf.", name=member.name))
    return held[member.id][0]
