"""What goes out of what is known: purchases, claims and allowances by their last day, and wages that are owed."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask_babel import gettext

from coop import wijk
from coop.ledger import chart
from coop.period import month as the_month
from invoicing.liquidity.accounts import Accounts
from invoicing.liquidity.flow import Flow, FlowKind
from invoicing.paying_out.kinds import KINDS

FAR = timedelta(days=400)


def payables(stands: Accounts, today: date) -> Iterator[Flow]:
    """Every debt that paying out knows; a credit comes off. An allowance without a basis in law is not paid."""
    house = wijk.find()
    basis = bool(house and house.allowance_basis)
    this_month = -stands.of(chart.ALLOWANCES_DUE)
    for word, kind in KINDS.items():
        if word == "allowance" and not basis:
            continue
        for due in kind.owed(today + FAR):
            yield Flow(due.due_on, FlowKind.PAYABLE, -due.amount, due.what, due.about)
            if word == "allowance":
                this_month -= due.amount
    if basis and this_month.cents > 0:  # it can be paid once the month is over
        day = the_month(today).end or today
        yield Flow(day, FlowKind.PAYABLE, -this_month, gettext("Vrijwilligersvergoeding van deze maand"))


def wages_owed(stands: Accounts, today: date, wage_day: int) -> Iterator[Flow]:
    """Wages that are in the books already, on the next day of wages; the tax on them at the end of the month."""
    owed, tax = -stands.of(chart.WAGES_DUE), -stands.of(chart.WAGE_TAX_DUE)
    if owed.cents > 0:
        yield Flow(next_day(today, wage_day), FlowKind.WAGES, -owed, gettext("Lonen die al geboekt zijn"))
    if tax.cents > 0:
        last = (the_month(today).end or today) - timedelta(days=1)
        yield Flow(last, FlowKind.WAGES, -tax, gettext("Loonheffing die al geboekt is"))


def next_day(today: date, day_of_month: int) -> date:
    """The first day from today on with this place in its month."""
    day = in_month(today, day_of_month)
    return day if day >= today else in_month(the_month(today).end or today, day_of_month)


def in_month(month: date, day_of_month: int) -> date:
    """This place in the month of a day, or its last day where it is shorter."""
    whole = the_month(month)
    return whole.begin + timedelta(days=min(day_of_month, whole.days) - 1)
