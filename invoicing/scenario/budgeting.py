"""A scenario made into the draft of a budget: each account as it would be, in the seasons of the last year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select

from coop import audit, clock
from coop.database import db
from coop.errors import Refusal
from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.money import Money
from coop.period import DateRange
from invoicing.budget import line, volume
from invoicing.budget.line import Place
from invoicing.budget.spread import spread
from invoicing.budget.version import BudgetVersion, held, in_force
from invoicing.exploitatie.cell import UNALLOCATED
from invoicing.revenue_model.facts import NOTHING, Facts, Part
from invoicing.revenue_model.gather import gather_for_what_if
from invoicing.revenue_model.stretch import twelve_months
from invoicing.scenario.changed import NEW, changed
from invoicing.scenario.changes import Changes
from invoicing.scenario.scenario import Scenario

Months = Mapping[Place, Sequence[Money]]
"""What January up to December brought, by place."""


class BudgetThere(Refusal):
    """A budget that is there is never overwritten by a scenario."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a year would hold: the amounts by place and month, and the jobs of each service by month."""

    amounts: Mapping[Place, Sequence[Money]]
    jobs: Mapping[int, Sequence[int]]


def make_budget(scenario: Scenario) -> BudgetVersion:
    """Make the draft of the scenario's year; raises BudgetThere, and WrongChange where it was spoilt."""
    stretch = twelve_months(clock.today())
    facts = gather_for_what_if(stretch)
    made = planned(facts, scenario.changes, seasons(stretch.days))
    version = _empty_draft(scenario.year)
    line.put(version, made.amounts)
    volume.put(version, made.jobs)
    version.changes += 1
    audit.record(f"budget:{version.year}", "started", None, scenario.name)
    db.session.flush()
    return version


def planned(facts: Facts, changes: Changes, seen: Months) -> Planned:
    """The year under changes by month: each amount in its own season, a contract from its first month on."""
    amounts: dict[Place, list[Money]] = {}
    jobs: dict[int, list[int]] = {}
    by_place = _without_grants(facts, changes, seen)
    for part in changed(facts, changes).parts:
        key = UNALLOCATED if part.key == NEW else part.key
        for row in part.booked:
            place = row.account_id, key
            if part.key == NEW and changes.contract is not None:
                months = _from(changes.contract.begins, row.amount)
            else:
                months = spread(row.amount, by_place.get(place, ()))
            there = amounts.get(place, [NOTHING] * 12)
            amounts[place] = [one + other for one, other in zip(there, months, strict=True)]
        if part.jobs and part.kind == "service":
            jobs[part.key] = [one.cents for one in spread(Money(part.jobs), _turnover(part, by_place))]
    return Planned({place: months for place, months in amounts.items() if any(months)}, jobs)


def seasons(days: DateRange) -> Months:
    """What each calendar month of twelve brought, in one statement."""
    found: dict[Place, list[Money]] = {}
    for row in db.session.execute(
        select(Total.account_id, Total.cost_object_id, Total.month, Total.debit, Total.credit, Account.side)
        .join(Account, Account.id == Total.account_id)
        .where(Account.kind == "P", Total.month >= days.begin, Total.month < days.end)
    ):
        moved = row.debit - row.credit
        months = found.setdefault((row.account_id, row.cost_object_id), [NOTHING] * 12)
        months[row.month.month - 1] += moved if row.side == "D" else -moved
    return found


def _without_grants(facts: Facts, changes: Changes, seen: Months) -> Months:
    found = {place: list(months) for place, months in seen.items()}
    accounts = {row.number: row.account_id for part in facts.parts for row in part.booked}
    for grant in facts.grants:
        months = found.get((accounts.get(grant.account, 0), grant.key))
        end = changes.grants.get(grant.grant_id)
        if months is not None and end is not None:
            for month in range(end, 13):
                months[month - 1] -= grant.months.get(month, NOTHING)
    return found


def _from(begins: int, amount: Money) -> list[Money]:
    return [NOTHING] * (begins - 1) + amount.split([1] * (13 - begins))


def _turnover(part: Part, seen: Months) -> Sequence[Money]:
    places = [(row.account_id, part.key) for row in part.booked if row.is_turnover]
    months = [seen[place] for place in places if place in seen]
    return [Money(sum(one.cents for one in each)) for each in zip(*months, strict=True)]


def _empty_draft(year: int) -> BudgetVersion:
    there = in_force(year)
    if there is not None and (not there.is_draft or line.by_month(there.id)):
        raise BudgetThere(
            gettext("Er is al een begroting voor %(year)s. Een scenario schrijft daar niet overheen.", year=year)
        )
    return held(year, there.changes if there is not None else 0)
