"""Which grant a line brings in: by its reference in the text, by who gives and by what is still to come."""

from collections.abc import Iterator

from flask_babel import gettext

from invoicing.matching import clues
from invoicing.matching.proposal import Goes, How, Part, Proposal
from invoicing.matching.reading import Reading


def proposals(reading: Reading) -> Iterator[Proposal]:
    """Grants of which no more came in than was awarded."""
    for one in reading.money.grants:
        if reading.amount > one.open:
            continue
        named, agrees = clues.mentions(reading.text, one.number), reading.agrees(one)
        if not named and not (agrees and reading.amount == one.open):
            continue
        told = [gettext("Kenmerk %(reference)s staat in de tekst.", reference=one.number)] if named else []
        told += [gettext("De naam lijkt op %(name)s.", name=one.name)] if agrees else []
        told.append(gettext("Er is nog %(amount)s van deze subsidie te ontvangen.", amount=one.open))
        part = Part(Goes.GRANT, one.key, reading.amount, label=one.number)
        yield Proposal((part,), tuple(told), 70 + 20 * named, How.NUMBER, certain=named and agrees)
