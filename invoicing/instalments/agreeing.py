"""Agreeing on a plan: everything that is open of a customer, in equal parts on fixed days."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import gettext, lazy_gettext, ngettext

from coop import audit, clock, mail, wijk
from coop.database import db
from coop.errors import Refusal, Stale
from coop.filters import day as shown
from coop.filters import phone, written
from coop.languages import speaking
from coop.money import Money
from invoicing.instalments import keeping, plan
from invoicing.instalments.plan import InstalmentPart, InstalmentPlan, Over, PlannedInvoice
from invoicing.invoice import by_number
from invoicing.open_items import OpenItem, latest
from members.party import Party

MOST = 24
"""So many parts at most; our own choice."""


class Every(StrEnum):
    """How long there is between parts."""

    MONTH = "month"
    FORTNIGHT = "fortnight"
    WEEK = "week"


EVERY_NAMES = {
    Every.MONTH: lazy_gettext("elke maand"),
    Every.FORTNIGHT: lazy_gettext("elke twee weken"),
    Every.WEEK: lazy_gettext("elke week"),
}


class NotInParts(Refusal):
    """A plan has two parts or more, each of at least a cent, and begins today or later."""


class ChangedMeanwhile(Stale):
    """What is agreed is what was seen to be open."""


class StandsAlready(Stale):
    """A customer has one plan that stands at a time."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A part as it would be agreed."""

    due_on: date
    amount: Money


def open_of(party: Party) -> list[OpenItem]:
    """What is open of a customer, the oldest first."""
    found = [item for item in latest(1000, party_id=party.id) if item.open.cents > 0]
    return sorted(found, key=lambda item: (item.due_on, item.number))


def in_parts(total: Money, count: int, first_on: date, every: str) -> list[Proposed]:
    """An amount in so many equal parts, every cent given away; raises NotInParts."""
    if not 2 <= count <= MOST or total.cents < count:
        raise NotInParts(gettext("Kies 2 tot %(most)s termijnen.", most=MOST), "count")
    if first_on < clock.today():
        raise NotInParts(gettext("Kies een dag vanaf vandaag."), "first_on")
    return [Proposed(_day(first_on, n, every), part) for n, part in enumerate(total.split([1] * count))]


def agree(party: Party, count: int, first_on: date, every: str, *, seen: Money) -> InstalmentPlan:
    """Agree on a plan for all that is open; `seen` is what that was when it was shown.

    Raises NotInParts, ChangedMeanwhile, StandsAlready.
    """
    for item in open_of(party):
        by_number(item.number, lock=True)
    items = open_of(party)
    total = sum((item.open for item in items), Money.zero())
    if total != seen:
        raise ChangedMeanwhile(gettext("Er is net iets geboekt. Er staat nu %(total)s open.", total=total))
    parts = in_parts(total, count, first_on, every)
    _end_paid(party)
    made = InstalmentPlan(
        party_id=party.id,
        agreed_at=clock.now(),
        agreed_by=audit.who(),
        parts=[
            InstalmentPart(position=n, due_on=part.due_on, amount=part.amount) for n, part in enumerate(parts, 1)
        ],
        invoices=[PlannedInvoice(invoice_number=item.number, amount=item.open) for item in items],
    )
    db.session.add(made)
    db.session.flush()
    audit.record(made.source, "agreed", None, ngettext("%(num)d termijn", "%(num)d termijnen", len(parts)))
    if party.email:
        _tell(party, parts, items)
    return made


def _end_paid(party: Party) -> None:
    there = plan.standing_of(party.id)
    if there is None:
        return
    if keeping.progress(there).left:
        raise StandsAlready(gettext("Er is al een regeling met deze klant. Stop die eerst."))
    there.end(Over.PAID, clock.today())


def _tell(party: Party, parts: Sequence[Proposed], items: Sequence[OpenItem]) -> None:
    house = wijk.current()
    with speaking(party.language):
        lines = [f"- {shown(part.due_on)}: {written(part.amount)}" for part in parts]
        text = gettext(
            "Beste %(name)s,\n\nWe spraken af dat je in termijnen betaalt:\n%(parts)s\n\n"
            "Maak het over naar %(iban)s van %(house)s. Zet erbij: %(numbers)s.\n\n"
            "Betaal je op tijd, dan krijg je geen herinneringen. Lukt een termijn niet? Bel ons: %(phone)s.\n\n"
            "%(house)s",
            name=party.name,
            parts="\n".join(lines),
            iban=house.iban,
            house=house.name,
            numbers=", ".join(item.number for item in items),
            phone=phone(house.phone),
        )
        subject = gettext("Je betaalt in termijnen aan %(house)s", house=house.name)
    mail.send(party.email, subject, text, about=f"party:{party.id}")


def _day(first_on: date, number: int, every: str) -> date:
    if every != Every.MONTH:
        return first_on + timedelta(weeks=number * (2 if every == Every.FORTNIGHT else 1))
    years, month = divmod(first_on.month - 1 + number, 12)
    last = monthrange(first_on.year + years, month + 1)[1]
    return date(first_on.year + years, month + 1, min(first_on.day, last))
