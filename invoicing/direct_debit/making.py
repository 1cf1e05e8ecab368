"""Making a collection: what was seen and chosen is asked of the bank, booked and announced, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop import audit, clock, sequence
from coop.database import db
from coop.errors import Refusal, Stale
from coop.ledger import chart
from invoicing import payment
from invoicing.bank import awaited
from invoicing.bank.awaited import Awaited
from invoicing.direct_debit import announcing, message
from invoicing.direct_debit.bank_day import must_be_due
from invoicing.direct_debit.collection import SERIES, Collection, CollectionItem
from invoicing.direct_debit.collection import Sequence as Kind
from invoicing.direct_debit.mandate import Ended, Mandate
from invoicing.direct_debit.pain_008 import VERSIONS
from invoicing.direct_debit.proposal import Ready, proposal
from invoicing.invoice import Invoice
from invoicing.payment import Received, Way


class NothingToCollect(Refusal):
    """A collection asks for at least one invoice."""


class ChangedMeanwhile(Stale):
    """What is collected is what was seen: somebody paid, withdrew a mandate, or a colleague was first."""


def make(due_on: date, seen: Iterable[str] | None = None, version: str = VERSIONS[0]) -> Collection:
    """Collect on a day all that can be, or the invoices that were seen and chosen, by their marks.

    Two who make one at once: the second waits, and finds it done. Raises NoContract, NotADayOfBanks,
    NothingToCollect, ChangedMeanwhile.
    """
    message.must_have_contract()
    must_be_due(due_on, clock.today())
    # Whoever holds the next number of this series is alone in here until the commit, on both databases.
    number = sequence.next_number(SERIES)
    marks = set(seen) if seen is not None else {one.mark for one in proposal(due_on).ready}
    _hold(mark.split("|")[0] for mark in marks)
    ready = [one for one in proposal(due_on).ready if one.mark in marks]
    if {one.mark for one in ready} != marks:
        raise ChangedMeanwhile(
            gettext("Er is net iets veranderd: iemand betaalde, of een collega was je voor. Bekijk het opnieuw.")
        )
    if not ready:
        raise NothingToCollect(gettext("Er is niets te incasseren."))
    made = Collection(id=number, due_on=due_on, version=version, made_at=clock.now(), made_by=audit.who())
    db.session.add(made)
    db.session.flush()
    _ask(made, ready)
    message.keep(made)
    announcing.announce(made)
    audit.record(made.source, "made", None, gettext("%(count)s facturen", count=len(ready)))
    return made


def _hold(numbers: Iterable[str]) -> None:
    """Hold the mandates of these customers and then their invoices, so that nobody withdraws or pays meanwhile."""
    held = list(numbers)
    parties = select(Invoice.party_id).where(Invoice.number.in_(held))
    mandates = select(Mandate).where(Mandate.party_id.in_(parties), Mandate.ended_on.is_(None))
    invoices = select(Invoice).where(Invoice.number.in_(held)).order_by(Invoice.number)
    for lock in (mandates.order_by(Mandate.id).with_for_update(of=Mandate), invoices.with_for_update(of=Invoice)):
        db.session.scalars(lock.execution_options(populate_existing=True)).all()


def _ask(made: Collection, ready: Sequence[Ready]) -> None:
    kinds = {one.sequence for one in ready}
    invoices = {
        invoice.number: invoice
        for invoice in db.session.scalars(
            select(Invoice).where(Invoice.number.in_([r.item.number for r in ready]))
        )
    }
    booked = payment.book_each(
        [
            Received(invoices[one.item.number], clock.today(), one.item.open, Way.DEBIT, made.message_id)
            for one in ready
        ]
    )
    items = [
        CollectionItem(
            collection_id=made.id,
            invoice_number=one.item.number,
            mandate_id=one.mandate.id,
            sequence=one.sequence,
            batch=made.message_id if len(kinds) == 1 else f"{made.message_id}-{one.sequence}",
            amount=one.item.open,
            payment_id=paid.id,
        )
        for one, paid in zip(ready, booked, strict=True)
    ]
    db.session.add_all(items)
    db.session.flush()
    awaited.expect(_awaited(made, item) for item in items)
    for one in ready:
        if one.sequence == Kind.ONE_OFF:
            one.mandate.end(Ended.USED, clock.today())


def _awaited(made: Collection, item: CollectionItem) -> Awaited:
    return Awaited(
        source=item.source,
        batch=item.batch,
        reference=item.end_to_end,
        account=chart.COLLECTING,
        amount=item.amount,
        day=made.due_on,
        text=gettext("Incasso van factuur %(number)s", number=item.invoice_number),
    )
