"""A cost object: the service or project for which an entry is made, so that each shows its own result."""

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk


class CostObject(Model):
    """What the money is earned with or spent on; the floors above keep one for each service and project."""

    __tablename__ = "cost_object"
    __table_args__ = (CheckConstraint("kind IN ('service', 'project')", name="kind"),)

    id: Mapped[int] = pk()
    code: Mapped[str] = mapped_column(String(80), unique=True)
    """Kind and name in one, such as `service:tuin`."""
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))


def cost_object(kind: str, slug: str, name: str) -> CostObject:
    """The cost object of a service or project, made when it is not there yet."""
    code = f"{kind}:{slug}"
    found = db.session.scalar(select(CostObject).where(CostObject.code == code))
    if found is None:
        found = CostObject(code=code, name=name, kind=kind)
        db.session.add(found)
        db.session.flush()
    return found
