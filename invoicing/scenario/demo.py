"""The demo in this room: three questions the treasurer asked early on, kept to look at again."""

from datetime import date
from random import Random

from sqlalchemy import select

from coop.database import db
from coop.ledger.cost_object import CostObject
from invoicing.grants.grant import grants
from invoicing.scenario.changes import Changes
from invoicing.scenario.scenario import keep, scenarios

ASKED = date(2025, 2, 1)


def settle(_random: Random) -> None:
    """Nothing is asked on the first day."""


def live(_random: Random, month: date, _until: date) -> None:
    """After the first month: what if we were dearer, had more volunteers; and each year, if we lost the grant?"""
    if month.month != ASKED.month:
        return
    next_year = month.year + 1
    if month == ASKED:
        keys = db.session.scalars(select(CostObject.id).where(CostObject.kind == "service"))
        keep("Alles vijf procent duurder", next_year, Changes(price=dict.fromkeys(keys, 500)))
        keep("Meer vrijwilligers, hoger loon", next_year, Changes(volunteers=2000, wage=250))
    if running := grants():
        keep(f"De subsidie van {month.year} stopt in juli", next_year, Changes(grants={running[0].id: 7}))


def summary() -> dict[str, object]:
    """How many scenarios there are."""
    return {"scenario's": len(scenarios())}
