"""A schedule: an amount that two accounts share over a number of months, booked by itself when each is over."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.filters import month as month_name
from coop.ledger.account import Account
from coop.ledger.account import account as find_account
from coop.ledger.control import is_controlled
from coop.ledger.cost_object import CostObject
from coop.ledger.memorial import Controlled
from coop.ledger.monthly import Monthly, Part, booked, spread
from coop.ledger.posting import Line
from coop.ledger.schedule.kind import Kind
from coop.money import Money
from coop.period import DateRange, next_month

LONGEST = 600
"""Fifty years: a building, at most."""


class WrongSchedule(Refusal):
    """A schedule gives an amount above zero away between two accounts, over a month or more."""


class AlreadyBooked(Refusal):
    """What was booked stays; a schedule is stopped or changed from a month that is not in the books yet."""


class Schedule(Model):
    """An amount with its pair of accounts and its months; which of them are booked the ledger knows."""

    __tablename__ = "ledger_schedule"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("months BETWEEN 1 AND 600", name="months"),
        CheckConstraint("debit <> credit", name="accounts"),
        CheckConstraint("kind IN ('prepaid', 'accrued', 'depreciation', 'provision', 'deferred')", name="kind"),
    )
    __audited__ = ("amount", "stopped_from")

    id: Mapped[int] = pk()
    kind: Mapped[str] = mapped_column(String(15))
    name: Mapped[str] = mapped_column(String(120))
    debit: Mapped[str] = mapped_column(String(10))
    credit: Mapped[str] = mapped_column(String(10))
    amount: Mapped[Money]
    begin: Mapped[date] = mapped_column("begins_on")
    months: Mapped[int]
    cost_object_id: Mapped[int | None] = mapped_column(ForeignKey("cost_object.id"))
    stopped_from: Mapped[date | None]
    """The first month that is no longer booked, None while it runs to its end."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_schedule.id"))
    """The schedule that this one took over from when it was changed."""
    entered_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(String(60))

    cost_object: Mapped[CostObject | None] = relationship()

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return source_of(self.id)

    @property
    def end(self) -> date:
        """The first month after its last."""
        return _end(self.begin, self.months)

    @property
    def parts(self) -> list[Part]:
        """What belongs to each month, up to where it was stopped."""
        return parts_of(self.amount, self.begin, self.months, self.stopped_from)

    def monthly(self, kinds: dict[str, str]) -> Monthly:
        """How it is booked; the service or project stands on income and costs, not on the balance sheet."""
        debit, credit = (
            Line(number, 0, self.cost_object_id if kinds.get(number) == "P" else None)
            for number in (self.debit, self.credit)
        )
        return Monthly(self.source, self.name, self.parts, debit, credit)


def source_of(schedule_id: int) -> str:
    """The name under which the ledger knows a schedule."""
    return f"schedule:{schedule_id}"


def parts_of(amount: Money, begin: date, months: int, stopped_from: date | None) -> list[Part]:
    """What belongs to each of so many months from the first, up to where it was stopped."""
    every = spread(amount, DateRange(begin, _end(begin, months)))
    return [part for part in every if stopped_from is None or part.month < stopped_from]


def _end(begin: date, months: int) -> date:
    after = begin
    for _ in range(months):
        after = next_month(after)
    return after


def enter(
    kind: str,
    name: str,
    debit: str,
    credit: str,
    amount: Money,
    begin: date,
    months: int,
    *,
    cost_object_id: int | None = None,
    follows: Schedule | None = None,
) -> Schedule:
    """Enter a schedule from the month of a day on; raises WrongSchedule, Controlled, NoSuchAccount."""
    if amount.cents <= 0 or not 1 <= months <= LONGEST:
        raise WrongSchedule(gettext("Vul een bedrag boven € 0 in en minstens één maand."), "amount")
    if debit == credit:
        raise WrongSchedule(gettext("Kies twee verschillende rekeningen."), "credit")
    for number in (debit, credit):
        _must_be_free(find_account(number))
    made = Schedule(
        kind=Kind(kind),
        name=name.strip(),
        debit=debit,
        credit=credit,
        amount=amount,
        begin=begin.replace(day=1),
        months=months,
        cost_object_id=cost_object_id,
        follows_id=follows.id if follows else None,
        entered_at=clock.now(),
        entered_by=audit.who(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def stop(schedule: Schedule, month: date) -> Money:
    """Book nothing more from a month on; returns what is then left undivided. Raises AlreadyBooked."""
    month = max(month.replace(day=1), schedule.begin)
    if schedule.stopped_from is not None and month >= schedule.stopped_from:
        raise AlreadyBooked(gettext("Dit stopt al eerder."), "month")
    _must_not_be_booked(schedule, month)
    left = sum((part.amount for part in schedule.parts if part.month >= month), Money.zero())
    schedule.stopped_from = month
    db.session.flush()
    return left


def change(schedule: Schedule, month: date, amount: Money, months: int) -> Schedule:
    """Go on from a month with another amount or number of months; raises what stopping and entering raise."""
    month = month.replace(day=1)
    stop(schedule, month)
    return enter(
        schedule.kind,
        schedule.name,
        schedule.debit,
        schedule.credit,
        amount,
        max(month, schedule.begin),
        months,
        cost_object_id=schedule.cost_object_id,
        follows=schedule,
    )


def schedules() -> Sequence[Schedule]:
    """Every schedule, the latest first."""
    return db.session.scalars(select(Schedule).order_by(Schedule.begin.desc(), Schedule.id.desc())).all()


def find(schedule_id: int, *, lock: bool = False) -> Schedule:
    """The schedule with this number; raises NotFound. With `lock` it is held until the commit."""
    found = db.session.get(Schedule, schedule_id, with_for_update=lock)
    if found is None:
        raise NotFound(gettext("Dit schema is er niet."))
    return found


def _must_be_free(account: Account) -> None:
    if is_controlled(account.number):
        raise Controlled(
            gettext(
                "Rekening %(number)s wordt bijgehouden door facturen en betalingen. Kies een andere.",
                number=account.number,
            )
        )


def _must_not_be_booked(schedule: Schedule, month: date) -> None:
    plan = schedule.monthly({})
    there = booked(plan.source_of(part.month) for part in plan.parts if part.month >= month)
    if there:
        last = max(part.month for part in plan.parts if plan.source_of(part.month) in there)
        raise AlreadyBooked(
            gettext("%(month)s is al geboekt. Kies een latere maand.", month=month_name(last).capitalize()),
            "month",
        )
