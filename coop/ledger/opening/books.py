"""Opening the books: what stood in the old ones is posted on the last day before the year, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import select

from coop import audit, clock
from coop.database import db
from coop.errors import Refusal, Stale
from coop.ledger.account import Account
from coop.ledger.control import is_controlled
from coop.ledger.journal import MEMORIAL
from coop.ledger.opening.given import Fault, Given, GivenLine, NotOpened
from coop.ledger.opening.item import OpeningItem, settled_items
from coop.ledger.opening.match import Chart
from coop.ledger.posting import Line, Posted, Posting, post, reverse
from coop.ledger.standing import next_source, not_reversed, standing
from coop.ledger.transaction import Transaction
from coop.money import Money
from coop.period import year as year_of

FACT = "opening"
"""What the source of an opening begins with."""


class AlreadyOpened(Stale):
    """Books are opened once, before anything is booked in an earlier year."""


class NotToUndo(Refusal):
    """An opening is undone only while nothing of it was settled."""


@dataclass(frozen=True)
class Opening:
    """What the books of a year would be opened with."""

    year: int
    lines: Sequence[tuple[GivenLine, Account]]

    @property
    def day(self) -> date:
        """The last day before the year, so that the year itself begins with these balances."""
        return year_of(self.year).begin - timedelta(days=1)

    @property
    def total(self) -> Money:
        """The sum of the debit side."""
        return Money(sum(line.amount.cents for line, _ in self.lines if line.amount.cents > 0))


def checked(given: Given, year: int | None = None) -> Opening:
    """What a file opens, for the year it says or the one that is asked for.

    Raises NotOpened with every fault at once, AlreadyOpened when there is nothing to open any more.
    """
    number = given.year or year or clock.today().year
    lines, faults = Chart().match(given.lines)
    if not given.faults and not faults:
        faults += _unbalanced([line for line, _ in lines])
    if given.faults or faults:
        raise NotOpened([*given.faults, *faults])
    opening = Opening(number, lines)
    _must_be_first(opening.day)
    return opening


def open_books(opening: Opening) -> Posted:
    """Post the opening, and keep an item for each amount that a sub-ledger would have to explain."""
    _must_be_first(opening.day)
    lines = [Line(account.number, line.amount.cents) for line, account in opening.lines]
    text = gettext("Beginbalans %(year)s", year=opening.year)
    [made] = post([Posting(MEMORIAL, opening.day, next_source(f"{FACT}:{opening.year}"), text, lines)])
    db.session.add_all(
        OpeningItem(
            transaction_id=made.id,
            account=account.number,
            label=line.label or line.name or account.name,
            amount=line.amount,
            remaining=line.amount,
        )
        for line, account in opening.lines
        if is_controlled(account.number)
    )
    audit.record(f"ledger:{made.journal}-{made.number}", "opened", None, f"{opening.year}: {opening.total}")
    db.session.flush()
    return made


def opened() -> Transaction | None:
    """The transaction that opened these books, None while they were not."""
    return standing(FACT)


def undo() -> Posted:
    """Reverse the opening on its own day, so that it can be done again; raises NotToUndo, PeriodClosed."""
    found = opened()
    if found is None:
        raise NotToUndo(gettext("Er is geen beginbalans om terug te draaien."))
    if settled_items(found.id):
        raise NotToUndo(gettext("Van deze beginbalans is al iets betaald. Draai dat eerst terug."))
    made = reverse(found.id, found.date, f"reversal:{found.label}", gettext("Beginbalans teruggedraaid"))
    for item in db.session.scalars(select(OpeningItem).where(OpeningItem.transaction_id == found.id)):
        item.remaining = Money.zero()
    audit.record(f"ledger:{found.label}", "reversed", None, f"{made.journal}-{made.number}")
    db.session.flush()
    return made


def _must_be_first(day: date) -> None:
    there = opened()
    if there is not None:
        raise AlreadyOpened(gettext("De boeken zijn al geopend met boeking %(label)s.", label=there.label))
    earlier = db.session.scalar(
        select(Transaction)
        .where(Transaction.date <= day, Transaction.reversal_of.is_(None), not_reversed())
        .order_by(Transaction.date, Transaction.id)
        .limit(1)
    )
    if earlier is not None:
        raise AlreadyOpened(
            gettext(
                "Er is al geboekt vóór het jaar begint, zoals %(label)s. Een beginbalans zou dat dubbel tellen.",
                label=earlier.label,
            )
        )


def _unbalanced(lines: Sequence[GivenLine]) -> list[Fault]:
    debit = Money(sum(line.amount.cents for line in lines if line.amount.cents > 0))
    credit = Money(-sum(line.amount.cents for line in lines if line.amount.cents < 0))
    if debit == credit and len([line for line in lines if line.amount]) > 1:
        return []
    if debit == credit:
        return [(0, gettext("er staan geen bedragen in"))]
    said = gettext("de beginbalans is niet in balans: debet %(debit)s, credit %(credit)s, verschil %(difference)s")
    return [(0, said % {"debit": debit, "credit": credit, "difference": abs(debit - credit)})]
