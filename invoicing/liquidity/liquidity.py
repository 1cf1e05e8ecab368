"""Looking ahead week by week: from what stands on our accounts now, by everything that is known or expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coop import clock, wijk
from coop.daily import new_day
from coop.money import Money
from invoicing.forecast.forecast import forecast
from invoicing.liquidity import accounts, behaviour, coming, floor, habits, payments, receipts, vat_due
from invoicing.liquidity.weeks import MOST, WEEK, WEEKS, Week, weeks


@dataclass(frozen=True)
class Liquidity:
    """The weeks ahead, from what stands on our accounts now."""

    start: Money
    floor: Money | None
    weeks: Sequence[Week]
    usually_late: int
    """How many days after the last day people mostly pay."""
    not_counted: Money
    """Open invoices that nobody counts on any more."""

    def is_below(self, week: Week) -> bool:
        """Whether a week ends below the floor, or below nothing where there is none."""
        return week.balance < (self.floor or Money.zero())

    @property
    def below(self) -> Week | None:
        """The first week that ends below the floor."""
        return next(filter(self.is_below, self.weeks), None)

    @property
    def lowest(self) -> Week:
        """The week that ends with the least."""
        return min(self.weeks, key=lambda one: (one.balance, one.begin))


def liquidity(today: date, count: int = WEEKS) -> Liquidity:
    """So many weeks from this one on."""
    found, known, stands = forecast(today), behaviour.read(), accounts.read()
    house, usual = wijk.find(), habits.read(today)
    ahead, rates = coming.coming(found), coming.rates(found)
    open_invoices, lost = receipts.invoices(known, today)
    days = house.payment_days if house else 14
    flows = [
        *open_invoices,
        *receipts.on_its_way(stands, today),
        *receipts.grants(today),
        *payments.payables(stands, today),
        *payments.wages_owed(stands, today, usual.wage_day),
        *vat_due.vat(stands, ahead, rates, today, today + WEEK * MOST),
        *coming.flows(ahead, rates, usual, days, known.usual, today),
    ]
    made = weeks(stands.at_hand, flows, today, count)
    return Liquidity(stands.at_hand, floor.find(), made, known.usual, lost)


def look(today: date) -> Liquidity:
    """Look half a year ahead, and keep for the home whether it holds."""
    found = liquidity(today, MOST)
    below = sum(map(found.is_below, found.weeks))
    floor.tell(below, found.below.begin if found.below else None)
    return found


@new_day.subscribe
def look_again(_day: date) -> None:
    """Once a day."""
    look(clock.today())
