"""Sending reminders: what a person saw and chose, once, each kept in its own words."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext

from coop import audit, clock, mail, sequence
from coop.database import db
from coop.errors import Refusal, Stale
from invoicing.reminders import asking, words
from invoicing.reminders.proposal import Proposal, proposals
from invoicing.reminders.reminder import SERIES, Reminder, ReminderItem
from invoicing.reminders.step import Step


class NothingToSend(Refusal):
    """There is nobody to remind, or nobody was chosen."""


class ChangedMeanwhile(Stale):
    """What is sent is what was seen: somebody paid, or a colleague was first."""


def due(on: date) -> list[Proposal]:
    """The proposals that would be sent on a day."""
    return [proposal for proposal in proposals(on) if proposal.step is not None]


def send(seen: Mapping[int, str] | None = None) -> Sequence[Reminder]:
    """Send what is due today, or to the customers that were seen and chosen, by key and fingerprint.

    Who sends holds the series of reminders until the commit, so two who send at once do not remind twice.
    Raises NothingToSend, ChangedMeanwhile.
    """
    first = sequence.next_number(SERIES)
    chosen = due(clock.today())
    if seen is not None:
        chosen = [proposal for proposal in chosen if proposal.party.id in seen]
        if {proposal.party.id: proposal.fingerprint for proposal in chosen} != dict(seen):
            raise ChangedMeanwhile(
                gettext("Er is net iets veranderd: iemand betaalde, of een collega was je voor. Kijk het na.")
            )
    if not chosen:
        raise NothingToSend(gettext("Er is niemand om te herinneren."))
    numbers = [first, *sequence.take_numbers(SERIES, len(chosen) - 1)]
    return [_send(number, proposal) for number, proposal in zip(numbers, chosen, strict=True)]


def _send(number: int, proposal: Proposal) -> Reminder:
    asked = asking.ask(proposal) if proposal.step == Step.COST else None
    to, text = proposal.party.email, words.text(proposal, asked)
    made = Reminder(
        id=number,
        party_id=proposal.party.id,
        step=proposal.step,
        sent_on=clock.today(),
        total=proposal.total,
        cost=proposal.cost,
        cost_number=asked,
        interest=proposal.interest,
        text=text,
        mailed=bool(to),
        made_by=audit.who(),
        items=[ReminderItem(invoice_number=item.number, open=item.open) for item in proposal.items],
    )
    db.session.add(made)
    db.session.flush()
    audit.record(audit.subject_of(made), "sent", None, str(proposal.step))
    if to:
        mail.send(to, words.subject(proposal), text, about=f"reminder:{number}")
    return made
