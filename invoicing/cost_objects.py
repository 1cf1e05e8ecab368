"""The services and projects that a cost can be for, as a list to choose from."""

from sqlalchemy import select

from coop.database import db
from coop.ledger.cost_object import CostObject


def cost_objects() -> list[tuple[int, str]]:
    """Each by its key and name."""
    rows = db.session.execute(select(CostObject.id, CostObject.name).order_by(CostObject.name))
    return [(row.id, row.name) for row in rows]
