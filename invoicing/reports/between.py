"""How sure a forecast is, in words for who does not work with figures."""

from flask_babel import gettext

from coop.money import Money, half_up
from invoicing.forecast.year_end import YearEnd
from invoicing.whole_euros import in_euros

ROUND = 10_000
"""A range is no promise: in cents, so it is told in hundreds of euros."""


def between(end: YearEnd) -> str:
    """Between what the year ends in eight of ten futures, and in how many of a hundred it ends above zero."""
    found = end.range
    low, high = (half_up(cents, ROUND) * ROUND for cents in (found.low_80, found.high_80))
    return str(
        gettext(
            "Zeker is dat niet. In 8 van de 10 gevallen komen we uit tussen %(low)s en %(high)s. In "
            "%(times)s van de 100 gevallen houden we geld over.",
            low=in_euros(Money(low)) if low >= 0 else _side(low),
            high=_side(high),
            times=min(99, max(1, end.chance_above_zero)),
        )
    )


def _side(cents: int) -> str:
    amount = in_euros(Money(abs(cents)))
    return str(
        gettext("%(amount)s tekort", amount=amount) if cents < 0 else gettext("%(amount)s over", amount=amount)
    )
