"""Money that was awaited: a direct debit, a payment order or a payout that the bank shows now, or gives back."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext

from coop.money import Money
from invoicing.matching import clues
from invoicing.matching.open_money import OnItsWay
from invoicing.matching.proposal import Goes, How, Part, Proposal
from invoicing.matching.reading import Reading

EARLY, LATE = timedelta(days=3), timedelta(days=14)
"""So long before and after the day it was awaited for money may show."""

_CODE = re.compile(r"\b([A-Z]{2}\d{2})\b")


def proposals(reading: Reading) -> Iterator[Proposal]:
    """What bears its reference, a batch that is it together, or one of exactly this amount."""
    yield from _given_back(reading)
    waiting = [one for one in reading.money.on_its_way.values() if not one.settled and _same_way(one, reading)]
    if not waiting:
        return
    own = [one for one in waiting if one.reference and _bears(reading, one.reference)]
    for one in own:
        if one.amount == reading.amount:
            told = (gettext("Het kenmerk van %(what)s staat erbij.", what=one.text),)
            yield Proposal((_part(one),), told, 120, How.REFERENCE, len(own) == 1)
    if not own:
        yield from _batches(reading, waiting)
        yield from _of_amount(reading, waiting)


def return_code(text: str) -> str:
    """The reason of a return as the bank codes it, empty when there is none."""
    found = _CODE.search(text)
    return found[1] if found else ""


def _given_back(reading: Reading) -> Iterator[Proposal]:
    for one in reading.money.on_its_way.values():
        if one.settled and one.amount == -reading.amount and one.reference and _bears(reading, one.reference):
            told = (gettext("Dit is teruggeboekt: %(what)s.", what=one.text),)
            yield Proposal(
                (Part(Goes.RETURNED, one.key, reading.amount, label=one.text),), told, 120, How.REFERENCE, True
            )


def _batches(reading: Reading, waiting: list[OnItsWay]) -> Iterator[Proposal]:
    batches: dict[str, list[OnItsWay]] = defaultdict(list)
    for one in waiting:
        if one.batch:
            batches[one.batch].append(one)
    for name, members in batches.items():
        if sum((one.amount for one in members), Money.zero()) != reading.amount:
            continue
        bears = _bears(reading, name)
        told = [gettext("Het kenmerk van de opdracht staat erbij.")] if bears else []
        told.append(gettext("De %(count)s posten van deze opdracht zijn samen dit bedrag.", count=len(members)))
        yield Proposal(tuple(map(_part, members)), tuple(told), 110 if bears else 60, How.REFERENCE, bears)


def _of_amount(reading: Reading, waiting: list[OnItsWay]) -> Iterator[Proposal]:
    day = reading.line.booked_on
    found = [one for one in waiting if one.amount == reading.amount and one.day - EARLY <= day <= one.day + LATE]
    for one in found:
        bears = len(found) == 1 and one.batch != "" and _bears(reading, one.batch)
        told = (gettext("%(what)s is precies dit bedrag.", what=one.text),)
        yield Proposal((_part(one),), told, 65, How.REFERENCE, bears)


def _bears(reading: Reading, reference: str) -> bool:
    return reading.line.end_to_end == reference or clues.mentions(
        f"{reading.text} {reading.line.bank_reference} {reading.line.name}", reference
    )


def _same_way(one: OnItsWay, reading: Reading) -> bool:
    return (one.amount > Money.zero()) == (reading.amount > Money.zero())


def _part(one: OnItsWay) -> Part:
    return Part(Goes.AWAITED, one.key, one.amount, label=one.text)
