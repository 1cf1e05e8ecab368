"""The facts of a year as they would be under changes; without changes they are the same facts, to the cent.

    turnover of a service        × (1 + volume) × (1 + price)
    its costs that grow with it  × (1 + volume), and wages × (1 + wage)
    its fixed costs              wages × (1 + wage), the rest as it is
    overhead                     × (1 + overhead), and wages × (1 + wage)

Each amount is rounded once, half up. Then hours change hands: what employees' hours cost goes off, and what
volunteers get for as many hours comes on, which is nothing without a legal basis. A grant that ends takes its
months along, and a contract that is new brings its months and the hours it asks, at the rate of today.
"""

from collections.abc import Iterable
from dataclasses import replace

from flask_babel import gettext

from coop.ledger import chart
from coop.money import Money, half_up
from invoicing.exploitatie.cell import UNALLOCATED
from invoicing.revenue_model.behaviour import WAGES, behaviour
from invoicing.revenue_model.facts import NOTHING, Booked, Facts, Part, Worked, total
from invoicing.scenario.changes import ALL, Changes, Contract
from members.engagement import EngagementKind

NEW = -1
"""In place of the key of a cost object: the contract that is not there yet."""
PAID_BY_WAGE = (EngagementKind.EMPLOYEE, EngagementKind.APPRENTICE)


def changed(facts: Facts, changes: Changes) -> Facts:
    """The facts under changes."""
    parts = [_hands(_amounts(part, changes), facts, changes) for part in facts.parts]
    for grant in facts.grants:
        if grant.grant_id in changes.grants:
            lost = total(
                amount for month, amount in grant.months.items() if month >= changes.grants[grant.grant_id]
            )
            parts = [_without(part, grant.account, lost) if part.key == grant.key else part for part in parts]
    if changes.contract is not None:
        parts.append(_new(changes.contract, facts, changes))
    return replace(facts, parts=tuple(parts))


def _amounts(part: Part, changes: Changes) -> Part:
    volume = ALL + changes.volume.get(part.key, 0)
    price = ALL + changes.price.get(part.key, 0)
    wage, overhead = ALL + changes.wage, ALL + changes.overhead
    rows = []
    for row in part.booked:
        more = [ALL, ALL]
        if row.is_turnover:
            more = [volume, price]
        elif row.is_cost and part.key == UNALLOCATED:
            more = [overhead, wage if row.number in WAGES else ALL]
        elif row.is_cost:
            more = [volume if behaviour(row.number).varies else ALL, wage if row.number in WAGES else ALL]
        rows.append(replace(row, amount=row.amount.times(more[0] * more[1], ALL * ALL)))
    worked = [
        replace(
            row,
            minutes=half_up(row.minutes * volume, ALL),
            alongside=half_up(row.alongside * volume, ALL),
            cost=row.cost.times(volume * (wage if row.engagement in PAID_BY_WAGE else ALL), ALL * ALL),
        )
        for row in part.worked
    ]
    return replace(part, jobs=half_up(part.jobs * volume, ALL), booked=tuple(rows), worked=tuple(worked))


def _hands(part: Part, facts: Facts, changes: Changes) -> Part:
    """Hours that change hands, between employees and volunteers."""
    if not changes.volunteers:
        return part
    to_volunteers = changes.volunteers > 0
    giver = EngagementKind.EMPLOYEE if to_volunteers else EngagementKind.VOLUNTEER
    taker = EngagementKind.VOLUNTEER if to_volunteers else EngagementKind.EMPLOYEE
    given = next((row for row in part.worked if row.engagement == giver), None)
    if given is None:
        return part
    share = abs(changes.volunteers)
    minutes, saved = half_up(given.minutes * share, ALL), given.cost.times(share, ALL)
    rate = facts.rates.get(taker, NOTHING)
    asked = (rate if to_volunteers else rate.times(ALL + changes.wage, ALL)).times(minutes, 60)
    part = _hours(part, Worked(giver, -minutes, -saved))
    part = _hours(part, Worked(taker, minutes, asked))
    wages, allowances = (-saved, asked) if to_volunteers else (asked, -saved)
    return _plus(_plus(part, facts, chart.WAGES, wages), facts, chart.ALLOWANCES, allowances)


def _hours(part: Part, more: Worked) -> Part:
    there = {row.engagement: row for row in part.worked}
    row = there.get(more.engagement, Worked(more.engagement, 0))
    there[more.engagement] = replace(row, minutes=row.minutes + more.minutes, cost=row.cost + more.cost)
    return replace(part, worked=tuple(row for row in there.values() if row.minutes or row.cost))


def _plus(part: Part, facts: Facts, number: str, more: Money) -> Part:
    if not more:
        return part
    if any(row.number == number for row in part.booked):
        return replace(part, booked=tuple(_add(row, number, more) for row in part.booked))
    added = (*part.booked, replace(facts.accounts[number], amount=more))
    return replace(part, booked=tuple(sorted(added, key=lambda row: row.number)))


def _without(part: Part, number: str, lost: Money) -> Part:
    there = total(row.amount for row in part.booked if row.number == number)
    gone = min(lost, max(there, NOTHING))  # no more is lost than there is
    return replace(part, booked=tuple(_add(row, number, -gone) for row in part.booked))


def _add(row: Booked, number: str, more: Money) -> Booked:
    return replace(row, amount=row.amount + more) if row.number == number else row


def _new(contract: Contract, facts: Facts, changes: Changes) -> Part:
    amount = total(contract.amount.split([1] * 12)[contract.begins - 1 :])
    minutes = half_up(contract.hours * 60 * contract.months, 12)
    wage = ALL + changes.wage if contract.engagement in PAID_BY_WAGE else ALL
    cost = facts.rates.get(contract.engagement, NOTHING).times(minutes * wage, 60 * ALL)
    account = chart.ALLOWANCES if contract.engagement == EngagementKind.VOLUNTEER else chart.WAGES
    booked = _positive(facts, ((chart.REVENUE_MUNICIPALITY, amount), (account, cost)))
    worked = (Worked(contract.engagement, minutes, cost),) if minutes else ()
    return Part(NEW, gettext("Nieuw contract"), "project", 0, booked, worked)


def _positive(facts: Facts, amounts: Iterable[tuple[str, Money]]) -> tuple[Booked, ...]:
    return tuple(replace(facts.accounts[number], amount=amount) for number, amount in amounts if amount)
