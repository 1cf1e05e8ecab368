"""Talents: what somebody is good at or likes to do, with a picture, as planning uses it."""

from sqlalchemy import Column, ForeignKey, String, Table, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk


class Talent(Model):
    """One thing a person can be good at; `icon` names a picture of the sprite."""

    __tablename__ = "talent"

    id: Mapped[int] = pk()
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    icon: Mapped[str] = mapped_column(String(40), default="star")


member_talent = Table(
    "member_talent",
    Model.metadata,
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("talent_id", ForeignKey("talent.id"), primary_key=True),
)


def all_talents() -> list[Talent]:
    """Every talent, by name."""
    return list(db.session.scalars(select(Talent).order_by(Talent.name)))


def chosen(talent_ids: list[int]) -> list[Talent]:
    """The talents with these ids."""
    return list(db.session.scalars(select(Talent).where(Talent.id.in_(talent_ids)).order_by(Talent.name)))
