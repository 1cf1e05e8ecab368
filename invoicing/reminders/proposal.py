"""What reminding proposes: per customer the step that is due, about everything that is overdue, with the cost."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import select

from coop import kor
from coop.database import db
from coop.money import Money
from coop.rules import book, collection, interest
from invoicing.direct_debit.covering import covered
from invoicing.instalments import keeping, plan
from invoicing.online import dispute
from invoicing.open_items import OpenItem, open_items
from invoicing.reminders import reminder
from invoicing.reminders.reminder import Reminder, ReminderPause
from invoicing.reminders.step import Step, is_final, next_step
from members.party import Party

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Proposal:
    """A customer with what is overdue; `step` is None where there is nothing to send now."""

    party: Party
    items: Sequence[OpenItem]
    step: Step | None
    last: Reminder | None
    pause: ReminderPause | None
    cost: Money | None
    raised: bool = False
    """Whether there is VAT in the cost."""
    disputed: bool = False
    """Whether the payer's bank still has to decide whose the money is: until then nothing is sent about these."""
    interest: Money | None = None
    """For the days since each was due, where the cost is asked and the rate is known."""
    no_interest: str = ""
    """Why none is computed where it could be asked."""
    missed: keeping.Part | None = None
    """The part of an instalment plan that was missed."""

    @property
    def total(self) -> Money:
        """What is overdue together."""
        return sum((item.open for item in self.items), Money.zero())

    @property
    def fingerprint(self) -> str:
        """What was seen: the step, and what is open of which invoice."""
        seen = "|".join([str(self.step), *(f"{item.number}:{item.open.cents}" for item in self.items)])
        return hashlib.sha256(seen.encode()).hexdigest()[:16]

    def days_overdue(self, on: date) -> int:
        """How long the oldest is overdue."""
        return max(item.days_overdue(on) for item in self.items)


def proposals(on: date) -> list[Proposal]:
    """Every customer with something overdue on a day, those to whom something is due first.

    What is paid in parts is left in peace while the plan is kept, and what will be collected with a mandate.
    """
    items, costs = open_items(), reminder.cost_numbers()
    plans = keeping.standing(items)
    kept = plan.numbers_in(one.plan for one in plans if one.is_kept(on))
    in_peace = costs | kept | to_collect(on, items)
    missed = {one.plan.party_id: one.missed(on) for one in plans}
    late = [item for item in items if item.days_overdue(on) and item.number not in in_peace]
    disputed = dispute.undecided(item.number for item in late)
    last = reminder.latest_by_invoice(item.number for item in late)
    paused = reminder.pauses()
    found = db.session.scalars(select(Party).where(Party.id.in_({item.party_id for item in late})))
    parties = {party.id: party for party in found}

    def together(item: OpenItem) -> tuple[int, bool, bool]:
        # What the bank still decides about is held apart, and so is what only the cost can follow on.
        before = last.get(item.number)
        step = Step(before.step) if before is not None else None
        consumer = not parties[item.party_id].is_organisation
        return item.party_id, item.number in disputed, is_final(step, consumer=consumer)

    made = []
    for (party_id, held, _), theirs in groupby(sorted(late, key=together), key=together):
        facts = (parties[party_id], list(theirs), last, paused.get(party_id))
        made.append(_proposal(*facts, on, disputed=held, missed=missed.get(party_id)))
    return sorted(made, key=lambda one: (one.step is None, -one.days_overdue(on), one.party.name))


def to_collect(on: date, items: Sequence[OpenItem] | None = None) -> set[str]:
    """The invoices overdue on a day that nobody is reminded of, for they will be collected."""
    known = open_items() if items is None else items
    return covered([item for item in known if item.days_overdue(on)])


def _proposal(
    party: Party,
    items: list[OpenItem],
    last: dict[str, Reminder],
    pause: ReminderPause | None,
    on: date,
    *,
    disputed: bool,
    missed: keeping.Part | None,
) -> Proposal:
    before = max(
        (last[item.number] for item in items if item.number in last), key=lambda one: one.id, default=None
    )
    done = Step(before.step) if before is not None else None
    since = before.sent_on if before is not None else min(item.due_on for item in items)
    held = pause is not None and pause.holds(on)
    step = None if held or disputed else next_step(done, since, on, consumer=not party.is_organisation)
    if step == Step.COST and before is not None:
        told = {item.invoice_number for item in before.items}
        items = [item for item in items if item.number in told]
    vat = _vat(on) if step in (Step.LETTER, Step.COST) else 0
    cost = _cost(step, items, before, vat)
    borne, why = _interest(party, items, on) if step == Step.COST else (None, "")
    return Proposal(
        party,
        items,
        step,
        before,
        pause if held else None,
        cost,
        interest=borne,
        no_interest=why,
        raised=bool(vat),
        disputed=disputed,
        missed=missed,
    )


def _cost(step: Step | None, items: list[OpenItem], before: Reminder | None, vat: int) -> Money | None:
    if step not in (Step.LETTER, Step.COST):
        return None
    found = collection.cost(sum((item.open for item in items), Money.zero()), vat_basis_points=vat)
    # No more is asked than the letter told, and less when a part was paid in time.
    told = before.cost if step == Step.COST and before is not None else None
    return min(found, told) if told is not None else found


def _interest(party: Party, items: list[OpenItem], on: date) -> tuple[Money | None, str]:
    kind = interest.Kind.TRADE if party.is_organisation else interest.Kind.CONSUMER
    try:
        each = [interest.interest(item.open, item.due_on + DAY, on, kind) for item in items]
    except book.NoFigure as unknown:
        return None, unknown.sentence
    return sum(each, Money.zero()), ""


def _vat(on: date) -> int:
    # Under the small businesses' scheme nothing is deducted, so VAT comes on top of the cost (art. 2 lid 3).
    return book.vat_rate("high", on).basis_points if kor.holding(on) else 0
