"""The taxed share: which part of the VAT we pay is deducted, where we also work without VAT (Wet OB art. 15).

A share by year, in hundredths of a per cent; a line of a purchase can have its own. Without either, all of it.
"""

from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import audit, clock
from coop.database import Model, db
from coop.errors import Refusal

ALL = 10_000


class WrongShare(Refusal):
    """A share lies between nothing and all of it, and somebody says what it rests on."""


class TaxedShare(Model):
    """The share of a year; purchases keep the one they were entered with."""

    __tablename__ = "taxed_share"
    __table_args__ = (CheckConstraint("basis_points BETWEEN 0 AND 10000", name="basis_points"),)
    __audited__ = ("basis_points",)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    basis_points: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(60))


def set_share(year: int, basis_points: int, reason: str) -> TaxedShare:
    """Set the share of a year for purchases entered from now on; raises WrongShare."""
    if not 0 <= basis_points <= ALL:
        raise WrongShare(gettext("Kies 0 tot 100 procent."), "percent")
    if not reason.strip():
        raise WrongShare(gettext("Schrijf op waarop dit deel is gebaseerd."), "reason")
    share = db.session.get(TaxedShare, year) or TaxedShare(year=year)
    share.basis_points, share.reason = basis_points, reason.strip()
    share.set_at, share.set_by = clock.now(), audit.who()
    db.session.add(share)
    db.session.flush()
    return share


def share_on(day: date) -> int:
    """The share that holds for a purchase of a day."""
    found = db.session.scalar(select(TaxedShare.basis_points).where(TaxedShare.year == day.year))
    return ALL if found is None else found


def shares() -> list[TaxedShare]:
    """Every year that has one, the latest first."""
    return list(db.session.scalars(select(TaxedShare).order_by(TaxedShare.year.desc())))
