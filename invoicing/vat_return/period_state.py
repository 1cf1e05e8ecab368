"""Which periods there are, and how far each is: running, to do, filed here, taken over, or nothing to file."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select

from coop import clock, kor
from coop.database import db
from coop.errors import Refusal
from coop.ledger.account import Account
from coop.ledger.transaction import Entry
from coop.money import Money
from coop.period import DateRange
from coop.rules import confirmation
from coop.rules.vat_return import OWN_FAVOUR, due_on
from invoicing.vat_period import VatPeriod, periods
from invoicing.vat_return.boxes import Declared, declare
from invoicing.vat_return.filed import Kind, VatReturn, returns
from invoicing.vat_return.ledger_sums import add_up, in_period
from invoicing.vat_return.place import ACCOUNTS


class State(StrEnum):
    """How far a period is."""

    RUNNING = "running"
    TO_DO = "to_do"
    NOTHING = "nothing"
    FILED = "filed"
    COPIED = "copied"


class EarlierFirst(Refusal):
    """Returns are filed in the order of their periods, so that none is left behind."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A period in the list, with what it comes to."""

    period: VatPeriod
    state: State
    payable: Money
    due_on: date
    filed: VatReturn | None = None


def standings() -> list[Standing]:
    """Every period from the first with VAT up to the one that runs, the latest first."""
    today = clock.today()
    filed = {one.code: one for one in returns()}
    own_favour = confirmation.is_confirmed(OWN_FAVOUR)
    listed = periods(DateRange(_first(today), today + timedelta(days=1)))
    return [_standing(period, filed.get(period.code), today, own_favour) for period in listed][::-1]


def supplements() -> list[Standing]:
    """Every supplement that was filed, the latest period first."""
    return [
        _kept(VatPeriod(one.code, one.begin, one.end), one) for one in returns() if one.kind == Kind.SUPPLEMENT
    ]


def state_of(period: VatPeriod, filed: VatReturn | None, exact: Declared, today: date) -> State:
    """How far a period is, given what was filed of it and what it comes to."""
    if filed is not None:
        return State.COPIED if filed.copied_at is not None else State.FILED
    if period.end > today:
        return State.RUNNING
    return State.NOTHING if _under_kor(period) and not exact.exact else State.TO_DO


def first_to_do() -> VatPeriod | None:
    """The earliest period that is over and still to be filed."""
    return next((one.period for one in reversed(standings()) if one.state == State.TO_DO), None)


def _standing(period: VatPeriod, filed: VatReturn | None, today: date, own_favour: bool) -> Standing:
    if filed is not None:
        return _kept(period, filed)
    found = declare(add_up(in_period(period.stretch)).boxes, own_favour=own_favour)
    return Standing(period, state_of(period, None, found, today), found.payable, due_on(period.end))


def _kept(period: VatPeriod, filed: VatReturn) -> Standing:
    state = State.COPIED if filed.copied_at is not None else State.FILED
    return Standing(period, state, filed.payable, due_on(period.end), filed)


def _under_kor(period: VatPeriod) -> bool:
    return any(one.begin <= period.begin and (one.end is None or period.end <= one.end) for one in kor.periods())


def _first(today: date) -> date:
    ids = db.session.scalars(select(Account.id).where(Account.number.in_(ACCOUNTS)))
    # One look into the index for each account, not a walk along all of their entries.
    days = [db.session.scalar(select(func.min(Entry.date)).where(Entry.account_id == id_)) for id_ in ids]
    return min((day for day in days if day is not None), default=today)
