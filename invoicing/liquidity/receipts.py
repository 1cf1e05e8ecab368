"""What comes in of what is known: open invoices, instalments, what is on its way to the bank, and grants."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart
from coop.money import Money
from invoicing import open_items
from invoicing.bank.awaited import Awaited
from invoicing.grants import grant
from invoicing.grants.grant import GrantReceipt
from invoicing.instalments import keeping
from invoicing.instalments.plan import numbers_in
from invoicing.liquidity.accounts import Accounts
from invoicing.liquidity.behaviour import Behaviour
from invoicing.liquidity.flow import Flow, FlowKind
from invoicing.matching.match import Kind, MatchPart
from invoicing.open_items import OpenItem

SETTLED_AFTER = timedelta(days=60)
"""The last part of a grant comes so long after its end, when it was accounted for."""
FIRST_AFTER = timedelta(days=30)
ON_ITS_WAY = timedelta(days=3)
PAID_OUT_AFTER = timedelta(days=7)
_CLEARED = {chart.COLLECTING: FlowKind.DEBIT, chart.PAYING_OUT: FlowKind.ORDER}


def invoices(behaviour: Behaviour, today: date) -> tuple[list[Flow], Money]:
    """Open invoices on the day we expect them, plans by their parts, and what is not counted on any more."""
    items = open_items.open_items()
    plans = keeping.standing(items)
    planned = numbers_in(one.plan for one in plans)
    flows, lost = [], Money.zero()
    for item in items:
        if item.open.cents <= 0 or item.number in planned:
            continue
        day = behaviour.expected(item.party_id, item.due_on, today)
        if day is None:
            lost += item.open
        else:
            flows.append(_of(item, day))
    for plan in plans:
        text = gettext("Regeling van %(name)s", name=plan.plan.party.name)
        flows += [
            Flow(part.due_on, FlowKind.INSTALMENT, part.left, text, f"instalment:{plan.plan.id}")
            for part in plan.parts
            if part.left
        ]
    return flows, lost


def _of(item: OpenItem, day: date) -> Flow:
    text = gettext("Factuur %(number)s", number=item.number)
    return Flow(day, FlowKind.INVOICE, item.open, f"{text}, {item.name}", f"invoice:{item.number}")


def on_its_way(stands: Accounts, today: date) -> Iterator[Flow]:
    """What was sent to the bank or the provider and the bank did not show yet: in and out."""
    shown = select(MatchPart.awaited_id).where(
        MatchPart.stands, MatchPart.kind.in_([Kind.AWAITED, Kind.RETURNED]), MatchPart.awaited_id.is_not(None)
    )
    query = select(Awaited).where(Awaited.dropped_on.is_(None), Awaited.id.not_in(shown)).order_by(Awaited.id)
    paid_out = Money.zero()
    for one in db.session.scalars(query):
        if one.account == chart.PAYMENT_PROVIDER:
            paid_out += one.amount
        yield Flow(one.day, _CLEARED.get(one.account, FlowKind.PROVIDER), one.amount, one.text, one.source)
    left = stands.of(chart.PAYMENT_PROVIDER) - paid_out
    if left:
        text = gettext("Staat nog bij de betaalprovider")
        yield Flow(today + PAID_OUT_AFTER, FlowKind.PROVIDER, left, text)
    under_way = stands.of(chart.UNDER_WAY)
    if under_way:
        yield Flow(today + ON_ITS_WAY, FlowKind.PROVIDER, under_way, gettext("Geld onderweg tussen rekeningen"))


def grants(today: date) -> Iterator[Flow]:
    """What givers still owe: the first part soon after it begins, the rest once it was accounted for."""
    sums = select(GrantReceipt.grant_id, func.sum(GrantReceipt.amount)).group_by(GrantReceipt.grant_id)
    received: dict[int, Money] = dict(db.session.execute(sums).all())
    for one in grant.grants():
        written_off = one.settlement.written_off if one.settlement else Money.zero()
        left = one.amount - written_off - received.get(one.id, Money.zero())
        if left.cents > 0:
            soon = max(one.begin, one.awarded_on) + FIRST_AFTER
            day = one.end + SETTLED_AFTER if received.get(one.id) else soon
            if day < today:  # it lets us wait
                day = today + FIRST_AFTER
            yield Flow(
                day, FlowKind.GRANT, left, gettext("Subsidie: %(purpose)s", purpose=one.purpose), one.source
            )
