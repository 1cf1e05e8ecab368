"""Reading the account at the provider into the books: what it cost, and what was sent to the bank."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import func, select, update

from coop import clock, sequence
from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from invoicing.online import provider, provider_account, provider_line, provider_payout
from invoicing.online.checkout import Checkout
from invoicing.online.provider_account import SeenLine, SeenPayout
from invoicing.online.provider_line import Part, ProviderLine
from invoicing.online.settling import OnlineMoney, settle

ACCOUNT = "provider_account"
"""The series in which the account is read: who takes a number holds it until the commit."""

OVERLAP = timedelta(days=3)
LOOK_BACK = timedelta(days=90)


def read_account() -> None:
    """Take in what changed since the last time, and every payout that stands otherwise; commits after each.

    Nothing of the database is held while the provider thinks. Raises Unreachable.
    """
    since = _since()
    db.session.rollback()
    _take_in(provider_account.lines_since(since))
    db.session.commit()
    seen = provider_account.payouts_since(since - LOOK_BACK)
    changed = [payout for payout in seen if provider_payout.differs(payout)]
    db.session.rollback()
    for payout in reversed(changed):
        _take_up(payout)
        db.session.commit()


def hear_of(payout_id: str) -> None:
    """Take up a payout as it stands now, with what is in it; whoever calls commits that. Raises Unreachable."""
    payout = provider_account.payout(payout_id)
    if payout is not None:
        _take_up(payout)


def _take_up(payout: SeenPayout) -> None:
    lines = provider_account.lines_of(payout.payout_id) if payout.listed else []
    _take_in(lines, payout)


def _take_in(lines: Sequence[SeenLine], payout: SeenPayout | None = None) -> None:
    """Settle what was paid and not heard of yet, then keep the lines and book what they cost.

    Each that is settled is committed: who goes on to a next invoice may not hold the ledger.
    """
    for payment in _not_heard_of(lines):
        seen = provider.look_by_payment(payment)
        if seen is not None:
            settle(seen)
            db.session.commit()
    number = sequence.next_number(ACCOUNT)
    if payout is not None:
        provider_payout.keep(payout)
    new = _new(lines)
    _book(number, new)
    db.session.add_all(new)
    db.session.flush()
    if payout is not None and payout.listed:
        keys = [line.line_id for line in lines]
        db.session.execute(
            update(ProviderLine)
            .where(ProviderLine.line_id.in_(keys), ProviderLine.payout_id.is_(None))
            .values(payout_id=payout.payout_id)
        )
    db.session.flush()


def _not_heard_of(lines: Sequence[SeenLine]) -> list[str]:
    """The payments that are not booked, or of which something went back; the database is let go, to ask next.

    However long ago it was paid: a direct debit that nobody agreed to can be taken back for thirteen months.
    """
    ours = _ours({line.intent for line in lines})
    there = _there(lines)
    missing = {
        line.intent
        for line in lines
        if line.intent and (line.intent not in ours or (line.amount < Money.zero() and line.line_id not in there))
    }
    db.session.rollback()
    return sorted(missing)


def _there(lines: Iterable[SeenLine]) -> set[str]:
    """Which of these lines are kept already."""
    keys = [line.line_id for line in lines]
    return set(db.session.scalars(select(ProviderLine.line_id).where(ProviderLine.line_id.in_(keys))))


def _new(lines: Sequence[SeenLine]) -> list[ProviderLine]:
    there, ours = _there(lines), _ours({line.intent for line in lines})
    return [
        ProviderLine(
            line_id=line.line_id,
            kind=line.kind,
            part=provider_line.part_of(line.kind, ours=line.intent in ours),
            created_at=line.created_at,
            amount=line.amount,
            fee=line.fee,
            intent=line.intent,
            booked_as="",
        )
        for line in lines
        if line.line_id not in there
    ]


def _book(number: int, lines: Sequence[ProviderLine]) -> None:
    """What was kept and what is nobody's, in one transaction; payments and payouts are booked elsewhere."""
    cost = sum((line.cost for line in lines), Money.zero()).cents
    other = sum((line.amount for line in lines if line.part == Part.OTHER), Money.zero()).cents
    if not cost and not other:
        return
    text = gettext("Kosten van de betaalprovider")
    if other:
        text = gettext("Kosten van de betaalprovider, en geld dat we niet kennen")
    booked = (
        Line(chart.BANK_COSTS, cost),
        Line(chart.SUSPENSE, -other),
        Line(chart.PAYMENT_PROVIDER, other - cost),
    )
    post([Posting(journal.MEMORIAL, clock.today(), f"{ACCOUNT}:{number}", text, booked)])
    for line in lines:
        if line.cost or line.part == Part.OTHER:
            line.booked_as = f"{ACCOUNT}:{number}"


def _ours(intents: Iterable[str]) -> set[str]:
    query = select(OnlineMoney.provider_id).where(OnlineMoney.provider_id.in_(list(intents)))
    return set(db.session.scalars(query))


def _since() -> datetime:
    """From when on there may be lines that were not read."""
    newest = provider_line.newest()
    if newest is not None:
        return newest - OVERLAP
    first = db.session.scalar(select(func.min(Checkout.started_at)))
    return (first or clock.now()) - OVERLAP
