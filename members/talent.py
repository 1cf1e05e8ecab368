"""Talents: what somebody is good at or likes to do, with a picture, as planning uses it."""

from flask_babel import lazy_gettext
from sqlalchemy import Column, ForeignKey, String, Table, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk

FIRST = (
    lazy_gettext("tuinieren"),
    lazy_gettext("schoonmaken"),
    lazy_gettext("klussen"),
    lazy_gettext("schilderen"),
    lazy_gettext("fietsen maken"),
    lazy_gettext("koken en bakken"),
    lazy_gettext("naaien"),
    lazy_gettext("rijden en bezorgen"),
    lazy_gettext("computers en telefoons"),
    lazy_gettext("zorgen voor anderen"),
    lazy_gettext("met kinderen werken"),
    lazy_gettext("met dieren werken"),
    lazy_gettext("talen en tolken"),
    lazy_gettext("regelen en plannen"),
    lazy_gettext("tekenen, muziek en kunst"),
    lazy_gettext("mensen ontvangen"),
)
"""The names that every house begins with, so that they are known in its languages."""


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
