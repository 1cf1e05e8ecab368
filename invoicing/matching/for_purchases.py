"""Which purchase a line pays: by its number in the text, by the supplier's account and by what is open."""

from collections.abc import Iterator

from flask_babel import gettext

from coop.money import Money
from invoicing.matching import clues
from invoicing.matching.open_money import Open
from invoicing.matching.proposal import Goes, How, Part, Proposal
from invoicing.matching.reading import Reading


def proposals(reading: Reading) -> Iterator[Proposal]:
    """Purchases of exactly this amount, or of a supplier whose purchases are it together."""
    exact = reading.money.of_amount(reading.amount, Goes.PURCHASE)
    named = [one for one in exact if clues.mentions(reading.text, one.number)]
    for one in exact:
        told, known, alike = [], reading.knows(one), reading.names(one)
        if one in named:
            told.append(gettext("Factuurnummer %(number)s staat in de tekst.", number=one.number))
        if known:
            told.append(gettext("Dit rekeningnummer kennen we van %(name)s.", name=one.name))
        elif alike:
            told.append(gettext("De naam lijkt op %(name)s.", name=one.name))
        told.append(gettext("Het bedrag is precies wat er openstaat."))
        sure = _sure(reading, one, exact, named)
        weight = 40 + 40 * (one in named) + 30 * known + 20 * alike
        yield Proposal(_parts([one]), tuple(told), weight, How.NUMBER if one in named else How.ACCOUNT, sure)
    if not exact and reading.parties:
        yield from _together(reading)


def _sure(reading: Reading, one: Open, exact: list[Open], named: list[Open]) -> bool:
    if one in named:
        return reading.agrees(one) and len(named) == 1
    same = [other for other in exact if reading.knows(other)]
    return reading.knows(one) and len(same) == 1 and not named


def _together(reading: Reading) -> Iterator[Proposal]:
    several = reading.money.open_of(reading.parties, Goes.PURCHASE)
    if len(several) > 1 and sum((one.open for one in several), Money.zero()) == reading.amount:
        told = (
            gettext("Dit rekeningnummer kennen we van %(name)s.", name=several[0].name),
            gettext("Het is alles wat bij deze leverancier openstaat."),
        )
        one_supplier = len({one.party_id for one in several}) == 1
        yield Proposal(_parts(several), told, 70, How.ACCOUNT, one_supplier)


def _parts(found: list[Open]) -> tuple[Part, ...]:
    return tuple(Part(Goes.PURCHASE, one.key, one.open, label=one.number) for one in found)
