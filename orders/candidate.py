"""Who could do a job: the talents, on what terms, and whether that day is free."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from coop.database import db
from coop.filters import clock_time
from members.engagement import KIND_NAMES, EngagementKind, kinds_on
from members.member import Member, on_register
from orders import limit
from orders.job import Assignment, Job, JobState
from orders.limit import Step, Work


class Standing(StrEnum):
    """How a member stands to a job, in the order in which a coordinator asks."""

    FITS = "fits"
    FREE = "free"
    BUSY = "busy"
    NOT_ENGAGED = "not_engaged"


@dataclass(frozen=True)
class Candidate:
    """A member beside a job: the first kind of engagement that day, and what else is planned then."""

    member: Member
    kind: EngagementKind | None
    has_talent: bool
    that_day: tuple[tuple[time, time], ...]
    is_free: bool
    warnings: tuple[str, ...] = ()
    """Which limits this job would pass, each in a sentence."""

    @property
    def standing(self) -> Standing:
        """Where this member stands."""
        if self.kind is None:
            return Standing.NOT_ENGAGED
        if not self.is_free:
            return Standing.BUSY
        return Standing.FITS if self.has_talent else Standing.FREE

    @property
    def reason(self) -> str:
        """The engagement, whether that time is free or why not, and the talents, in words."""
        talents = ", ".join(talent.name for talent in self.member.talents)
        terms = str(KIND_NAMES[self.kind]) if self.kind else gettext("geen afspraak op die dag")
        return " · ".join(part for part in (terms, self._day_in_words(), talents, *self.warnings) if part)

    def _day_in_words(self) -> str:
        hours = ", ".join(f"{clock_time(begins)}–{clock_time(ends)}" for begins, ends in self.that_day)
        if not hours:
            return gettext("die dag vrij") if self.kind else ""
        if self.is_free:
            return str(gettext("dan vrij, werkt die dag %(hours)s", hours=hours))
        return str(gettext("niet vrij, werkt dan %(hours)s", hours=hours))


def candidates(job: Job) -> list[Candidate]:
    """Everybody who is not on the job yet: who fits first, then who passes no limit, then who is least busy."""
    kinds = kinds_on(job.day)
    busy = _busy(job)
    there = select(Assignment.member_id).where(Assignment.job_id == job.id)
    members = db.session.scalars(
        select(Member).where(on_register(job.day), Member.id.not_in(there)).options(selectinload(Member.talents))
    ).unique()
    found = _warned(job, [_candidate(job, member, kinds.get(member.id, []), busy) for member in members])
    order = list(Standing)
    return sorted(
        found, key=lambda one: (order.index(one.standing), bool(one.warnings), len(one.that_day), one.member.name)
    )


def _warned(job: Job, found: list[Candidate]) -> list[Candidate]:
    works = [
        Work(one.member.person_id, one.member.name, job.day, job.minutes, one.kind, f"job:{job.id}")
        for one in found
        if one.kind is not None
    ]
    told = limit.sentences(Step.PLANNING, works)
    return [replace(one, warnings=tuple(told.get(one.member.person_id, ()))) for one in found]


def _candidate(
    job: Job, member: Member, kinds: list[EngagementKind], busy: Mapping[int, list[tuple[time, time]]]
) -> Candidate:
    that_day = tuple(sorted(busy.get(member.id, [])))
    return Candidate(
        member,
        kinds[0] if kinds else None,
        job.service.talent_code in {talent.code for talent in member.talents},
        that_day,
        all(ends <= job.begins or begins >= job.ends for begins, ends in that_day),
    )


def _busy(job: Job) -> dict[int, list[tuple[time, time]]]:
    rows = db.session.execute(
        select(Assignment.member_id, Job)
        .join(Job, Job.id == Assignment.job_id)
        .where(Job.day == job.day, Job.id != job.id, Job.state != JobState.CANCELLED)
    )
    hours: dict[int, list[tuple[time, time]]] = {}
    for member_id, other in rows:
        hours.setdefault(member_id, []).append((other.begins, other.ends))
    return hours
