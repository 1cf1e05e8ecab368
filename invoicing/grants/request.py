"""A grant request: who is asked for what, and its budget by activity; what is granted of it becomes a grant.

Once it is sent its budget is kept as it was, and it is only sent when it closes: the database refuses otherwise.
"""

from datetime import date, timedelta
from enum import StrEnum

from flask_babel import gettext, lazy_gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db, pk
from coop.errors import NotFound
from coop.money import Money
from invoicing.grants.grant import Grant
from invoicing.grants.plan import Layout
from members.party import Party


class RequestState(StrEnum):
    """How far a request is."""

    DRAFT = "draft"
    SENT = "sent"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    RequestState.DRAFT: lazy_gettext("concept"),
    RequestState.SENT: lazy_gettext("verstuurd"),
    RequestState.GRANTED: lazy_gettext("toegekend"),
    RequestState.PARTLY: lazy_gettext("deels toegekend"),
    RequestState.REFUSED: lazy_gettext("afgewezen"),
    RequestState.WITHDRAWN: lazy_gettext("ingetrokken"),
}


class CoverKind(StrEnum):
    """What pays costs beside what is asked here; the first two are income of the activities themselves."""

    INCOME = "income"
    CONTRIBUTION = "contribution"
    ELSEWHERE = "elsewhere"
    OWN = "own"


COVER_NAMES = {
    CoverKind.INCOME: lazy_gettext("Eigen inkomsten"),
    CoverKind.CONTRIBUTION: lazy_gettext("Bijdragen van deelnemers"),
    CoverKind.ELSEWHERE: lazy_gettext("Subsidie van een ander"),
    CoverKind.OWN: lazy_gettext("Eigen geld"),
}
EARNED = (CoverKind.INCOME, CoverKind.CONTRIBUTION)


class GrantRequest(Model):
    """What was asked of a giver for the days of [begin, end)."""

    __tablename__ = "grant_request"
    __table_args__ = (
        CheckConstraint("requested > 0", name="requested"),
        CheckConstraint("ends_on > begins_on", name="period"),
        CheckConstraint("state IN ('draft', 'sent', 'granted', 'partly', 'refused', 'withdrawn')", name="state"),
        CheckConstraint("state IN ('draft', 'withdrawn') OR sent_on IS NOT NULL", name="sent"),
        CheckConstraint("(state IN ('draft', 'sent')) = (decided_on IS NULL)", name="decided"),
        CheckConstraint("(state IN ('granted', 'partly')) = (grant_id IS NOT NULL)", name="granted"),
    )
    __audited__ = ("state", "requested")

    id: Mapped[int] = pk()
    giver_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    purpose: Mapped[str] = mapped_column(String(200))
    begin: Mapped[date] = mapped_column("begins_on")
    end: Mapped[date] = mapped_column("ends_on")
    requested: Mapped[Money]
    state: Mapped[str] = mapped_column(String(10), default=RequestState.DRAFT)
    sent_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    """What the giver said when refusing, or why we withdrew it."""
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant_award.id"), unique=True)

    giver: Mapped[Party] = relationship()
    grant: Mapped[Grant | None] = relationship()
    activities: Mapped[list["GrantActivity"]] = relationship(
        order_by="GrantActivity.position", back_populates="request", cascade="all, delete-orphan"
    )
    covers: Mapped[list["GrantCover"]] = relationship(
        order_by="GrantCover.position", back_populates="request", cascade="all, delete-orphan"
    )

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == RequestState.DRAFT

    @property
    def state_name(self) -> str:
        """How far it is, in words."""
        return str(STATE_NAMES[RequestState(self.state)])

    @property
    def until(self) -> date:
        """Its last day."""
        return self.end - timedelta(days=1)

    @property
    def layout(self) -> Layout:
        """Its budget, side by side."""
        each = {kind: Money.zero() for kind in CoverKind}
        for cover in self.covers:
            each[CoverKind(cover.kind)] += cover.amount
        return Layout(
            costs=sum((activity.costs for activity in self.activities), Money.zero()),
            income=sum((each[kind] for kind in EARNED), Money.zero()),
            asked=self.requested,
            elsewhere=each[CoverKind.ELSEWHERE],
            own=each[CoverKind.OWN],
        )

    @property
    def granted(self) -> Money:
        """What was granted of it."""
        return self.grant.amount if self.grant else Money.zero()


class GrantActivity(Model):
    """Something that is done with the money; asked and granted are kept apart."""

    __tablename__ = "grant_activity"
    __table_args__ = (
        UniqueConstraint("request_id", "position"),
        CheckConstraint("requested >= 0", name="requested"),
        CheckConstraint("granted >= 0", name="granted"),
    )

    id: Mapped[int] = pk()
    request_id: Mapped[int] = mapped_column(ForeignKey("grant_request.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    requested: Mapped[Money | None]
    """What of the request is for it; nothing typed is its share by costs, filled in when it is sent."""
    granted: Mapped[Money | None]

    request: Mapped[GrantRequest] = relationship(back_populates="activities")
    lines: Mapped[list["GrantCost"]] = relationship(
        order_by="GrantCost.position", back_populates="activity", cascade="all, delete-orphan"
    )

    @property
    def costs(self) -> Money:
        """What it costs in all."""
        return sum((line.amount for line in self.lines), Money.zero())


class GrantCost(Model):
    """One cost of an activity: an amount, or hours at a rate."""

    __tablename__ = "grant_cost"
    __table_args__ = (
        UniqueConstraint("activity_id", "position"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("(minutes IS NULL) = (rate IS NULL)", name="hours"),
        CheckConstraint(
            "minutes IS NULL OR (minutes > 0 AND amount = (minutes * rate + 30) / 60)", name="product"
        ),
    )

    id: Mapped[int] = pk()
    activity_id: Mapped[int] = mapped_column(ForeignKey("grant_activity.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    account: Mapped[str | None] = mapped_column(ForeignKey("ledger_account.number"))
    minutes: Mapped[int | None]
    rate: Mapped[Money | None]
    """For an hour."""
    amount: Mapped[Money]

    activity: Mapped[GrantActivity] = relationship(back_populates="lines")


class GrantCover(Model):
    """What pays for it beside what is asked here; of a grant of somebody else, whether that was granted."""

    __tablename__ = "grant_cover"
    __table_args__ = (
        UniqueConstraint("request_id", "position"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("kind IN ('income', 'contribution', 'elsewhere', 'own')", name="kind"),
        CheckConstraint("NOT granted OR kind = 'elsewhere'", name="granted"),
    )

    id: Mapped[int] = pk()
    request_id: Mapped[int] = mapped_column(ForeignKey("grant_request.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(200))
    amount: Mapped[Money]
    granted: Mapped[bool] = mapped_column(default=False)

    request: Mapped[GrantRequest] = relationship(back_populates="covers")

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        return str(COVER_NAMES[CoverKind(self.kind)])


def find(request_id: int, *, lock: bool = False) -> GrantRequest:
    """The request with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(GrantRequest, request_id, with_for_update=lock)
    if found is None:
        raise NotFound(gettext("Deze aanvraag is er niet."))
    return found


def of_grant(grant_id: int) -> GrantRequest | None:
    """The request that a grant came from, None for one that was entered by itself."""
    return db.session.scalar(select(GrantRequest).where(GrantRequest.grant_id == grant_id))
