"""Money that goes back to the giver of a settled grant, by hand or with an order, and undone by its mirror."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.errors import NotFound, Refusal
from coop.events import Event
from coop.ledger import chart
from coop.ledger.posting import Line, Posting, post, posted, reverse
from coop.money import Money
from invoicing.grants.grant import Grant, GrantRepayment, GrantSettlement
from invoicing.grants.settling import NotSettled
from invoicing.payment import ACCOUNTS, JOURNALS, AlreadyUndone, NotYet, Way, must_have_seen

undoing: Event[GrantRepayment] = Event("grant_repayment.undoing")
"""Told before a repayment is undone; a floor above refuses where it must be undone elsewhere."""


class RepaidTooMuch(Refusal):
    """No more goes back than was settled."""


def repay(
    grant: Grant, day: date, amount: Money, way: str = Way.BANK, *, seen: Money | None = None
) -> GrantRepayment:
    """Book what went back; the grant is held. `seen` is what was owed when it was shown.

    Raises NotSettled, RepaidTooMuch, NotYet, BookedMeanwhile.
    """
    settled = grant.settlement
    if settled is None:
        raise NotSettled(gettext("Deze subsidie is niet vastgesteld."))
    must_have_seen(seen, settled.owed)
    if not Money.zero() < amount <= settled.owed:
        raise RepaidTooMuch(gettext("Er is nog %(most)s terug te betalen.", most=settled.owed), "amount")
    if day > clock.today():
        raise NotYet(gettext("Deze dag moet nog komen."), "day")
    made = GrantRepayment(settlement=settled, day=day, amount=amount, way=way)
    db.session.add(made)
    db.session.flush()
    # The reference comes last: by it a line of the bank finds what was booked by hand.
    words = gettext(
        "Subsidie terugbetaald: %(purpose)s", purpose=f"{grant.purpose[:100]} {grant.reference}".strip()
    )
    lines = (
        Line(chart.GRANT_TO_RETURN, amount.cents, party=f"party:{grant.giver_id}"),
        Line(ACCOUNTS[Way(way)], -amount.cents),
    )
    post([Posting(JOURNALS[Way(way)], day, made.source, words[:200], lines)])
    return made


def undo_repayment(made: GrantRepayment, on: date) -> GrantRepayment:
    """It did not go back after all; raises AlreadyUndone and what a floor above refuses."""
    there = db.session.scalar(select(GrantRepayment.id).where(GrantRepayment.reversal_of == made.id))
    if there is not None or made.reversal_of is not None:
        raise AlreadyUndone(gettext("Deze terugbetaling is al teruggedraaid."))
    undoing.tell(made)
    mirror = GrantRepayment(
        settlement=made.settlement, day=on, amount=-made.amount, way=made.way, reversal_of=made.id
    )
    db.session.add(mirror)
    db.session.flush()
    wrong = posted(made.source)
    if wrong is not None:
        words = gettext("Teruggedraaid: subsidie terugbetaald: %(purpose)s", purpose=made.settlement.grant.purpose)
        reverse(wrong.id, on, mirror.source, words[:200])
    return mirror


def standing(settlement: GrantSettlement) -> list[GrantRepayment]:
    """What went back and was not undone."""
    undone = {one.reversal_of for one in settlement.repayments}
    return [one for one in settlement.repayments if one.reversal_of is None and one.id not in undone]


def find(grant: Grant, repayment_id: int) -> GrantRepayment:
    """A repayment of this grant; raises NotFound."""
    found = db.session.get(GrantRepayment, repayment_id)
    if found is None or found.settlement.grant_id != grant.id:
        raise NotFound(gettext("Deze terugbetaling is er niet."))
    return found
