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


def proposals(line: BankLine, money: OpenMoney, tolerance: Money) -> list[Proposal]:
    """Every proposal for a line, the best first, each set of parts once."""
    reading = Reading(line, money)
    found = [*for_awaited.proposals(reading), *for_accounts.proposals(reading)]
    found += for_invoices.proposals(reading, tolerance)
    found += for_grants.proposals(reading) if line.amount > Money.zero() else for_purchases.proposals(reading)
    found.sort(key=lambda one: (not one.certain, -one.weight))
    first: dict[tuple[Part, ...], Proposal] = {}
    for one in found:
        first.setdefault(one.parts, one)
    return list(first.values())


def best(line: BankLine, money: OpenMoney, tolerance: Money) -> list[Proposal]:
    """The three best, to choose from."""
    return proposals(line, money, tolerance)[:BEST]


def certain(line: BankLine, money: OpenMoney, tolerance: Money) -> Proposal | None:
    """The one that may be booked without asking; None where another that is as good says something else."""
    sure = [one for one in proposals(line, money, tolerance) if one.certain]
    if not sure or (len(sure) > 1 and sure[0].weight - sure[1].weight <= CLOSE):
        return None
    return sure[0]
