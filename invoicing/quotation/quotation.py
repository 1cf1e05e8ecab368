"""A quotation: a price for a piece of work, with how we came to it, and what the customer answered.

Once it is sent nothing of it changes but its answer: the database refuses it. A new version is another row under
the same number, with the next letter.
"""

import secrets
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.database import Model, db, pk
from coop.errors import NotFound, Stale
from coop.events import Event
from coop.money import Money
from members.party import Party
from orders.recurrence import Frequency, Pattern, Visit
from orders.service import Service
from orders.workday import workday_from


class QuotationState(StrEnum):
    """How far a quotation is."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Pays(StrEnum):
    """When we ask our money: a price for each visit, or one price in monthly parts or at the end."""

    VISIT = "visit"
    MONTH = "month"
    END = "end"


class LineKind(StrEnum):
    """What a line costs money for."""

    WORK = "work"
    MATERIAL = "material"
    TRAVEL = "travel"
    OUTSOURCED = "outsourced"


class AlreadySent(Stale):
    """What was sent is not changed: a new version replaces it."""


class Quotation(Model):
    """A quotation; `asked` is a price that was chosen in place of the calculated one.

    The price is of one visit where each visit is paid, and of the whole otherwise; `net` is always of the whole.
    Overhead, risk and margin are in hundredths of a per cent, amounts exclude VAT.
    """

    __tablename__ = "quotation"
    __table_args__ = (
        UniqueConstraint("number", "revision"),
        CheckConstraint(
            "state IN ('draft', 'sent', 'accepted', 'declined', 'expired', 'withdrawn', 'replaced')", name="state"
        ),
        CheckConstraint("pays IN ('visit', 'month', 'end')", name="pays"),
        CheckConstraint("frequency IN ('once', 'weekly', 'fortnightly', 'monthly', 'season')", name="frequency"),
        CheckConstraint("ends_on > begins_on", name="period"),
        CheckConstraint(
            "overhead BETWEEN 0 AND 10000 AND risk BETWEEN 0 AND 10000 AND margin BETWEEN 0 AND 10000",
            name="percents",
        ),
        CheckConstraint("people > 0 AND visits >= 0", name="work"),
        CheckConstraint("price >= 0 AND net >= 0 AND payable >= 0 AND asked >= 0", name="amounts"),
        CheckConstraint(
            "(state = 'draft') = (sent_at IS NULL) AND (state = 'draft') = (snapshot IS NULL)", name="sent"
        ),
        CheckConstraint("state = 'draft' OR number IS NOT NULL", name="numbered"),
        CheckConstraint("(state IN ('draft', 'sent')) = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'accepted' OR signer <> ''", name="accepted_by_somebody"),
        CheckConstraint("state <> 'declined' OR reason <> ''", name="decline_has_reason"),
        Index("ix_quotation_state", "state", "valid_until"),
    )
    __audited__ = ("state",)

    id: Mapped[int] = pk()
    number: Mapped[str | None] = mapped_column(String(20))
    revision: Mapped[str] = mapped_column(String(1), default="A")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("quotation.id"), unique=True)
    token: Mapped[str] = mapped_column(String(43), unique=True, default=lambda: secrets.token_urlsafe(24))
    state: Mapped[str] = mapped_column(String(10), default=QuotationState.DRAFT)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    """The kind of work: who does it tells hours on it, and its income goes to the account of this service."""
    title: Mapped[str] = mapped_column(String(80))
    included: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[str] = mapped_column(String(60), default="")
    pays: Mapped[str] = mapped_column(String(10), default=Pays.END)
    frequency: Mapped[str] = mapped_column(String(12), default=Frequency.ONCE)
    days: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The days on which we come, where they were agreed one by one; else the frequency says them."""
    begin: Mapped[date] = mapped_column("begins_on")
    end: Mapped[date] = mapped_column("ends_on")
    people: Mapped[int] = mapped_column(default=1)
    overhead: Mapped[int] = mapped_column(default=0)
    risk: Mapped[int] = mapped_column(default=0)
    margin: Mapped[int] = mapped_column(default=0)
    asked: Mapped[Money | None]
    valid_until: Mapped[date]
    visits: Mapped[int] = mapped_column(default=0)
    price: Mapped[Money] = mapped_column(default=Money.zero)
    net: Mapped[Money] = mapped_column(default=Money.zero)
    payable: Mapped[Money] = mapped_column(default=Money.zero)
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What the customer was sent: who to whom, each activity with its price, and the VAT."""
    pdf_sha: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    sent_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    signer: Mapped[str] = mapped_column(String(120), default="")
    signer_role: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(Text, default="")

    party: Mapped[Party] = relationship()
    service: Mapped[Service] = relationship()
    replaces: Mapped["Quotation | None"] = relationship(remote_side="Quotation.id", back_populates="replaced_by")
    replaced_by: Mapped["Quotation | None"] = relationship(back_populates="replaces", uselist=False)
    lines: Mapped[list["QuotationLine"]] = relationship(
        back_populates="quotation", order_by="QuotationLine.position", cascade="all, delete-orphan"
    )

    @property
    def source(self) -> str:
        """Its name in the trail and with its mails."""
        return f"quotation:{self.id}"

    @property
    def code(self) -> str:
        """The number as people say it: with its letter from the second version on."""
        return f"{self.number or ''}{'' if self.revision == 'A' else self.revision}"

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == QuotationState.DRAFT

    @property
    def last_day(self) -> date:
        """The last day of its period."""
        return self.end - timedelta(days=1)

    @property
    def pattern(self) -> Pattern:
        """The days of its visits."""
        season = self.service.season_opens, self.service.season_closes
        opens, closes = self.snapshot["season"] if self.snapshot else season
        return Pattern(self.frequency, self.begin, self.end, (opens, closes))

    @property
    def planned(self) -> list[Visit]:
        """The visits in its period: on the days that were listed, or by its frequency."""
        if self.days:
            return [Visit(day, workday_from(day)) for day in map(date.fromisoformat, self.days)]
        return list(self.pattern.visits(self.begin, self.end))

    @property
    def person_minutes(self) -> int:
        """The minutes of all people together, of one visit or of the whole, as its price is."""
        return sum(line.minutes or 0 for line in self.lines)

    def minutes_a_visit(self, visits: int) -> int:
        """How long one visit takes everybody on it, so that the calculated hours suffice; at least a quarter."""
        each = 1 if self.pays == Pays.VISIT else max(visits, 1)
        return max(15, -(-self.person_minutes // (each * self.people)))

    def must_be_draft(self) -> None:
        """Raise AlreadySent unless it can still be changed."""
        if not self.is_draft:
            raise AlreadySent(gettext("Deze offerte is al verstuurd. Maak een nieuwe versie."))


class QuotationLine(Model):
    """One cost of a quotation, which the customer never sees; the price of its activity they do."""

    __tablename__ = "quotation_line"
    __table_args__ = (
        UniqueConstraint("quotation_id", "position"),
        CheckConstraint("kind IN ('work', 'material', 'travel', 'outsourced')", name="kind"),
        CheckConstraint(
            "engagement IN ('employee', 'volunteer', 'participation', 'starter', 'apprentice')",
            name="engagement",
        ),
        CheckConstraint(
            "(kind = 'work') = (minutes IS NOT NULL) AND (kind = 'work') = (engagement IS NOT NULL) "
            "AND (kind = 'work') = (rate IS NOT NULL)",
            name="work",
        ),
        CheckConstraint("minutes > 0 AND rate >= 0", name="hours"),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("activity <> ''", name="activity"),
    )

    id: Mapped[int] = pk()
    quotation_id: Mapped[int] = mapped_column(ForeignKey("quotation.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    activity: Mapped[str] = mapped_column(String(120))
    minutes: Mapped[int | None]
    engagement: Mapped[str | None] = mapped_column(String(15))
    rate: Mapped[Money | None]
    cost: Mapped[Money]
    vat_rule: Mapped[str] = mapped_column(String(40))

    quotation: Mapped[Quotation] = relationship(back_populates="lines")


quotation_accepted: Event[Quotation] = Event("quotation.accepted")


def find(quotation_id: int, *, lock: bool = False) -> Quotation:
    """The quotation with this key; raises NotFound. With `lock` it is held until the commit."""
    return _one(select(Quotation).where(Quotation.id == quotation_id), lock)


def by_token(token: str, *, lock: bool = False) -> Quotation:
    """The quotation behind a private link, once it was sent; raises NotFound."""
    return _one(select(Quotation).where(Quotation.token == token, Quotation.state != QuotationState.DRAFT), lock)


def _one(query: Any, lock: bool) -> Quotation:
    if lock:  # who comes second waits here and sees the change
        query = query.with_for_update(of=Quotation).execution_options(populate_existing=True)
    found: Quotation | None = db.session.scalar(query)
    if found is None:
        raise NotFound(gettext("Deze offerte is er niet. Kijk of de link helemaal klopt."))
    return found
