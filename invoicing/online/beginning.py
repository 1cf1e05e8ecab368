"""Beginning to pay online: what is open now, on one page at the provider at a time."""

from flask_babel import gettext

from coop.database import db
from coop.money import Money
from invoicing.invoice import by_number
from invoicing.online import checkout, provider
from invoicing.online.checkout import Checkout, State
from invoicing.online.link import by_token, mark_of
from invoicing.online.settling import settle
from invoicing.open_items import open_item


def begin(token: str, here: str) -> str:
    """The page at the provider on which the open amount of an invoice is paid, or `here` when nothing is open.

    Nothing of the database is held while the provider thinks. A page for another amount is closed first, and
    one that was paid meanwhile is settled. Raises UnderWay, Unreachable.
    """
    invoice = by_token(token)
    number, amount = invoice.number, open_item(invoice.number).open
    what = gettext("Factuur %(number)s van %(house)s", number=number, house=invoice.seller["name"])
    last, tries, mark = checkout.latest(number), checkout.count(number), mark_of(number)
    checkout.must_not_be_under_way(last)
    before = last.session_id if last is not None and last.state == State.OPEN else None
    db.session.rollback()
    if amount.cents <= 0:
        return here
    if before is not None:
        page = _again(before, amount)
        if page is not None:
            return page or here
    # The same attempt, tapped twice or in two tabs, is one session.
    session_id, page = provider.start(number, amount, what, here, mark, f"{token}:{amount.cents}:{tries}")
    by_number(number, lock=True)
    checkout.begun(session_id, number, amount)
    return page


def _again(session_id: str, amount: Money) -> str | None:
    """The page of an open session; empty when it was paid meanwhile, None when there has to be a new one."""
    seen = provider.look(session_id)
    if seen is None:
        _let_go(session_id)
        return None
    if seen.state == State.OPEN and seen.amount == amount:
        return seen.url
    if seen.state == State.OPEN:
        provider.close(session_id)
        _let_go(session_id)
        return None
    settle(seen)
    db.session.commit()
    return "" if seen.state in {State.PAID, State.PROCESSING} else None


def _let_go(session_id: str) -> None:
    db.session.get_one(Checkout, session_id).move(State.EXPIRED)
    db.session.commit()
