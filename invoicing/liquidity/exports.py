"""The weeks ahead as files."""

from flask_babel import lazy_gettext

from coop import clock
from coop.export import Asked, Export, day
from coop.report import Report
from invoicing.liquidity.liquidity import liquidity
from invoicing.liquidity.overview import flows, overview
from invoicing.liquidity.weeks import MOST, WEEKS


def weeks(asked: Asked) -> Report:
    """The weeks as the page shows them."""
    return overview(liquidity(clock.today(), count_of(asked)))


def moving(asked: Asked) -> Report:
    """Everything that moves in them."""
    found = liquidity(clock.today(), count_of(asked))
    return flows([flow for week in found.weeks for flow in week.flows])


def of_week(asked: Asked) -> Report:
    """Everything that moves in the week that begins on a day."""
    found = liquidity(clock.today(), MOST)
    return flows([flow for week in found.weeks if week.begin == day(asked, "begin") for flow in week.flows])


def count_of(asked: Asked) -> int:
    """Half a year where that is asked, else three months."""
    return MOST if str(asked.get("weken", "")) == str(MOST) else WEEKS


exports = [
    Export("liquidity.show", "geld-per-week", weeks, lazy_gettext("De weken")),
    Export("liquidity.show", "geld-alles", moving, lazy_gettext("Alles wat beweegt")),
    Export("liquidity.week", "geld-in-week", of_week),
]
