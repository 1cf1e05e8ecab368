"""Which invoices a line is for: by their numbers in the text, by who paid and by what is open."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from flask_babel import gettext

from coop.money import Money
from invoicing.matching import clues
from invoicing.matching.open_money import Open
from invoicing.matching.proposal import Goes, How, Part, Proposal
from invoicing.matching.reading import Reading

MOST_TOGETHER = 10
"""Of so many open invoices of one customer every combination is tried; of more only all together."""


def proposals(reading: Reading) -> Iterator[Proposal]:
    """What can be said of it beside its numbers, the certain among them marked; what we paid back too."""
    yield from _by_account(reading)
    yield from _by_name(reading)
    yield from _by_near_number(reading)
    yield from _by_short_number(reading)


def by_numbers(reading: Reading, tolerance: Money) -> Iterator[Proposal]:
    """What the numbers in its text say; a difference up to the tolerance is let go."""
    for numbers, broken in ((reading.numbers, False), (reading.broken_numbers, True)):
        named = [one for one in map(reading.money.invoice, numbers) if one is not None and _same_way(one, reading)]
        named = [one for one in named if one.open] or named  # a paid one beside an open one says nothing more
        if not named:
            continue
        reasons = [_number_reason(numbers)]
        agrees = all(reading.agrees(one) for one in named)
        if agrees:
            reasons.append(_payer_reason(reading, named[0]))
        left = reading.amount - sum((one.open for one in named), Money.zero())
        known = all(map(reading.knows, named))
        firm = known or (all(map(reading.is_of, named)) and not _meant_another(reading, named))
        sure = firm or not (broken or _could_be_days(numbers) or _contradicted(reading, named))
        if not left:
            reasons.append(gettext("Het bedrag is precies wat er openstaat."))
            yield _proposal(named, reasons, 110 if agrees else 100 if sure else 60, How.NUMBER, sure)
        elif abs(left) <= tolerance:
            reasons.append(gettext("Het verschil is maar %(amount)s.", amount=abs(left)))
            yield _proposal(named, reasons, 90, How.NUMBER, firm, reading.amount)
        else:
            yield from _with_more_or_less(reading, named, reasons, firm)


def _with_more_or_less(reading: Reading, named: list[Open], reasons: list[str], firm: bool) -> Iterator[Proposal]:
    party = {one.party_id for one in named}
    others = [one for one in reading.money.open_of(party, Goes.INVOICE) if one not in named]
    others = [one for one in others if _same_way(one, reading)]
    rest = reading.amount - sum((one.open for one in named), Money.zero())
    adding = list(_adding_up(others, rest)) if (rest > Money.zero()) == (reading.amount > Money.zero()) else []
    if adding:
        told = [*reasons, gettext("Samen met andere open facturen klopt het bedrag.")]
        for more in adding[:2]:
            yield _proposal([*named, *more], told, 85, How.NUMBER, firm and len(adding) == 1)
        return
    if len(named) != 1:
        return
    [one] = named
    exact = any(other.open == reading.amount for other in others)
    if abs(reading.amount) < abs(one.open):
        told = [*reasons, gettext("Het is een deel van wat er openstaat.")]
        yield _proposal(named, told, 60, How.NUMBER, firm and not exact, reading.amount, part=True)
    else:
        more = gettext("Het is %(amount)s te veel.", amount=abs(rest))
        told = [*reasons, more if one.open else gettext("Die factuur is al betaald. Misschien is dit dubbel.")]
        sure = firm and not others and bool(one.open)
        yield _proposal(named, told, 55, How.NUMBER, sure, reading.amount, part=True)


def _by_account(reading: Reading) -> Iterator[Proposal]:
    known = [one for one in reading.money.open_of(reading.parties, Goes.INVOICE) if _same_way(one, reading)]
    if not known:
        return
    # Who names another number, or somebody else's, does not pay what we would think.
    silent = not (reading.numbers or reading.broken_numbers or reading.strange_numbers)
    exact = [one for one in known if one.open == reading.amount]
    for one in exact[:3]:
        told = [_payer_reason(reading, one), gettext("Het bedrag is precies wat er openstaat.")]
        yield _proposal([one], told, 80, How.ACCOUNT, silent and len(exact) == 1)
    if exact:
        return
    sets = list(_adding_up(known, reading.amount))
    for several in sets[:2]:
        everything = len(several) == len(known)
        told = [_payer_reason(reading, several[0])]
        told.append(
            gettext("Het is alles wat van deze klant openstaat.")
            if everything
            else gettext("Deze facturen zijn samen precies het bedrag.")
        )
        yield _proposal(list(several), told, 70, How.ACCOUNT, silent and everything and len(sets) == 1)
    if not sets and abs(reading.amount) < abs(known[0].open):
        told = [_payer_reason(reading, known[0]), gettext("Het is een deel van wat er openstaat.")]
        yield _proposal([known[0]], told, 30, How.ACCOUNT, certain=False, amount=reading.amount, part=True)


def _by_name(reading: Reading) -> Iterator[Proposal]:
    if not reading.line.name:
        return
    exact = [one for one in reading.money.of_amount(reading.amount, Goes.INVOICE) if reading.names(one)]
    for one in exact[:3]:
        if reading.knows(one):
            continue
        told = [_payer_reason(reading, one), gettext("Het bedrag is precies wat er openstaat.")]
        same = clues.same_person(reading.line.name, one.name)
        yield _proposal([one], told, 65 if same else 50, How.HAND, certain=False)


def _by_near_number(reading: Reading) -> Iterator[Proposal]:
    exact = reading.money.of_amount(reading.amount, Goes.INVOICE)
    for number in (*reading.strange_numbers, *reading.numbers):
        for one in reading.near_to(number):
            if one not in exact:
                continue
            agrees = reading.agrees(one)
            told = [gettext("In de tekst staat %(wrong)s, één cijfer anders.", wrong=number)]
            told += [_payer_reason(reading, one)] if agrees else []
            told.append(gettext("Het bedrag is precies wat er openstaat."))
            alone = [other for other in exact if reading.agrees(other)] == [one]
            sure = alone and reading.knows(one) and number in reading.strange_numbers
            yield _proposal([one], told, 75 if agrees else 35, How.NUMBER, sure)


def _by_short_number(reading: Reading) -> Iterator[Proposal]:
    wanted = set(clues.short_numbers(reading.text))
    if not wanted:
        return
    for one in reading.money.of_amount(reading.amount, Goes.INVOICE):
        if int(one.number.partition("-")[2]) not in wanted or one.number in reading.numbers:
            continue
        firm, agrees = reading.is_of(one), reading.agrees(one)
        told = [gettext("In de tekst staat het laatste deel van nummer %(number)s.", number=one.number)]
        told += [_payer_reason(reading, one)] if agrees else []
        told.append(gettext("Het bedrag is precies wat er openstaat."))
        yield _proposal([one], told, 85 if firm else 45, How.NUMBER, firm)


def _contradicted(reading: Reading, named: Sequence[Open]) -> bool:
    """Whether something says that another invoice was meant than the ones named, by whom we do not know."""
    if len({one.party_id for one in named}) > 1:
        return True
    near = (other for one in named for other in reading.near_to(one.number) if other not in named)
    if any(other.open == one.open for other in near for one in named):
        return True
    wanted = reading.money.of_amount(reading.amount, Goes.INVOICE)
    return any(reading.agrees(one) for one in wanted if one not in named)


def _meant_another(reading: Reading, named: Sequence[Open]) -> bool:
    """Whether one wrong key away lies an invoice of another of this name, of exactly what was paid."""
    ours = {one.party_id for one in named}
    near = (other for one in named for other in reading.near_to(one.number) if other.party_id not in ours)
    return any(other.open == reading.amount and reading.agrees(other) for other in near)


def _could_be_days(numbers: Sequence[str]) -> bool:
    return any(map(clues.could_be_a_day, numbers))


def _same_way(one: Open, reading: Reading) -> bool:
    """An open invoice is paid to us, one that was paid too much is paid back."""
    comes_in = reading.amount > Money.zero()
    return (one.open > Money.zero()) == comes_in if one.open else comes_in


def _adding_up(found: Sequence[Open], amount: Money) -> Iterator[tuple[Open, ...]]:
    sizes = range(1, len(found) + 1) if len(found) <= MOST_TOGETHER else (1, len(found))
    for size in sizes:
        for several in combinations(found, size):
            if sum(one.open.cents for one in several) == amount.cents:
                yield several


def _proposal(
    named: Sequence[Open],
    reasons: Sequence[str],
    weight: int,
    how: How,
    certain: bool,
    amount: Money | None = None,
    *,
    part: bool = False,
) -> Proposal:
    """Pay each what is open of it; the last takes what the amount is more or less, as a part or a difference."""
    if amount is None:
        named = [one for one in named if one.open]
    parts = [Part(Goes.INVOICE, one.key, one.open, label=one.number) for one in named]
    if amount is not None:
        rest = amount - sum((one.open for one in named[:-1]), Money.zero())
        difference = Money.zero() if part else named[-1].open - rest
        parts[-1] = replace(parts[-1], amount=rest, difference=difference)
    return Proposal(tuple(parts), tuple(reasons), weight, how, certain)


def _number_reason(numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return str(gettext("Factuurnummer %(number)s staat in de tekst.", number=numbers[0]))
    return str(gettext("In de tekst staan de nummers %(numbers)s.", numbers=", ".join(numbers)))


def _payer_reason(reading: Reading, one: Open) -> str:
    if reading.knows(one):
        return str(gettext("Dit rekeningnummer kennen we van %(name)s.", name=one.name))
    return str(gettext("De naam lijkt op %(name)s.", name=one.name))
