"""The demo on this floor: the members agreed on what should always be at hand, and somebody looked ahead."""

from datetime import date
from random import Random

from coop import clock
from coop.demo import scaled
from coop.money import Money
from invoicing.liquidity import floor
from invoicing.liquidity.liquidity import look

FLOOR = Money(2_500_000)
"""The wages of some two months and a half."""


def settle(_random: Random) -> None:
    """Agree on a floor."""
    floor.set_floor(Money(scaled(FLOOR.cents)))


def live(_random: Random, _month: date, _until: date) -> None:
    """What moves is played by others."""


def summary() -> dict[str, object]:
    """Look ahead from today, as the house does by itself each day."""
    found = look(clock.today())
    return {"laagste saldo in een half jaar": found.lowest.balance}
