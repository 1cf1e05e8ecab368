"""A request that begins with what is there: an earlier request, or the budget of a service in a year."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import func, select

from coop.database import db
from coop.errors import Refusal
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.money import Money
from coop.period import year as the_year
from invoicing.budget.line import BudgetLine
from invoicing.budget.version import key_in_force
from invoicing.grants import asking, lines
from invoicing.grants.request import CoverKind, GrantRequest
from members.party import Party


class NothingBudgeted(Refusal):
    """A request can only begin from a service that has costs in the budget."""


def again(earlier: GrantRequest, begin: date, end: date) -> GrantRequest:
    """The same request for another period, as a draft: what was granted then says nothing of now."""
    made = asking.draft(earlier.giver, earlier.purpose, earlier.requested, begin, end)
    for activity in earlier.activities:
        new = lines.add_activity(made, activity.name)
        for line in activity.lines:
            facts = {"amount": line.amount, "minutes": line.minutes, "rate": line.rate, "account": line.account}
            lines.add_cost(new, line.text, **facts)  # type: ignore[arg-type]
    for cover in earlier.covers:
        lines.add_cover(made, cover.kind, cover.text, cover.amount)
    return made


def of_service(giver: Party, cost_object_id: int, year: int) -> GrantRequest:
    """What a service is budgeted to cost and earn in a year; what it is short is asked. Raises NothingBudgeted."""
    name = db.session.scalar(select(CostObject.name).where(CostObject.id == cost_object_id))
    rows = db.session.execute(
        select(Account.number, Account.name, Account.side, func.sum(BudgetLine.amount).label("amount"))
        .join(Account, Account.id == BudgetLine.account_id)
        .where(BudgetLine.version_id == key_in_force(year), BudgetLine.cost_object_id == cost_object_id)
        .group_by(Account.id)
        .order_by(Account.number)
    ).all()
    costs = [row for row in rows if row.side == "D" and row.amount > Money.zero()]
    if name is None or not costs:
        raise NothingBudgeted(
            gettext("In de begroting van %(year)s staan geen kosten van deze dienst.", year=year)
        )
    income = [row for row in rows if row.side == "C" and row.amount > Money.zero()]
    short = sum((row.amount for row in costs), Money.zero()) - sum((row.amount for row in income), Money.zero())
    stretch = the_year(year)
    made = asking.draft(giver, name, max(short, Money(1)), stretch.begin, stretch.end or stretch.begin)
    activity = lines.add_activity(made, name)
    for row in costs:
        lines.add_cost(activity, row.name, amount=row.amount, account=row.number)
    for row in income:
        lines.add_cover(made, CoverKind.INCOME, row.name, row.amount)
    return made
