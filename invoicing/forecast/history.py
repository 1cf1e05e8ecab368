"""The own history, month by month, in a few statements: what each service earned and each kind of cost took.

What schedules and grants take into the result month by month is left out of the series: that is known ahead, and
ends when it ends. Up to five years are read; what was before that says little of now.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Date,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
)

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.ledger.transaction import Entry, Transaction
from coop.period import DateRange, months
from invoicing.forecast.names import Key, Names
from invoicing.forecast.season import FLAT, Profile, opened
from invoicing.forecast.series import Series
from orders.recurrence import Frequency
from orders.service import Service

YEARS = 5
APART = 6
"""So many services and kinds of cost are followed by themselves; of the small ones apart little can be said."""
REST = "rest"
_SPREAD = ("grant:%", "schedule:%")

Moved = dict[Key, dict[date, int]]


@dataclass(frozen=True)
class History:
    """What came in the months that are over, and in each month booked of income and costs."""

    first: date
    series: tuple[Series, ...]
    places: Mapping[Key, int]
    """In which series a service or cost is counted."""
    names: Mapping[Key, str]
    begun: Mapping[tuple[int, date], int]
    """Booked already by series in the running month and later, without what is spread."""
    booked: Mapping[date, tuple[int, int]]
    """Income and costs of each month as the ledger has them."""

    @property
    def months(self) -> int:
        """How many months are over."""
        return len(self.series[0].amounts) if self.series else 0

    def place(self, key: Key) -> int:
        """The series a service or cost belongs to, also when nothing was ever booked for it."""
        return self.places.get(key, self.places[key[0], REST])


def history(today: date) -> History:
    """Everything up to today."""
    running = today.replace(day=1)
    since = running.replace(year=running.year - YEARS)
    moved, names, booked = _moved(since)
    first = min((month for month in booked if month < running), default=running)
    over = list(months(DateRange(first, running))) if first < running else []
    for key, month, cents in _spread(since):
        moved[key][month] -= cents
    priors = _priors()
    apart = _apart(moved, over)
    series: list[Series] = []
    places: dict[Key, int] = {}
    begun: dict[tuple[int, date], int] = defaultdict(int)
    for side, sign in (("C", 1), ("D", -1)):
        mine = sorted(key for key in apart if key[0] == side)  # as a set lies differs from run to run
        for key in mine:
            amounts = tuple(moved[key].get(month, 0) for month in over)
            places[key] = len(series)
            series.append(Series("".join(key), sign, amounts, priors.get(key, FLAT)))
        small = [key for key in moved if key[0] == side and key not in apart]
        places |= {key: len(series) for key in (*small, (side, REST))}
        rest = tuple(sum(moved[key].get(month, 0) for key in small) for month in over)
        series.append(Series(side + REST, sign, rest))
    for key, by_month in moved.items():
        for month, cents in by_month.items():
            if month >= running:
                begun[places[key], month] += cents
    return History(first, tuple(series), places, names, begun, booked)


def _moved(since: date) -> tuple[Moved, dict[Key, str], dict[date, tuple[int, int]]]:
    moved: Moved = defaultdict(lambda: defaultdict(int))
    booked: dict[date, tuple[int, int]] = {}
    known = Names()
    for month, side, number, cents in db.session.execute(_TOTALS, {"since": since}):
        if not cents:
            continue
        moved[known.key(side, number)][month] += cents
        income, costs = booked.get(month, (0, 0))
        booked[month] = (income + cents, costs) if side == "C" else (income, costs + cents)
    return moved, {key: known.of(key) for key in moved}, booked


def _spread(since: date) -> Iterator[tuple[Key, date, int]]:
    for day, side, cost_object_id, number, cents in db.session.execute(_SPREAD_OUT, {"since": since}):
        yield (side, str(cost_object_id or 0) if side == "C" else number), day.replace(day=1), cents


def _apart(moved: Moved, over: list[date]) -> set[Key]:
    """The largest of each side in the last two years."""
    lately = set(over[-24:])
    size = {
        key: sum(abs(cents) for month, cents in by_month.items() if month in lately)
        for key, by_month in moved.items()
    }
    order = sorted((key for key in size if size[key]), key=lambda key: (-size[key], key))
    return {key for side in "CD" for key in [key for key in order if key[0] == side][:APART]}


def _priors() -> dict[Key, Profile]:
    """The season of services that come by the season only."""
    rows = db.session.execute(
        select(Service.cost_object_id, Service.frequencies, Service.season_opens, Service.season_closes).where(
            Service.cost_object_id.is_not(None)
        )
    )
    found: dict[Key, Profile] = {}
    for cost_object_id, frequencies, opens, closes in rows:
        if Frequency.SEASON in frequencies and set(frequencies) <= {Frequency.SEASON, Frequency.ONCE}:
            found["C", str(cost_object_id)] = opened(opens, closes)
    return found


def _sum(amount: Any) -> Any:
    # Kept a whole number: PostgreSQL would give a numeric, which takes longer to read.
    return cast(func.sum(type_coerce(amount, BigInteger)), BigInteger)


def _grown(debit_less_credit: Any) -> Any:
    return case((Account.side == "D", debit_less_credit), else_=-debit_less_credit)


# Put in words once: that takes as long as a short answer.
_SINCE = bindparam("since", type_=Date)
_EACH = (
    select(
        Total.month.label("month"),
        Account.side.label("side"),
        case((Account.side == "C", Total.cost_object_id), else_=Total.account_id).label("number"),
        _grown(type_coerce(Total.debit, BigInteger) - type_coerce(Total.credit, BigInteger)).label("cents"),
    )
    .join(Account, Account.id == Total.account_id)
    .where(Account.kind == "P", Total.month >= _SINCE)
    .subquery()
)
_TOTALS = select(_EACH.c.month, _EACH.c.side, _EACH.c.number, _sum(_EACH.c.cents)).group_by(
    _EACH.c.month, _EACH.c.side, _EACH.c.number
)
# The few transactions first, then their entries: `+ 0` keeps SQLite from walking every entry of every account.
_SPREAD_OUT = (
    select(Entry.date, Account.side, Entry.cost_object_id, Account.number, _sum(_grown(Entry.cents)))
    .join(Account, Account.id == Entry.account_id + 0)
    .where(
        Account.kind == "P",
        Entry.transaction_id.in_(
            select(Transaction.id).where(
                Transaction.date >= _SINCE, or_(*(Transaction.source.like(kind) for kind in _SPREAD))
            )
        ),
    )
    .group_by(Entry.date, Account.side, Entry.cost_object_id, Account.number)
)
