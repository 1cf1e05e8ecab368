"""Weighing: of everything that can be said of a line, the one that is certain or the three best."""

from coop.money import Money
from invoicing.bank.line import BankLine
from invoicing.matching import for_accounts, for_awaited, for_grants, for_invoices, for_purchases
from invoicing.matching.open_money import OpenMoney
from invoicing.matching.proposal import Part, Proposal
from invoicing.matching.reading import Reading

BEST = 3
CLOSE = 10
"""Two that are certain and weigh so much the same speak against each other."""
DECISIVE = 110
"""Against what weighs this much, nothing that has to be made out can stand."""


def best(line: BankLine, money: OpenMoney, tolerance: Money) -> list[Proposal]:
    """The three best, each set of parts once, to choose from."""
    reading = Reading(line, money)
    found = [*_told_outright(reading, tolerance), *_made_out(reading)]
    first: dict[tuple[Part, ...], Proposal] = {}
    for one in sorted(found, key=lambda one: (not one.certain, -one.weight)):
        first.setdefault(one.parts, one)
    return list(first.values())[:BEST]


def certain(line: BankLine, money: OpenMoney, tolerance: Money) -> Proposal | None:
    """The one that may be booked without asking; None where another that is as good says something else."""
    reading = Reading(line, money)
    found = _told_outright(reading, tolerance)
    if not any(one.certain and one.weight >= DECISIVE for one in found):
        found += _made_out(reading)
    sure = sorted((one for one in found if one.certain), key=lambda one: -one.weight)
    others = [one for one in sure if one.parts != sure[0].parts]
    if not sure or (others and sure[0].weight - others[0].weight <= CLOSE):
        return None
    return sure[0]


def _told_outright(reading: Reading, tolerance: Money) -> list[Proposal]:
    found = [*for_awaited.proposals(reading), *for_accounts.proposals(reading)]
    found += for_invoices.by_numbers(reading, tolerance)
    return found


def _made_out(reading: Reading) -> list[Proposal]:
    """What weighs less than a number in the text beside the name of who should pay."""
    found = list(for_invoices.proposals(reading))
    found += for_grants.proposals(reading) if reading.amount > Money.zero() else for_purchases.proposals(reading)
    return found
