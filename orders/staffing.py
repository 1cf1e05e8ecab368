"""Putting people on a job: who fits comes first, and who has told hours stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from coop.database import db
from coop.errors import Refusal, Stale
from members.engagement import KIND_NAMES, EngagementKind, kinds_on, kinds_on_each
from members.member import Member, on_register
from orders.hours import HourEntry, NotEngaged
from orders.job import Assignment, Job


class FullyStaffed(Stale):
    """A job takes as many people as were planned; a colleague was first with the last place."""


class HasHours(Refusal):
    """Who has told hours on a job stays on it."""


@dataclass(frozen=True)
class Candidate:
    """A member who could do a job: on what terms, whether the talent fits, and how busy that day is."""

    member: Member
    kind: EngagementKind
    has_talent: bool
    jobs_that_day: int

    @property
    def reason(self) -> str:
        """Why this member stands where they stand, in words."""
        parts = [str(KIND_NAMES[self.kind])]
        if self.has_talent:
            parts.insert(0, gettext("heeft dit talent"))
        if self.jobs_that_day:
            parts.append(gettext("heeft die dag al %(count)s klus(sen)", count=self.jobs_that_day))
        return ", ".join(parts)


def assign(job: Job, members: Sequence[Member]) -> list[Assignment]:
    """Put members on a planned job; raises NotPlanned, FullyStaffed, NotEngaged. Who is on it already stays."""
    return assign_each([(job, members)])


def assign_each(plan: Sequence[tuple[Job, Sequence[Member]]]) -> list[Assignment]:
    """Put members on several jobs, as `assign` does, in a number of statements that does not grow with them."""
    there: dict[int, set[int]] = {job.id: set() for job, _ in plan}
    for job_id, member_id in db.session.execute(
        select(Assignment.job_id, Assignment.member_id).where(Assignment.job_id.in_(there))
    ):
        there[job_id].add(member_id)
    kinds = kinds_on_each(sorted({job.day for job, _ in plan}))
    made = []
    for job, members in plan:
        job.must_be_planned()
        new = [member for member in members if member.id not in there[job.id]]
        if len(there[job.id]) + len(new) > job.people:
            raise FullyStaffed(gettext("Voor deze klus zijn al genoeg mensen gevonden."))
        made += [Assignment(job=job, member=member, engagement=_kind(kinds[job.day], member)) for member in new]
        there[job.id].update(member.id for member in new)
    db.session.add_all(made)
    db.session.flush()
    return made


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


def candidates(job: Job) -> list[Candidate]:
    """Who could do this job that day: the talent first, then who has the least to do."""
    kinds = kinds_on(job.day)
    jobs_that_day = (
        select(Assignment.member_id, func.count())
        .join(Job, Job.id == Assignment.job_id)
        .where(Job.day == job.day, Job.state == "planned")
        .group_by(Assignment.member_id)
    )
    busy = {member_id: count for member_id, count in db.session.execute(jobs_that_day)}  # noqa: C416 - rows, not pairs
    there = set(db.session.scalars(select(Assignment.member_id).where(Assignment.job_id == job.id)))
    members = db.session.scalars(
        select(Member).where(on_register(job.day)).options(selectinload(Member.talents))
    ).unique()
    found = [
        Candidate(
            member,
            kinds[member.id][0],
            job.service.talent_code in {talent.code for talent in member.talents},
            busy.get(member.id, 0),
        )
        for member in members
        if member.id in kinds and member.id not in there
    ]
    return sorted(found, key=lambda one: (not one.has_talent, one.jobs_that_day, one.member.name))


def _kind(held: dict[int, list[EngagementKind]], member: Member) -> EngagementKind:
    if not held.get(member.id):
        raise NotEngaged(gettext("%(name)s heeft op die dag geen afspraak met het wijkbedrijf.", name=member.name))
    return held[member.id][0]
