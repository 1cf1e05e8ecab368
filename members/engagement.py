"""Engagements: how a member takes part in the work, from which day and until which."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from flask_babel import gettext, lazy_gettext
from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.period import DateRange
from members.member import Member


class EngagementKind(StrEnum):
    """The ways to take part; each has its own rules on pay and limits."""

    EMPLOYEE = "employee"
    APPRENTICE = "apprentice"
    STARTER = "starter"
    PARTICIPATION = "participation"
    VOLUNTEER = "volunteer"


KIND_NAMES = {
    EngagementKind.EMPLOYEE: lazy_gettext("vast werk"),
    EngagementKind.APPRENTICE: lazy_gettext("leerling"),
    EngagementKind.STARTER: lazy_gettext("zelfstandige starter"),
    EngagementKind.PARTICIPATION: lazy_gettext("participatie"),
    EngagementKind.VOLUNTEER: lazy_gettext("vrijwillig"),
}


class EngagementOverlaps(Refusal):
    """A member has at most one engagement of a kind on any day."""


class EndsBeforeItBegins(Refusal):
    """An engagement ends after the day it began."""


class Engagement(Model):
    """A member's way of taking part, on the days [begin, end)."""

    __tablename__ = "engagement"
    # The database refuses an overlap of the same kind too: see the migration.
    __table_args__ = (
        CheckConstraint(
            "kind IN ('employee', 'volunteer', 'participation', 'starter', 'apprentice')", name="kind"
        ),
        CheckConstraint("ends_on > begins_on", name="days"),
        Index("ix_engagement_member", "member_id", "kind", "begins_on"),
    )
    __audited__ = ("kind", "begin", "end")

    id: Mapped[int] = pk()
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str] = mapped_column(String(15))
    begin: Mapped[date] = mapped_column("begins_on")
    end: Mapped[date | None] = mapped_column("ends_on")

    member: Mapped[Member] = relationship(backref="engagements")

    @property
    def days(self) -> DateRange:
        """The days it holds."""
        return DateRange(self.begin, self.end)

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        return str(KIND_NAMES[EngagementKind(self.kind)])

    def finish(self, on: date) -> None:
        """End it: the day given is the first on which it no longer holds."""
        if on <= self.begin:
            raise EndsBeforeItBegins(gettext("De einddatum moet na de begindatum liggen."), field="end")
        _demand_free(self.member_id, self.kind, DateRange(self.begin, on), apart_from=self.id)
        self.end = on
        db.session.flush()


def engage(member: Member, kind: EngagementKind | str, begin: date, end: date | None = None) -> Engagement:
    """Let a member take part from a day on; raises EngagementOverlaps, EndsBeforeItBegins."""
    if end is not None and end <= begin:
        raise EndsBeforeItBegins(gettext("De einddatum moet na de begindatum liggen."), field="end")
    _demand_free(member.id, kind, DateRange(begin, end))
    engagement = Engagement(member=member, kind=EngagementKind(kind), begin=begin, end=end)
    db.session.add(engagement)
    db.session.flush()
    return engagement


def find(member_id: int, engagement_id: int) -> Engagement:
    """An engagement of this member; raises NotFound."""
    engagement = db.session.get(Engagement, engagement_id)
    if engagement is None or engagement.member_id != member_id:
        raise NotFound(gettext("Deze inzet is niet gevonden bij dit lid."))
    return engagement


def history(member_id: int) -> list[Engagement]:
    """Every engagement of a member, the latest first."""
    return list(
        db.session.scalars(
            select(Engagement)
            .where(Engagement.member_id == member_id)
            .order_by(Engagement.begin.desc(), Engagement.id.desc())
        )
    )


def engagements_on(member_id: int, day: date) -> list[Engagement]:
    """What holds for a member on a day, paid kinds first (the order of EngagementKind)."""
    found = db.session.scalars(select(Engagement).where(Engagement.member_id == member_id, holds_on(day)))
    order = list(EngagementKind)
    return sorted(found, key=lambda engagement: order.index(EngagementKind(engagement.kind)))


def engagement_on(member: Member, day: date) -> Engagement | None:
    """The first engagement that holds for a member on a day, paid kinds first."""
    return next(iter(engagements_on(member.id, day)), None)


def kinds_on(day: date, member_ids: Iterable[int] | None = None) -> dict[int, list[EngagementKind]]:
    """The kinds that hold on a day by member, in one statement; paid kinds first."""
    return kinds_on_each([day], member_ids)[day]


def kinds_on_each(
    days: Sequence[date], member_ids: Iterable[int] | None = None
) -> dict[date, dict[int, list[EngagementKind]]]:
    """The kinds that hold on each of these days by member, in one statement; paid kinds first."""
    kinds: dict[date, dict[int, list[EngagementKind]]] = {day: {} for day in days}
    if not days:
        return kinds
    query = select(Engagement.member_id, Engagement.kind, Engagement.begin, Engagement.end).where(
        Engagement.begin <= max(days), or_(Engagement.end.is_(None), Engagement.end > min(days))
    )
    if member_ids is not None:
        query = query.where(Engagement.member_id.in_(list(member_ids)))
    held = [(EngagementKind(row.kind), row) for row in db.session.execute(query)]
    order = list(EngagementKind)
    for kind, row in sorted(held, key=lambda one: order.index(one[0])):
        for day, found in kinds.items():
            if row.begin <= day and (row.end is None or day < row.end):
                found.setdefault(row.member_id, []).append(kind)
    return kinds


def holds_on(day: date) -> ColumnElement[bool]:
    """Whether a row of the table holds on a day, as a condition."""
    return (Engagement.begin <= day) & or_(Engagement.end.is_(None), Engagement.end > day)


def _demand_free(member_id: int, kind: str, days: DateRange, apart_from: int | None = None) -> None:
    others = db.session.scalars(
        select(Engagement).where(Engagement.member_id == member_id, Engagement.kind == kind)
    )
    for other in others:
        if other.id != apart_from and other.days.overlaps(days):
            raise EngagementOverlaps(
                gettext("Dit lid heeft deze inzet al in (een deel van) die tijd. Beëindig die eerst."),
                field="begin",
            )
