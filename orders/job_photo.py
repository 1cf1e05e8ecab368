"""Photos of the work, before and after, taken by who does it; for the customer where nothing else is on them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock, files, picture
from coop.daily import new_day
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.files import StoredFile
from members.member import Member
from orders.hours import NotYourJob
from orders.job import Job

MOST = 6
_BOX = (1600, 1600)  # pixels: enough to see how a hedge was cut

KEPT = timedelta(weeks=26)
"""So long after the day of a job somebody may still ask how it was done; then its photos go."""


class Moment(StrEnum):
    """When a photo was taken."""

    BEFORE = "before"
    AFTER = "after"


class TooManyPhotos(Refusal):
    """A job has six photos at most: they show the work, they are no album."""


class TooEarly(Refusal):
    """Work is photographed where it is done, on the day itself or after it."""


class JobPhoto(Model):
    """One photo, painted anew; the database itself keeps them to six."""

    __tablename__ = "job_photo"
    __table_args__ = (
        CheckConstraint("place BETWEEN 1 AND 6", name="place"),
        CheckConstraint("moment IN ('before', 'after')", name="moment"),
        UniqueConstraint("job_id", "place"),
    )
    __audited__ = ("for_customer",)

    id: Mapped[int] = pk()
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    place: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    moment: Mapped[str] = mapped_column(String(6))
    for_customer: Mapped[bool] = mapped_column(default=False)
    """Whether the member says that it shows the work and nothing else."""
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("stored_file.sha256"), index=True)
    kept_at: Mapped[datetime]


def add(job: Job, member: Member, content: bytes, moment: Moment | str, *, for_customer: bool = False) -> JobPhoto:
    """Keep a photo that a member took of their job; hold the job, so that two at once get a place each.

    Raises NotYourJob, TooEarly, TooManyPhotos, NotAPicture.
    """
    _demand_on(job, member)
    if job.day > clock.today():
        raise TooEarly(gettext("Deze klus moet nog komen. Maak de foto als je er bent."), "photo")
    taken = set(db.session.scalars(select(JobPhoto.place).where(JobPhoto.job_id == job.id)))
    free = [place for place in range(1, MOST + 1) if place not in taken]
    if not free:
        raise TooManyPhotos(gettext("Er zijn al %(most)s foto's bij deze klus.", most=MOST), "photo")
    made = JobPhoto(
        job_id=job.id,
        place=free[0],
        member_id=member.id,
        moment=Moment(moment),
        for_customer=for_customer,
        sha256=picture.keep(content, "werk.jpg", _BOX, "photo"),
        kept_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def remove(job: Job, member: Member, place: int) -> None:
    """Take a photo away again that this member took; raises NotYourJob, NotFound."""
    _demand_on(job, member)
    found = _one(job.id, place)
    if found.member_id != member.id:
        raise NotFound(gettext("Deze foto is er niet (meer)."))
    audit.record(audit.subject_of(job), "photo_removed", was=place)
    _forget([found])


def of_jobs(job_ids: Sequence[int]) -> dict[int, list[JobPhoto]]:
    """The photos of these jobs, by job and in order, in one statement."""
    found: dict[int, list[JobPhoto]] = {job_id: [] for job_id in job_ids}
    if not found:
        return found
    query = select(JobPhoto).where(JobPhoto.job_id.in_(job_ids))
    for photo in db.session.scalars(query.order_by(JobPhoto.moment.desc(), JobPhoto.place)):
        found[photo.job_id].append(photo)
    return found


def for_customer(job_ids: Sequence[int]) -> dict[int, list[int]]:
    """The places of the photos that the customer of these jobs may see, by job; only of jobs that have any."""
    found: dict[int, list[int]] = {}
    query = select(JobPhoto.job_id, JobPhoto.place).where(JobPhoto.job_id.in_(job_ids), JobPhoto.for_customer)
    for job_id, place in db.session.execute(query.order_by(JobPhoto.moment.desc(), JobPhoto.place)):
        found.setdefault(job_id, []).append(place)
    return found


def file_of(job_id: int, place: int, *, for_customer: bool = False) -> StoredFile:
    """One photo of a job, if so asked only one that the customer may see; raises NotFound."""
    found = _one(job_id, place)
    if for_customer and not found.for_customer:
        raise NotFound(gettext("Deze foto is er niet (meer)."))
    return picture.found(found.sha256)


@new_day.subscribe
def forget_photos(day: date) -> None:
    """Remove the photos of jobs of long ago, and the files themselves."""
    begin = datetime.combine(day - KEPT, time(), clock.AMSTERDAM)
    old = select(JobPhoto).join(Job, Job.id == JobPhoto.job_id)
    _forget(list(db.session.scalars(old.where(Job.day < begin.date(), JobPhoto.kept_at < begin))))


def _forget(photos: Sequence[JobPhoto]) -> None:
    for photo in photos:
        db.session.delete(photo)
    db.session.flush()
    for sha256 in {photo.sha256 for photo in photos}:
        files.forget(sha256)


def _one(job_id: int, place: int) -> JobPhoto:
    found = db.session.scalar(select(JobPhoto).where(JobPhoto.job_id == job_id, JobPhoto.place == place))
    if found is None:
        raise NotFound(gettext("Deze foto is er niet (meer)."))
    return found


def _demand_on(job: Job, member: Member) -> None:
    if member.id not in {assignment.member_id for assignment in job.assignments}:
        raise NotYourJob(gettext("Deze klus staat niet op jouw naam."))
