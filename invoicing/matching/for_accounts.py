"""Lines that are for no paper: between our own accounts, taught by the treasurer, or booked by hand before."""

from collections.abc import Iterator

from flask_babel import gettext

from coop.ledger import chart
from invoicing.matching import clues
from invoicing.matching.open_money import NEAR, ByHand
from invoicing.matching.proposal import Goes, How, Part, Proposal
from invoicing.matching.reading import Reading


def proposals(reading: Reading) -> Iterator[Proposal]:
    """What the account number alone says, and what is in the books already."""
    yield from _booked_before(reading)
    if reading.line.iban in reading.money.own:
        told = (gettext("Dit is geld tussen onze eigen rekeningen."),)
        yield Proposal(
            (Part(Goes.ACCOUNT, chart.UNDER_WAY, reading.amount, label=chart.UNDER_WAY),),
            told,
            95,
            How.ACCOUNT,
            True,
        )
    for rule in reading.money.taught.get(reading.line.iban, ()):
        if rule.fits(f"{reading.line.name} {reading.text}", reading.amount):
            told = (gettext("Zo heb je het ons geleerd."),)
            part = Part(
                Goes.ACCOUNT, rule.account, reading.amount, cost_object=rule.cost_object_id, label=rule.account
            )
            yield Proposal((part,), told, 60, How.RULE, True)
            return


def _booked_before(reading: Reading) -> Iterator[Proposal]:
    day = reading.line.booked_on
    same = [
        one
        for one in reading.money.by_hand.values()
        if one.amount == reading.amount and abs(one.day - day) <= NEAR
    ]
    theirs = [one for one in same if _named(reading, one) or _theirs(reading, one)]
    for one in sorted(same, key=lambda one: (one not in theirs, abs(one.day - day)))[:3]:
        named, known = _named(reading, one), one.party_id in reading.parties
        told = (
            gettext("Dit is al met de hand geboekt: %(what)s.", what=one.text),
            gettext("Het bedrag is hetzelfde."),
        )
        part = Part(Goes.BOOKED, one.source, reading.amount, label=one.text)
        weight, how = (105, How.NUMBER) if named else (75 if one in theirs else 40, How.ACCOUNT)
        alone = theirs == [one]
        yield Proposal((part,), told, weight, how, certain=named or (alone and known))


def _theirs(reading: Reading, one: ByHand) -> bool:
    return one.party_id in reading.parties or clues.alike(reading.line.name, one.name)


def _named(reading: Reading, one: ByHand) -> bool:
    return one.number in reading.numbers or (one.party_id is not None and clues.mentions(reading.text, one.number))
