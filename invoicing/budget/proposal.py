"""What a plan begins with: last year's average price and hours of a service, else what the catalogue says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from coop import clock, kor
from coop.database import db
from coop.ledger import chart
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.ledger.total import Total
from coop.money import Money, half_up
from coop.period import year as the_year
from coop.rules import book
from invoicing.billing import revenue_account
from invoicing.budget.actuals import invoiced, twelve_months
from invoicing.budget.plan import COSTS_ON, SALES, Plan, Work
from invoicing.budget.spread import season
from invoicing.cost_rate import PAID, rate_on
from invoicing.kor_walk import account_of
from invoicing.vat import add_up, group_of
from members.engagement import EngagementKind
from orders.hours import HourEntry, HoursState
from orders.price import PriceRule
from orders.recurrence import Frequency
from orders.service import Service


@dataclass(frozen=True, slots=True)
class Planned:
    """A service or project; `season` has the weights of the months where it is not done all year."""

    cost_object_id: int
    name: str
    season: Sequence[int] | None


def plannable() -> Sequence[Planned]:
    """Every service with a result of its own, as the shop window has them, and then the projects."""
    found: dict[int, Planned] = {}
    for row in db.session.execute(
        select(
            Service.cost_object_id,
            Service.name,
            Service.frequencies,
            Service.season_opens,
            Service.season_closes,
        )
        .where(Service.active, Service.cost_object_id.is_not(None))
        .order_by(Service.place, Service.name)
    ):
        key = row.cost_object_id or 0
        seasonal = Frequency.SEASON in row.frequencies
        weights = season(row.season_opens, row.season_closes) if seasonal else None
        found.setdefault(key, Planned(key, row.name, weights))
    projects = select(CostObject).where(CostObject.kind == "project").order_by(CostObject.name)
    found |= {one.id: Planned(one.id, one.name, None) for one in db.session.scalars(projects)}
    return list(found.values())


def proposal(year: int, cost_object_id: int) -> Plan:
    """What to plan a service or project with as long as nobody did; of a project nothing is known beforehand."""
    service = db.session.scalar(
        select(Service)
        .where(Service.active, Service.cost_object_id == cost_object_id)
        .order_by(Service.place, Service.name)
        .limit(1)
    )
    if service is None:
        return Plan(chart.REVENUE_MUNICIPALITY, (0,) * 12, Money.zero())
    day = date(year, 1, 1)
    visits = tuple(twelve_months(year - 1, invoiced, 0).get(cost_object_id, [0] * 12))
    done = sum(invoiced(year - 1).get(cost_object_id, ()))
    account, net = _by_catalogue(service, day)
    earned = _earned(year - 1, cost_object_id) if done else Money.zero()
    price = earned.times(1, done) if earned.cents > 0 else net
    return Plan(account, visits, price, works=_works(service, year, done))


def rate_of(engagement: str, year: int) -> Money | None:
    """What an hour costs in the year: as far as that is known on its first day, else as it is now."""
    return rate_on(engagement, date(year, 1, 1)) or rate_on(engagement, clock.today())


def _earned(year: int, cost_object_id: int) -> Money:
    stretch = the_year(year)
    credit, debit = db.session.execute(
        select(func.sum(Total.credit), func.sum(Total.debit))
        .join(Account, Account.id == Total.account_id)
        .where(
            Account.number.in_(SALES),
            Total.cost_object_id == cost_object_id,
            Total.month >= stretch.begin,
            Total.month < stretch.end,
        )
    ).one()
    return (credit or Money.zero()) - (debit or Money.zero())


def _by_catalogue(service: Service, day: date) -> tuple[str, Money]:
    """The account and the price of one visit without VAT, as it is ordered without a question answered."""
    price = service.price
    if service.price_rule == PriceRule.HOUR:
        price = price.times(service.minutes, 60)
    rule = book.applicable_rule(service.vat_rule, None)
    account = revenue_account(service.revenue_account, rule)
    if kor.holding(day):
        return account_of(account), price
    try:
        group = group_of(rule, day)
    except book.NoFigure:
        return account, price
    return account, add_up([(price, group)], includes_vat=service.includes_vat).net


def _works(service: Service, year: int, visits: int) -> list[Work]:
    worked = _worked(service, year - 1) if visits else {}
    usual = {EngagementKind.EMPLOYEE.value: service.minutes * service.people}
    found = []
    for engagement in PAID:
        minutes = half_up(worked.get(engagement, 0), visits) if worked else usual.get(engagement, 0)
        rate = rate_of(engagement, year)
        if minutes and rate and engagement in COSTS_ON:
            found.append(Work(engagement, minutes, rate))
    return found


def _worked(service: Service, year: int) -> dict[str, int]:
    stretch = the_year(year)
    rows = db.session.execute(
        select(HourEntry.engagement, func.sum(HourEntry.minutes))
        .join(Service, Service.id == HourEntry.service_id)
        .where(
            Service.cost_object_id == service.cost_object_id,
            HourEntry.state == HoursState.APPROVED,
            HourEntry.day >= stretch.begin,
            HourEntry.day < stretch.end,
        )
        .group_by(HourEntry.engagement)
    )
    return {engagement: int(minutes) for engagement, minutes in rows}
