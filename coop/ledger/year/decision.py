"""The members' decision: on the day they decide, the result of a year goes to the reserves or to the members.

The general meeting adopts the annual accounts (BW 2:58); until then the result waits on the result account.
"""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop import audit, clock
from coop.database import db
from coop.errors import NotFound, Refusal
from coop.ledger.account import Account, accounts
from coop.ledger.balance import balance, movements
from coop.ledger.chart import RESULT_OF_YEAR
from coop.ledger.control import is_controlled
from coop.ledger.journal import MEMORIAL
from coop.ledger.kept import BEGINNING
from coop.ledger.period import is_closed
from coop.ledger.posting import Line, Posted, Posting, post, reverse
from coop.ledger.standing import next_source, not_reversed, standing
from coop.ledger.transaction import Transaction
from coop.money import Money
from coop.period import DateRange
from coop.period import year as year_of

FACT = "result"
"""What the source of a decision begins with."""

EQUITY, TO_MEMBERS = "BEiv", "BSchSlc"
"""Codes of where a result may go: the equity, and what members are still to get."""


class NotYet(Refusal):
    """The members decide on a year that is closed, after it, and in the order of the years."""


class NotDivided(Refusal):
    """A decision gives the whole result a place, to the cent."""


def to_decide(number: int) -> Money:
    """What still waits for a decision up to the end of a year: above zero a profit, below zero a loss."""
    if number <= _last_decided():
        return Money.zero()  # decisions follow the years, and each clears what waited until then
    earned = movements(DateRange(BEGINNING, date(number + 1, 1, 1)), kind="P")
    total = sum((movement.moved for movement in earned), Money.zero())
    return -(total + balance(RESULT_OF_YEAR))


def places() -> list[Account]:
    """The accounts a result may go to."""
    return [
        account
        for account in accounts(kind="B")
        if account.rgs.startswith((EQUITY, TO_MEMBERS))
        and account.number != RESULT_OF_YEAR
        and not is_controlled(account.number)
    ]


def decide(number: int, day: date, shares: Sequence[tuple[str, Money]]) -> Posted:
    """Book where the result of a year goes; below zero an account takes its part of a loss.

    Raises NotYet, NotDivided, PeriodClosed.
    """
    _must_be_time(number, day)
    whole, given = to_decide(number), [(account, amount) for account, amount in shares if amount]
    allowed = {account.number for account in places()}
    if not whole:
        raise NotDivided(gettext("Er is niets meer te verdelen."))
    if not {account for account, _ in given} <= allowed:
        raise NotDivided(gettext("Kies een rekening uit de lijst."))
    divided = sum((amount for _, amount in given), Money.zero())
    if divided != whole:
        raise NotDivided(
            gettext("Verdeel precies %(whole)s. Er is nu %(divided)s verdeeld.", whole=whole, divided=divided)
        )
    lines = [Line(RESULT_OF_YEAR, whole.cents), *(Line(account, -amount.cents) for account, amount in given)]
    text = gettext("Resultaat %(year)s, besluit van de ledenvergadering", year=number)
    [made] = post([Posting(MEMORIAL, day, next_source(_fact(number)), text, lines)])
    audit.record(f"ledger:{made.journal}-{made.number}", "decided", None, f"{number}: {whole}")
    return made


def decided(number: int) -> Transaction | None:
    """The transaction of the decision, None while there is none."""
    return standing(_fact(number))


def take_back(number: int, on: date) -> Posted:
    """Reverse a decision that was booked wrong; raises NotFound when there is none, NotYet before a later one."""
    found = decided(number)
    if found is None:
        raise NotFound(gettext("Over dit jaar is nog geen besluit geboekt."))
    if number < _last_decided():
        raise NotYet(gettext("Draai eerst het besluit over een later jaar terug."))
    made = reverse(
        found.id, on, f"reversal:{found.label}", gettext("Teruggedraaid: %(what)s", what=found.description)
    )
    audit.record(f"ledger:{found.label}", "reversed", None, f"{made.journal}-{made.number}")
    return made


def _must_be_time(number: int, day: date) -> None:
    if not is_closed(year_of(number)):
        raise NotYet(gettext("Sluit %(year)s eerst af.", year=number))
    if day < date(number + 1, 1, 1):
        raise NotYet(gettext("De leden besluiten na het einde van het jaar."), "day")
    if day > clock.today():
        raise NotYet(gettext("Deze dag moet nog komen."), "day")
    if to_decide(number - 1):
        raise NotYet(gettext("Boek eerst het besluit over %(year)s.", year=number - 1))


def _last_decided() -> int:
    """The latest year with a decision that stands, 0 for none."""
    query = select(Transaction.source).where(Transaction.source.startswith(f"{FACT}:"), not_reversed())
    return max((int(source.split(":")[1]) for source in db.session.scalars(query)), default=0)


def _fact(number: int) -> str:
    return f"{FACT}:{number}"
