"""Members: who owns the cooperative, from application to resignation."""

from datetime import date
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import actor_names, clock, sequence
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal, Stale
from members.party import Person
from members.talent import Talent, member_talent


class MemberState(StrEnum):
    """How far somebody's membership is."""

    APPLIED = "applied"
    ADMITTED = "admitted"
    REFUSED = "refused"
    RESIGNED = "resigned"


class AlreadyApplied(Refusal):
    """A person has one membership, or one application, at a time."""


class AlreadyDecided(Stale):
    """An application is decided once."""


class NotAMember(Refusal):
    """Only who is a member can resign."""


class WrongDay(Refusal):
    """A membership ends on or after the day it began, and begins on or after the application."""


class Member(Model):
    """A person's membership: its number once admitted, and the days it began and ended."""

    __tablename__ = "member"
    __table_args__ = (
        CheckConstraint("state IN ('applied', 'admitted', 'refused', 'resigned')", name="state"),
        CheckConstraint("(state IN ('admitted', 'resigned')) = (number IS NOT NULL)", name="numbered"),
        CheckConstraint("(number IS NULL) = (admitted_on IS NULL)", name="admitted"),
        CheckConstraint("(state = 'resigned') = (resigned_on IS NOT NULL)", name="resigned"),
        CheckConstraint("admitted_on >= applied_on", name="admitted_after_applying"),
        CheckConstraint("resigned_on >= admitted_on", name="resigned_after_admission"),
        CheckConstraint("number > 0", name="number"),
        Index(
            "uq_member_one_at_a_time",
            "person_id",
            unique=True,
            sqlite_where=text("state IN ('applied', 'admitted')"),
            postgresql_where=text("state IN ('applied', 'admitted')"),
        ),
        Index("ix_member_register", "admitted_on", "number"),
    )
    __audited__ = ("state", "number", "resigned_on", "portrait_sha")

    id: Mapped[int] = pk()
    person_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    number: Mapped[int | None] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(10), default=MemberState.APPLIED)
    applied_on: Mapped[date]
    admitted_on: Mapped[date | None]
    resigned_on: Mapped[date | None]
    decided_because: Mapped[str] = mapped_column(String(200), default="")
    wish: Mapped[str] = mapped_column(Text, default="")
    portrait_sha: Mapped[str | None] = mapped_column(String(64), ForeignKey("stored_file.sha256"))
    """There is one only while the member agrees that customers see who comes."""

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    talents: Mapped[list[Talent]] = relationship(secondary=member_talent, order_by=Talent.name)

    @property
    def name(self) -> str:
        """The name of the person."""
        return self.person.name

    def is_member(self, on: date) -> bool:
        """Whether the person is a member on a day; the day of resignation no longer counts."""
        return (
            self.admitted_on is not None
            and self.admitted_on <= on
            and (self.resigned_on is None or on < self.resigned_on)
        )

    def admit(self, on: date | None = None) -> None:
        """Admit the applicant and give the next number; raises AlreadyDecided, WrongDay."""
        self._demand_undecided()
        on = on or clock.today()
        if on < self.applied_on:
            raise WrongDay(gettext("Toelaten kan niet vóór de dag van de aanvraag."), field="on")
        self.number = sequence.next_number("member")
        self.admitted_on = on
        self.state = MemberState.ADMITTED
        db.session.flush()

    def refuse(self, because: str) -> None:
        """Refuse the applicant with a reason; raises AlreadyDecided."""
        self._demand_undecided()
        self.state = MemberState.REFUSED
        self.decided_because = because
        db.session.flush()

    def resign(self, on: date, because: str = "") -> None:
        """End the membership on a day, which may lie ahead; the number is never given again."""
        if self.state != MemberState.ADMITTED or self.admitted_on is None:
            raise NotAMember(gettext("%(name)s is geen lid (meer).", name=self.name))
        if on < self.admitted_on:
            raise WrongDay(gettext("Opzeggen kan niet vóór de dag van toelating."), field="on")
        self.state = MemberState.RESIGNED
        self.resigned_on = on
        self.decided_because = because
        db.session.flush()

    def _demand_undecided(self) -> None:
        if self.state != MemberState.APPLIED:
            raise AlreadyDecided(gettext("Over de aanvraag van %(name)s is al beslist.", name=self.name))


def apply(
    person: Person, *, on: date | None = None, wish: str = "", talents: list[Talent] | None = None
) -> Member:
    """Ask for membership; raises AlreadyApplied for who is a member or waits for an answer."""
    open_states = (MemberState.APPLIED, MemberState.ADMITTED)
    if db.session.scalar(select(Member.id).where(Member.person_id == person.id, Member.state.in_(open_states))):
        raise AlreadyApplied(gettext("%(name)s is al lid of heeft zich al aangemeld.", name=person.name))
    member = Member(person=person, applied_on=on or clock.today(), wish=wish, talents=talents or [])
    db.session.add(member)
    db.session.flush()
    return member


def find(member_id: int, *, to_change: bool = False) -> Member:
    """The member or applicant with this id, held for a change if so asked; raises NotFound."""
    member = db.session.get(Member, member_id, with_for_update={"of": Member} if to_change else None)
    if member is None:
        raise NotFound(gettext("Dit lid staat niet in ons register."))
    return member


@actor_names.of("member")
def names(member_ids: set[int]) -> dict[int, str]:
    """The names of these members, for whoever keeps only `member:12`."""
    rows = db.session.execute(
        select(Member.id, Person.name).join(Person, Person.id == Member.person_id).where(Member.id.in_(member_ids))
    )
    return {row.id: row.name for row in rows}


def of_person(person_id: int) -> list[Member]:
    """The memberships and applications of a person, the latest first."""
    return list(db.session.scalars(select(Member).where(Member.person_id == person_id).order_by(Member.id.desc())))


def on_register(on: date) -> ColumnElement[bool]:
    """Whether a row of the table is a member on a day, as a condition."""
    return (Member.admitted_on <= on) & or_(Member.resigned_on.is_(None), Member.resigned_on > on)


def members_on(on: date) -> list[Member]:
    """Who is a member on a day, by name."""
    found = select(Member).join(Member.person).where(on_register(on)).order_by(Person.name, Member.number)
    return list(db.session.scalars(found))


def applicants() -> list[Member]:
    """Who waits for a decision, the longest first."""
    return list(
        db.session.scalars(
            select(Member).where(Member.state == MemberState.APPLIED).order_by(Member.applied_on, Member.id)
        )
    )
