"""The diary: everything on the paper in the order of its days, with the daily round on the first of each month."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from coop import clock
from coop.daily import new_day
from coop.database import db
from coop.period import next_month
from tests.stories.worked_year import books, bought, house, money, sold
from tests.stories.worked_year.paper import Paper, Row

Verb = Callable[[Row], None]
Verbs = Callable[[list[Row]], None]


def each(verb: Verb) -> Verbs:
    """A verb that is about one row."""
    return lambda rows: verb(rows[0])


@dataclass(frozen=True)
class Step:
    """What happens with each row of a table, or with rows that are one fact `by` some columns, on their day."""

    table: str
    verb: Verbs
    by: tuple[str, ...] = ()
    day: str = "Day"
    before: timedelta = timedelta(0)


STEPS = (
    Step("Scheme", each(books.join_the_scheme), day="Notified"),
    Step("Agreed", each(books.agree), day="From"),
    Step("Work", each(sold.order), before=sold.LEAD),
    Step("Work", each(sold.work)),
    Step("Purchases", bought.buy, by=("Supplier", "Number"), day="Entered"),
    Step("Shares", each(books.issue_shares)),
    Step("Grant", each(books.award), day="Awarded"),
    Step("Spread over months", each(books.spread), day="Entered"),
    Step("Invoices", each(sold.invoice), by=("Day",)),
    Step("Credit notes", each(sold.give_back)),
    Step("Bad debt", each(sold.lose)),
    Step("Money", each(money.move)),
    Step("Filing", each(books.declare), day="Filed"),
    Step("Closing", each(books.close), day="Closed"),
    Step("Decisions", books.divide, by=("Day", "Year")),
)
"""What happens on one day happens in this order."""

Happening = tuple[date, Callable[[], None]]


def play(paper: Paper, evenings: Mapping[str, Verb]) -> None:
    """Live through everything on the paper; `evenings` are looked at by table when their day is over."""
    days = {step.table: step.day for step in STEPS}
    looks = [Step(table, each(look), day=days.get(table, "Day")) for table, look in evenings.items()]
    told = [happening for step in (*STEPS, *looks) for happening in _happenings(paper, step)]
    first, last = min(day for day, _ in told), max(day for day, _ in told)
    with clock.at(first):
        house.begin(paper)
        db.session.commit()
    rounds = [(day, partial(new_day.tell, day)) for day in _firsts(first, last)]
    for day, happenings in groupby(sorted([*rounds, *told], key=lambda one: one[0]), lambda one: one[0]):
        with clock.at(day):
            for _, happen in happenings:
                happen()
                db.session.commit()


def _happenings(paper: Paper, step: Step) -> Iterator[Happening]:
    for _, group in groupby(enumerate(paper.rows(step.table)), lambda one: _fact(step, *one)):
        rows = [row for _, row in group]
        yield rows[0].day(step.day) - step.before, partial(step.verb, rows)


def _fact(step: Step, place: int, row: Row) -> object:
    return [row[column] for column in step.by] or place


def _firsts(first: date, last: date) -> Iterator[date]:
    day = next_month(first)
    while day <= last:
        yield day
        day = next_month(day)
