"""What VAT goes to the tax office and when: what was filed and not paid, what is to be filed, and what comes."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext

from coop.ledger import chart
from coop.money import Money
from coop.period import DateRange
from coop.rules.vat_return import due_on
from invoicing import vat_period
from invoicing.liquidity.accounts import Accounts
from invoicing.liquidity.coming import Coming, Rates
from invoicing.liquidity.flow import Flow, FlowKind
from invoicing.vat_period import VatPeriod
from invoicing.vat_return.period_state import State, standings


def vat(stands: Accounts, ahead: Sequence[Coming], rates: Rates, today: date, end: date) -> Iterator[Flow]:
    """Each period that has to be paid before a day."""
    known = standings()
    filed = -stands.of(chart.VAT_RETURN)
    if filed:
        last = next((one.due_on for one in known if one.filed is not None), today)
        yield Flow(last, FlowKind.VAT, -filed, gettext("Btw die al is aangegeven"))
    for one in known:
        if one.state == State.TO_DO and one.payable:
            yield Flow(one.due_on, FlowKind.VAT, -one.payable, _words(one.period), f"vat:{one.period.code}")
        elif one.state == State.RUNNING:
            yield from _to_come(one.period, one.payable, ahead, rates)
    begin = max((one.period.end for one in known), default=today)
    for period in vat_period.periods(DateRange(begin, max(begin, end))):
        yield from _to_come(period, Money.zero(), ahead, rates)


def _to_come(period: VatPeriod, so_far: Money, ahead: Sequence[Coming], rates: Rates) -> Iterator[Flow]:
    more = sum(month.vat(rates) for month in ahead if period.begin <= month.month < period.end)
    total = so_far + Money(more)
    if total:
        source = f"vat:{period.code}" if so_far else ""
        yield Flow(due_on(period.end), FlowKind.VAT, -total, _words(period), source)


def _words(period: VatPeriod) -> str:
    return str(gettext("Btw over %(period)s", period=period.name))
