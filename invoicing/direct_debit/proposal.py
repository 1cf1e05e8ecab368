"""What can be collected on a day, and of every other open invoice why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.filters import day as shown
from coop.money import Money
from invoicing.direct_debit.collection import CollectionItem, last_used
from invoicing.direct_debit.collection import Sequence as Kind
from invoicing.direct_debit.lapse import lapse_of_each
from invoicing.direct_debit.mandate import ENDED_NAMES, Ended, Mandate, latest_of
from invoicing.direct_debit.mandate import Kind as MandateKind
from invoicing.direct_debit.return_reason import in_words
from invoicing.instalments import plan
from invoicing.online import dispute
from invoicing.online.checkout import Checkout, State
from invoicing.open_items import OpenItem, open_items
from invoicing.reminders import reminder


@dataclass(frozen=True)
class Ready:
    """An invoice that can be collected, and with which mandate."""

    item: OpenItem
    mandate: Mandate
    sequence: Kind
    returned: str = ""
    """Why it came back the last time, if it did."""

    @property
    def mark(self) -> str:
        """What was seen: of which invoice how much, with which mandate."""
        return f"{self.item.number}|{self.item.open.cents}|{self.mandate.id}"


@dataclass(frozen=True)
class LeftOut:
    """An open invoice that cannot be collected, and why in words."""

    item: OpenItem
    why: str
    has_mandate: bool


@dataclass(frozen=True)
class Proposal:
    """All open invoices on a day for collecting."""

    due_on: date
    ready: Sequence[Ready]
    left_out: Sequence[LeftOut]

    @property
    def total(self) -> Money:
        """What can be collected together."""
        return sum((one.item.open for one in self.ready), Money.zero())


def proposal(due_on: date) -> Proposal:
    """What would be collected on a day, by the mandates as they stand now."""
    items = [item for item in open_items() if item.open.cents > 0]
    told = _Told(items, due_on)
    ready, left_out = [], []
    for item in items:
        why = told.why_not(item)
        if why:
            left_out.append(LeftOut(item, why, item.party_id in told.mandates))
        else:
            ready.append(told.ready(item))
    left_out.sort(key=lambda one: (not one.has_mandate, one.item.name, one.item.number))
    return Proposal(due_on, ready, left_out)


class _Told:
    """What is known of the customers of these invoices, asked once for all of them."""

    def __init__(self, items: Sequence[OpenItem], due_on: date) -> None:
        self._due_on = due_on
        self.mandates = latest_of({item.party_id for item in items})
        self._lapse = lapse_of_each(self.mandates.values())
        self._used = set(last_used(mandate.id for mandate in self.mandates.values()))
        self._pauses = reminder.pauses()
        numbers = [item.number for item in items]
        self._in_parts = plan.numbers_in(plan.standing())
        self._disputed = dispute.undecided(numbers)
        self._online = set(_under_way_online(numbers))
        earlier = list(_items_of(numbers))
        self._standing = {one.invoice_number: one.collection_id for one in earlier if one.stands}
        self._returned = {one.invoice_number: one.return_code for one in earlier if one.came_back}

    def why_not(self, item: OpenItem) -> str:
        """Why an invoice is left out; empty when it is not."""
        return self._mandate_fails(item) or self._must_wait(item)

    def ready(self, item: OpenItem) -> Ready:
        """An invoice that can be collected. The first debit of a mandate is its first, those beside it follow."""
        mandate = self.mandates[item.party_id]
        sequence = Kind.RECURRENT if mandate.id in self._used else Kind.FIRST
        if mandate.kind == MandateKind.ONE_OFF:
            sequence = Kind.ONE_OFF
        self._used.add(mandate.id)
        code = self._returned.get(item.number)
        return Ready(item, mandate, sequence, "" if code is None else in_words(code))

    def _mandate_fails(self, item: OpenItem) -> str:
        mandate = self.mandates.get(item.party_id)
        if mandate is None:
            return str(gettext("geen machtiging"))
        if mandate.ended_on is not None and mandate.ended_why is not None:
            why = ENDED_NAMES[Ended(mandate.ended_why)]
            return str(gettext("machtiging %(why)s op %(day)s", why=why, day=shown(mandate.ended_on)))
        if self._lapse[mandate.id] <= self._due_on:
            return str(gettext("machtiging vervallen: te lang niet gebruikt"))
        if not mandate.covers(item.number):
            return str(gettext("de machtiging is voor één andere factuur"))
        if not mandate.party.email:
            return str(gettext("geen e-mailadres: de klant kan het niet vooraf horen"))
        return ""

    def _must_wait(self, item: OpenItem) -> str:
        pause = self._pauses.get(item.party_id)
        if item.number in self._standing:
            return str(gettext("zit al in incasso %(number)s", number=self._standing[item.number]))
        if item.number in self._in_parts:
            return str(gettext("wordt in termijnen betaald"))
        if self._at_the_provider(item):
            return self._at_the_provider(item)
        if pause is not None and pause.holds(clock.today()):
            return str(
                gettext("deze klant staat op pauze: %(note)s", note=pause.note or gettext("eerst overleggen"))
            )
        if item.due_on > self._due_on:
            return str(gettext("hoeft pas op %(day)s betaald te zijn", day=shown(item.due_on)))
        return ""

    def _at_the_provider(self, item: OpenItem) -> str:
        if item.number in self._disputed:
            return str(gettext("betwist: de bank moet nog beslissen"))
        return str(gettext("er is al een online betaling onderweg")) if item.number in self._online else ""


def _items_of(numbers: Sequence[str]) -> Sequence[CollectionItem]:
    query = select(CollectionItem).where(CollectionItem.invoice_number.in_(numbers)).order_by(CollectionItem.id)
    return db.session.scalars(query).all()


def _under_way_online(numbers: Sequence[str]) -> Sequence[str]:
    query = select(Checkout.invoice_number).where(
        Checkout.invoice_number.in_(numbers), Checkout.state == State.PROCESSING
    )
    return db.session.scalars(query).all()
