"""The demo of the bank, after the chapters that pay and collect: a statement tells of what they did."""

from datetime import date, timedelta
from random import Random

from coop import clock
from invoicing import demo_bank
from invoicing.matching import waiting


def settle(_random: Random) -> None:
    """Nothing is on its way yet."""
    demo_bank.forget()


def live(_random: Random, month: date, until: date) -> None:
    """When the month is over its statement is read in; of this month the part so far."""
    if month >= demo_bank.SINCE:
        with clock.at(until - timedelta(days=1)):
            demo_bank.statement(until)


def summary() -> dict[str, object]:
    """How many lines of the bank wait for the treasurer."""
    return {"bankregels te koppelen": waiting.left().count}
