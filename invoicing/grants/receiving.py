"""Money that comes in of a grant, booked by hand or told by the bank, and undone by its mirror."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.ledger import chart
from coop.ledger.posting import Line, Posting, post, posted, reverse
from coop.money import Money
from invoicing.grants.grant import Grant, GrantReceipt
from invoicing.payment import ACCOUNTS, JOURNALS, AlreadyUndone, NotYet, Way, must_have_seen


class ReceivedTooMuch(Refusal):
    """No more is received of a grant than was awarded."""


def receive(
    grant: Grant,
    day: date,
    amount: Money,
    way: str = Way.BANK,
    *,
    seen: Money | None = None,
    account: str = "",
) -> GrantReceipt:
    """Book what came in of a grant; `seen` is what was open when it was shown.

    `account` is another of the ledger than is usual for the way. Raises ReceivedTooMuch, NotYet, BookedMeanwhile.
    """
    must_have_seen(seen, grant.receivable)
    if not Money.zero() < amount <= grant.receivable:
        raise ReceivedTooMuch(gettext("Er is nog %(most)s te ontvangen.", most=grant.receivable), "amount")
    if day > clock.today():
        raise NotYet(gettext("Deze dag moet nog komen."), "day")
    receipt = GrantReceipt(grant=grant, day=day, amount=amount, way=way)
    db.session.add(receipt)
    db.session.flush()
    words = gettext("Subsidie ontvangen: %(purpose)s", purpose=grant.purpose)
    lines = (
        Line(account or ACCOUNTS[Way(way)], amount.cents),
        Line(chart.GRANT_DUE, -amount.cents, party=f"party:{grant.giver_id}"),
    )
    post([Posting(JOURNALS[Way(way)], day, receipt.source, words[:200], lines)])
    return receipt


def undo_receipt(receipt: GrantReceipt, on: date) -> GrantReceipt:
    """Undo what was booked as received by its mirror; raises AlreadyUndone."""
    there = db.session.scalar(select(GrantReceipt.id).where(GrantReceipt.reversal_of == receipt.id))
    if there is not None or receipt.reversal_of is not None:
        raise AlreadyUndone(gettext("Deze ontvangst is al teruggedraaid."))
    mirror = GrantReceipt(
        grant=receipt.grant, day=on, amount=-receipt.amount, way=receipt.way, reversal_of=receipt.id
    )
    db.session.add(mirror)
    db.session.flush()
    wrong = posted(receipt.source)
    if wrong is not None:
        words = gettext("Teruggedraaid: subsidie ontvangen: %(purpose)s", purpose=receipt.grant.purpose)
        reverse(wrong.id, on, mirror.source, words[:200])
    return mirror
