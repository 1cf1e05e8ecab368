"""Settling (vaststellen): the giver establishes what the grant came to, and what that means is booked.

What was awarded and does not come is taken off what we are owed; what came in and goes back becomes a debt. Income
follows: what was still ahead comes into the result now, or what was taken too early goes out of it again.

| awarded | received | in result | established | not coming | to return | into the result |
|   12000 |     9600 |     12000 |       12000 |          0 |         0 |               0 |
|   12000 |     9600 |     12000 |       10000 |       2000 |         0 |           -2000 |
|   12000 |    12000 |     11000 |       10500 |          0 |      1500 |            -500 |
|   12000 |     9600 |      9000 |       11000 |       1000 |         0 |            2000 |
"""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from coop import clock
from coop.database import db
from coop.errors import Refusal, Stale
from coop.ledger import chart, journal
from coop.ledger.monthly import steps
from coop.ledger.posting import Line, Posting, post, posted, reverse
from coop.money import Money
from invoicing.grants.charge import already_settled, keep_charges
from invoicing.grants.grant import Grant, GrantSettlement
from invoicing.payment import NotYet


class WrongSettlement(Refusal):
    """Established is nothing, the amount of the award, or something in between."""


class NotSettled(Stale):
    """Only what stands is undone."""


class RepaidAlready(Refusal):
    """What went back to the giver is undone before the settlement it rests on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows of an established amount, worked out without any database."""

    written_off: Money
    to_return: Money
    into_result: Money
    """Below zero where more was taken into the result than was established."""


def outcome(amount: Money, received: Money, released: Money, established: Money) -> Outcome:
    """Work out what follows; what came in is kept first, and only what came in goes back."""
    less = amount - established
    written_off = min(less, amount - received)
    return Outcome(written_off, less - written_off, established - released)


def settle(grant: Grant, established: Money, day: date, reference: str = "") -> GrantSettlement:
    """Enter what the giver established, keep what was charged, and book what follows.

    Raises AlreadySettled, NotYet, WrongSettlement.
    """
    if grant.settlement is not None:
        raise already_settled()
    if day > clock.today():
        raise NotYet(gettext("Deze dag moet nog komen."), "day")
    if not Money.zero() <= established <= grant.amount:
        told = gettext("Het vastgestelde bedrag ligt tussen € 0 en %(most)s.", most=grant.amount)
        raise WrongSettlement(told, "established")
    keep_charges()
    [run] = steps([grant.monthly()])
    done = [step.transaction_id is not None or not step.part.amount for step in run]
    released = sum((step.part.amount for step in run if step.transaction_id is not None), Money.zero())
    follows = outcome(grant.amount, grant.received, released, established)
    made = GrantSettlement(
        established=established,
        day=day,
        reference=reference.strip(),
        months=done.index(False) if False in done else len(done),
        written_off=follows.written_off,
        to_return=follows.to_return,
    )
    grant.settlements.append(made)
    db.session.flush()
    party = f"party:{grant.giver_id}"
    lines = (
        Line(chart.GRANT_AHEAD, (grant.amount - released).cents),
        Line(chart.GRANT_DUE, -follows.written_off.cents, party=party),
        Line(chart.GRANT_TO_RETURN, -follows.to_return.cents, party=party),
        Line(chart.GRANTS, -follows.into_result.cents, grant.cost_object_id),
    )
    if any(line.cents for line in lines):
        words = gettext("Subsidie vastgesteld: %(purpose)s", purpose=grant.purpose)
        post([Posting(journal.MEMORIAL, day, made.source, words[:200], lines)])
    return made


def undo(grant: Grant, on: date) -> None:
    """Undo the settlement by its mirror, so that it can be done again; raises NotSettled, RepaidAlready."""
    standing = grant.settlement
    if standing is None:
        raise NotSettled(gettext("Deze subsidie is niet vastgesteld."))
    if standing.repaid:
        raise RepaidAlready(
            gettext("Er is al %(amount)s terugbetaald. Draai dat eerst terug.", amount=standing.repaid)
        )
    standing.undone_on = on
    db.session.flush()
    wrong = posted(standing.source)
    if wrong is not None:
        words = gettext("Teruggedraaid: subsidie vastgesteld: %(purpose)s", purpose=grant.purpose)
        reverse(wrong.id, on, f"{standing.source}:undone", words[:200])
