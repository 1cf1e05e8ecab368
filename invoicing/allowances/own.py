"""What a volunteer sees of their own allowance: what it is this month and this year, and the maxima."""

from flask_babel import gettext

from coop import wijk
from coop.filters import month as shown_month
from coop.money import Money
from coop.rules import book
from invoicing.allowances.counted import counted
from orders.own_total import OwnTotal, Used, total_asked


@total_asked.subscribe
def tell(total: OwnTotal) -> None:
    """Add what counts towards the maxima; nothing where no allowance is given, or none of it is theirs."""
    house = wijk.find()
    if house is None or not house.allowance_basis:
        return
    day, month = total.day, total.day.replace(day=1)
    months = counted(day.year, {total.person_id}).get(total.person_id)
    if not months:
        return
    try:
        limit = book.allowance(day.year)
    except book.NoFigure as unknown:
        total.told.append(unknown.sentence)
        return
    year = sum(months.values(), Money.zero())
    total.used.extend(
        (
            Used(
                gettext("Vergoeding in %(month)s", month=shown_month(month)),
                months.get(month, Money.zero()),
                limit.month,
            ),
            Used(gettext("Vergoeding in %(year)s", year=day.year), year, limit.year_total),
        )
    )
