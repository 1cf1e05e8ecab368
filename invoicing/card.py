"""The card terminal: closed at the end of a day, so that what it took is what the books say.

What is paid by card is booked where it belongs, with its invoice. The closing tells what the terminal itself added
up, books the difference, and has the bank wait for that sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock, sequence
from coop.database import Model, db, pk
from coop.errors import Refusal, Stale
from coop.filters import day as shown_day
from coop.ledger import chart, journal
from coop.ledger.control import control
from coop.ledger.posting import Line, Posting, about_to_post, post
from coop.money import Money
from invoicing.bank import awaited
from invoicing.bank.awaited import Awaited
from invoicing.bank.moved import taken_by_bank
from invoicing.payment import Payment, Way

TERMINAL = "card_terminal"
"""The series in which the terminal is closed: who takes a number holds it until the commit."""


class NotAClosing(Refusal):
    """A day is closed once, when it is there, and only where something was paid by card."""


class Unexplained(Refusal):
    """A difference is booked with a sentence that says what may have happened."""


class MovedMeanwhile(Stale):
    """Who closes a day has seen what was booked on it; otherwise something was booked since."""


class DayIsClosed(Refusal):
    """What the terminal took on a day is fixed when that day is closed."""


class CardClosing(Model):
    """What the terminal added up on a day, and what the books said; never changed."""

    __tablename__ = "card_closing"
    __table_args__ = (CheckConstraint("counted = expected OR note <> ''", name="explained"),)

    id: Mapped[int] = pk()
    day: Mapped[date] = mapped_column(unique=True)
    counted: Mapped[Money]
    expected: Mapped[Money]
    note: Mapped[str] = mapped_column(String(200), default="")
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(String(60))

    @property
    def difference(self) -> Money:
        """What the terminal took more than the books said; below zero when it was less."""
        return self.counted - self.expected

    @property
    def source(self) -> str:
        """The name under which the ledger knows its difference, and the bank what it waits for."""
        return f"card_closing:{self.id}"


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day on which was paid by card, that is not closed yet."""

    day: date
    booked: Money


def booked(day: date) -> Money:
    """What was booked as paid by card on a day, less what went back."""
    query = select(func.sum(Payment.amount)).where(Payment.way == Way.CARD, Payment.day == day)
    return db.session.scalar(query) or Money.zero()


def open_days() -> list[OpenDay]:
    """The days that are still to be closed, the oldest first."""
    query = (
        select(Payment.day, func.sum(Payment.amount))
        .where(Payment.way == Way.CARD, Payment.day.not_in(select(CardClosing.day)))
        .group_by(Payment.day)
        .order_by(Payment.day)
    )
    return [OpenDay(day, amount) for day, amount in db.session.execute(query)]


def close(day: date, counted: Money, note: str = "", *, seen: Money | None = None) -> CardClosing:
    """Close a day at what the terminal added up, book the difference, and wait for the sum at the bank.

    `seen` is what the page said was booked on that day. Raises NotAClosing, Unexplained, MovedMeanwhile and what
    posting raises.
    """
    if day > clock.today():
        raise NotAClosing(gettext("Deze dag moet nog komen."), "day")
    number = sequence.next_number(TERMINAL)
    if db.session.scalar(select(CardClosing.id).where(CardClosing.day == day)) is not None:
        raise NotAClosing(gettext("Deze dag is al afgesloten."), "day")
    expected = booked(day)
    if seen is not None and seen != expected:
        raise MovedMeanwhile(gettext("Er is net iets geboekt. Op deze dag staat nu %(sum)s.", sum=expected))
    if not expected and not counted:
        raise NotAClosing(gettext("Op deze dag is niets met PIN betaald."), "day")
    if counted != expected and not note.strip():
        raise Unexplained(gettext("Geboekt is %(sum)s. Schrijf in een zin hoe dat kan.", sum=expected), "note")
    made = CardClosing(
        id=number,
        day=day,
        counted=counted,
        expected=expected,
        note=note.strip(),
        closed_at=clock.now(),
        closed_by=audit.who(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record(audit.subject_of(made), "counted", expected, counted)
    _wait_for(made)
    if made.difference:
        cents = made.difference.cents
        lines = [Line(chart.CARD_PAYMENTS, cents), Line(chart.PAYMENT_DIFFERENCES, -cents)]
        post([Posting(journal.MEMORIAL, day, made.source, gettext("Verschil betaalautomaat"), lines)])
    return made


def closings(most: int) -> Sequence[CardClosing]:
    """The latest closings, the newest first."""
    return db.session.scalars(select(CardClosing).order_by(CardClosing.day.desc()).limit(most)).all()


@control(chart.CARD_PAYMENTS, "PIN-betalingen onderweg")
def under_way() -> int:
    """Card payments and the differences of closed days, less what the bank has."""
    paid = db.session.scalar(select(func.sum(Payment.amount)).where(Payment.way == Way.CARD)) or Money.zero()
    counted, expected = db.session.execute(
        select(func.sum(CardClosing.counted), func.sum(CardClosing.expected))
    ).one()
    differences = counted - expected if counted is not None else Money.zero()
    return (paid + differences - taken_by_bank(chart.CARD_PAYMENTS)).cents


@about_to_post.subscribe
def refuse_on_a_closed_day(postings: Sequence[Posting]) -> None:
    """Raise DayIsClosed for a card payment that is dated on a day of which the terminal was closed."""
    days = {posting.date for posting in postings if _is_card_payment(posting)}
    closed = db.session.scalar(select(CardClosing.day).where(CardClosing.day.in_(days)).limit(1)) if days else None
    if closed is not None:
        told = gettext(
            "De betaalautomaat is voor %(day)s al afgesloten. Kies een latere dag.", day=shown_day(closed)
        )
        raise DayIsClosed(told, "day")


def _is_card_payment(posting: Posting) -> bool:
    return posting.source.startswith("payment:") and any(
        line.account == chart.CARD_PAYMENTS for line in posting.lines
    )


def _wait_for(made: CardClosing) -> None:
    if not made.counted:
        return
    text = gettext("PIN-betalingen van %(day)s", day=f"{made.day:%d-%m-%Y}")
    facts = {"account": chart.CARD_PAYMENTS, "amount": made.counted, "day": made.day + timedelta(days=1)}
    awaited.expect([Awaited(source=made.source, batch="", reference="", text=text, **facts)])
