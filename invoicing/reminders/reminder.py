"""Reminders that went out: to whom, about which invoices, in which words; and customers who are left in peace."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from coop import clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.money import Money
from members.party import Party

SERIES = "reminder"


class NotAhead(Refusal):
    """A pause lasts until a day that is still to come."""


class Reminder(Model):
    """One reminder, kept as it was sent: it may have to be shown in court."""

    __tablename__ = "reminder"
    __table_args__ = (
        CheckConstraint("step IN ('friendly', 'second', 'letter', 'cost')", name="step"),
        CheckConstraint("(step IN ('letter', 'cost')) = (cost IS NOT NULL)", name="cost"),
        CheckConstraint("(step = 'cost') = (cost_number IS NOT NULL)", name="asked"),
        CheckConstraint("interest IS NULL OR step = 'cost'", name="interest"),
        CheckConstraint("total > 0", name="total"),
    )

    id: Mapped[int] = pk()
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    step: Mapped[str] = mapped_column(String(10))
    sent_on: Mapped[date]
    total: Mapped[Money]
    cost: Mapped[Money | None]
    """What the letter says that comes on top if it is not paid in time, and what is asked when it came."""
    cost_number: Mapped[str | None] = mapped_column(ForeignKey("invoice.number"), unique=True)
    """The invoice that asks the cost."""
    interest: Mapped[Money | None]
    """What is asked with it for the time that passed; None where its rate was not known."""
    text: Mapped[str] = mapped_column(Text)
    mailed: Mapped[bool]
    made_by: Mapped[str] = mapped_column(String(60))

    party: Mapped[Party] = relationship()
    items: Mapped[list["ReminderItem"]] = relationship(order_by="ReminderItem.invoice_number")


class ReminderItem(Model):
    """An invoice that a reminder is about, with what was open then."""

    __tablename__ = "reminder_item"

    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id"), primary_key=True)
    invoice_number: Mapped[str] = mapped_column(ForeignKey("invoice.number"), primary_key=True, index=True)
    open: Mapped[Money]


class ReminderPause(Model):
    """A customer who gets no reminders: until a day, or until somebody ends it."""

    __tablename__ = "reminder_pause"
    __audited__ = ("until",)

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, autoincrement=False)
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(120), default="")
    entered_at: Mapped[datetime]

    party: Mapped[Party] = relationship()

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.until is None or on < self.until


def latest_by_invoice(numbers: Iterable[str]) -> dict[str, Reminder]:
    """The last reminder about each of these invoices."""
    query = (
        select(ReminderItem.invoice_number, Reminder)
        .join(Reminder, Reminder.id == ReminderItem.reminder_id)
        .where(ReminderItem.invoice_number.in_(list(numbers)))
        .options(selectinload(Reminder.items))
        .order_by(Reminder.id)
    )
    return dict(db.session.execute(query).all())


def cost_numbers() -> set[str]:
    """The invoices that ask the cost of collecting others; about these nobody is reminded on their own."""
    return set(db.session.scalars(select(Reminder.cost_number).where(Reminder.cost_number.is_not(None))))


def sent(limit: int) -> Sequence[Reminder]:
    """The latest reminders, the newest first."""
    query = select(Reminder).options(joinedload(Reminder.party), selectinload(Reminder.items))
    return db.session.scalars(query.order_by(Reminder.id.desc()).limit(limit)).all()


def find(reminder_id: int) -> Reminder:
    """The reminder with this number; raises NotFound."""
    found = db.session.get(Reminder, reminder_id)
    if found is None:
        raise NotFound(gettext("Deze herinnering is er niet."))
    return found


def pauses() -> dict[int, ReminderPause]:
    """The customers who are left in peace, by their key."""
    found = db.session.scalars(select(ReminderPause).options(joinedload(ReminderPause.party)))
    return {pause.party_id: pause for pause in found}


def pause(party: Party, until: date | None, note: str) -> ReminderPause:
    """Leave a customer in peace, until a day if one is given; raises NotAhead."""
    if until is not None and until <= clock.today():
        raise NotAhead(gettext("Kies een dag na vandaag."), "until")
    made = db.session.get(ReminderPause, party.id) or ReminderPause(party_id=party.id)
    made.until, made.note, made.entered_at = until, note.strip(), clock.now()
    db.session.add(made)
    db.session.flush()
    return made


def go_on(party_id: int) -> ReminderPause:
    """End the peace, and return what it was; raises NotFound when there was none."""
    found = db.session.get(ReminderPause, party_id)
    if found is None:
        raise NotFound(gettext("Deze klant staat niet op pauze."))
    db.session.delete(found)
    db.session.flush()
    return found
