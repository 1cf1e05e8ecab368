"""What the program makes of the services, in the words and columns of the paper."""

from sqlalchemy import select

from coop.database import db
from coop.ledger.cost_object import CostObject
from coop.money import Money
from invoicing.budget.plan import Plan
from invoicing.budget.planning import plan_services
from invoicing.exploitatie.deviation import Topic
from invoicing.exploitatie.differences import differences
from invoicing.exploitatie.figures import cells
from invoicing.revenue_model.behaviour import Group
from invoicing.revenue_model.facts import Facts, total
from invoicing.revenue_model.mix import Origin, years_of_income
from invoicing.revenue_model.model import Line, RevenueModel, build
from invoicing.revenue_model.overhead import Key
from tests.stories.worked_year.paper import Row, shown


def budget(year: int, rows: list[Row]) -> None:
    """Enter the plan of each service on the paper as the budget of a year."""
    keys = {row.name: row.id for row in db.session.execute(select(CostObject.name, CostObject.id))}
    plans = {
        keys[row["Service"]]: Plan(row["Account"], _even(int(row["Jobs"])), row.money("Price")) for row in rows
    }
    plan_services(year, plans, seen=0)


def why_income_differs(year: int) -> list[Row]:
    """What each service brought in against its budget, and in which parts that differs."""
    return [
        Row(
            {
                "Service": one.name,
                "Budgeted": shown(one.volume.budget),
                "Booked": shown(one.volume.actual),
                "Volume": shown(one.split.volume),
                "Mix": shown(one.split.mix),
                "Price": shown(one.split.price),
                "Difference": shown(one.difference),
            }
        )
        for one in differences(year, cells(year))
        if one.topic is Topic.INCOME
    ]


def hours(model: RevenueModel) -> list[Row]:
    """The hours of each kind of engagement, and what they cost."""
    return [
        Row(
            Service=line.part.name,
            Engagement=worked.engagement,
            Hours=_hours(worked.minutes),
            Cost=shown(worked.cost),
        )
        for line in model.by_earning
        for worked in line.part.worked
    ]


def margins(model: RevenueModel) -> list[Row]:
    """From price to margin."""
    return [
        Row(
            {
                "Service": line.part.name,
                "Jobs": str(line.part.jobs),
                "Price": _shown(line.price),
                "Turnover": shown(line.part.turnover),
                "Hours": _costs(line, Group.LABOUR),
                "Material": _costs(line, Group.MATERIAL),
                "Margin": shown(line.contribution),
                "Per job": _shown(line.per_job),
                "Per hour": _shown(line.per_hour),
            }
        )
        for line in model.by_earning
    ]


def overhead(facts: Facts) -> list[Row]:
    """What each service carries under every key."""
    return [
        Row({"Key": str(key), **{line.part.name: shown(line.overhead) for line in build(facts, key).lines}})
        for key in Key
    ]


def results(model: RevenueModel) -> list[Row]:
    """From margin to result, with the jobs a month it takes."""
    return [
        Row(
            {
                "Service": line.part.name,
                "Margin": shown(line.contribution),
                "Fixed": shown(line.part.fixed),
                "Overhead": shown(line.overhead),
                "Own result": shown(line.own_result),
                "Needed a month": str(line.break_even),
                "Now a month": line.jobs_a_month,
            }
        )
        for line in model.by_earning
    ]


def given(model: RevenueModel) -> list[Row]:
    """What each service gives, most first."""
    return [
        Row(
            {
                "Service": line.part.name,
                "Guided hours": _hours(line.guided_minutes),
                "Guidance minutes": str(line.guidance_minutes),
                "Guidance": shown(line.guidance),
            }
        )
        for line in model.by_giving
    ]


def result(model: RevenueModel) -> list[Row]:
    """How it adds up to the result of the books."""
    return [
        Row(
            {
                "Services": shown(model.services_together),
                "For no service": shown(model.unallocated_income),
                "Result": shown(model.result),
            }
        )
    ]


def income(last: int) -> list[Row]:
    """Who paid, year by year."""
    return [
        Row(
            {
                "Year": str(mix.year),
                "Residents": shown(mix.amounts[Origin.RESIDENTS]),
                "Grants": shown(mix.amounts[Origin.GRANTS]),
                "Together": shown(mix.income),
                "Per cent grants": Money(mix.dependence or 0).decimal(),
            }
        )
        for mix in years_of_income(last)
    ]


def _costs(line: Line, group: Group) -> str:
    return shown(total(row.amount for row in line.costs_of(group)))


def _shown(amount: Money | None) -> str:
    return "" if amount is None else shown(amount)


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    assert not rest, "the paper is in whole hours"
    return str(whole)


def _even(jobs: int) -> tuple[int, ...]:
    return tuple(jobs // 12 + (month < jobs % 12) for month in range(12))
