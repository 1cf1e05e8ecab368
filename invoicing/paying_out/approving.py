"""Approving a payment order as the second person: all of it is booked and the file for the bank made at once."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext

from coop import audit, clock, files
from coop.database import db
from coop.errors import Refusal, Stale
from coop.ledger import chart
from invoicing.bank import awaited
from invoicing.bank.awaited import Awaited
from invoicing.paying_out import kinds, pain, payee
from invoicing.paying_out.due import Settled
from invoicing.paying_out.order import OrderState, PaymentOrder, Payout, PayoutItem, PayoutState
from invoicing.paying_out.ordering import must_say, must_wait
from invoicing.paying_out.payee import PayeeState


class OwnOrder(Refusal):
    """Nobody approves the order they made themselves."""


class NoLongerRight(Stale):
    """What is approved is still owed, as much as was ordered, and goes to an account that still stands."""


class NotOnItsWay(Stale):
    """Only a transfer that went to the bank can turn out not to be carried out."""


class NotApproved(Refusal):
    """Only an approved order has a file."""


def approve(order: PaymentOrder) -> PaymentOrder:
    """Approve it as the second person: book it as on its way, wait for it at the bank, and make the file.

    Raises NotWaiting, OwnOrder, NoLongerRight.
    """
    must_wait(order)
    if audit.who() == order.made_by:
        raise OwnOrder(gettext("Je hebt deze betaalopdracht zelf gemaakt. Vraag een ander om hem goed te keuren."))
    today, sent = clock.today(), order.standing
    _must_still_be_right(sent)
    order.pay_on = max(order.pay_on, today)  # who approves late does not ask the bank to pay yesterday
    file = files.keep(pain.written(order), f"{order.code}.xml", "application/xml")
    order.approved_at, order.approved_by, order.file_sha = clock.now(), audit.who(), file.sha256
    order.state = OrderState.APPROVED
    db.session.flush()
    for payout in sent:
        payout.state = PayoutState.SENT
        for item in payout.items:
            item.waits = False
    awaited.expect(_on_its_way(order, payout) for payout in sent)
    book(sent, today)
    return order


def book(payouts: Sequence[Payout], day: date) -> None:
    """Book every debt in these transfers as on its way to the bank."""
    items = {item.about: (payout, item) for payout in payouts for item in payout.items}
    for word, names in kinds.by_kind(list(items)):
        settled = [Settled(name, items[name][1].amount, items[name][0].end_to_end) for name in names]
        for name, booking in zip(names, kinds.KINDS[word].pay(settled, day), strict=True):
            items[name][1].booking = booking
    db.session.flush()


def unbook(items: Sequence[PayoutItem], day: date) -> None:
    """Undo what was booked for these debts, so that they are open again."""
    for item in items:
        if item.booking:
            kinds.of(item.about).undo(item.booking, day)
            item.booking = ""
    db.session.flush()


def take_back(order: PaymentOrder, reason: str) -> None:
    """Take back an approved order whose file never went to the bank: everything undone, nobody waits any more.

    Raises NotApproved, NoReason.
    """
    if order.state != OrderState.APPROVED:
        raise NotApproved(gettext("Deze betaalopdracht is niet goedgekeurd."))
    said, today = must_say(reason), clock.today()
    for payout in order.payouts:
        if payout.state == PayoutState.SENT:
            unbook(payout.items, today)
            awaited.drop(payout.source, today)
            payout.state, payout.reason = PayoutState.DROPPED, said
    order.reason, order.state = said, OrderState.WITHDRAWN
    db.session.flush()


def not_carried_out(payout: Payout, reason: str) -> None:
    """Open again what one transfer of an approved order paid, for the bank did not carry it out.

    Raises NotOnItsWay, NoReason.
    """
    if payout.state != PayoutState.SENT:
        raise NotOnItsWay(gettext("Deze betaling is niet (meer) onderweg."))
    said, today = must_say(reason), clock.today()
    unbook(payout.items, today)
    awaited.drop(payout.source, today)
    payout.state, payout.reason = PayoutState.RETURNED, said
    db.session.flush()


def file_of(order: PaymentOrder) -> bytes:
    """The file for the bank, always the same bytes, with a note of when it was first taken; raises NotApproved."""
    stored = files.get(order.file_sha) if order.file_sha and order.state == OrderState.APPROVED else None
    if stored is None:
        raise NotApproved(gettext("Er is pas een bestand als een tweede persoon de opdracht heeft goedgekeurd."))
    audit.record(audit.subject_of(order), "fetched")
    if order.fetched_at is None:
        order.fetched_at = clock.now()
        db.session.flush()
    return stored.content


def _must_still_be_right(payouts: Sequence[Payout]) -> None:
    items = {item.about: item for payout in payouts for item in payout.items}
    for word, names in kinds.by_kind(list(items)):
        left = kinds.KINDS[word].hold([name.partition(":")[2] for name in names])
        for name in names:
            if left.get(name.partition(":")[2]) != items[name].amount:
                raise NoLongerRight(
                    gettext("Er is intussen iets geboekt of veranderd. Haal die betaling eruit, of trek alles in.")
                )
    numbers = payee.of_each({payout.party_id for payout in payouts})
    for payout in payouts:
        if [(one.id, one.state) for one in numbers.get(payout.party_id, [])] != [
            (payout.payee_id, PayeeState.STANDING)
        ]:
            raise NoLongerRight(
                gettext(
                    "Het rekeningnummer van %(name)s is intussen veranderd. Haal die betaling eruit.",
                    name=payout.party.name,
                )
            )


def _on_its_way(order: PaymentOrder, payout: Payout) -> Awaited:
    return Awaited(
        source=payout.source,
        batch=order.code,
        reference=payout.end_to_end,
        account=chart.PAYING_OUT,
        amount=-payout.amount,
        day=order.pay_on,
        text=payout.text[:140],
    )
