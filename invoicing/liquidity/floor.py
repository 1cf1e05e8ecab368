"""The floor: the least that the members want on our accounts, and how the last look ahead held against it."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, insert_unless_there
from coop.errors import Refusal
from coop.money import Money


class BelowNothing(Refusal):
    """The least on our accounts is nothing or more."""


class LiquidityFloor(Model):
    """The one row with the floor; the figures of the last look are kept, so that the home need not look again."""

    __tablename__ = "liquidity_floor"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("weeks_below >= 0", name="weeks_below"),
        CheckConstraint("(weeks_below = 0) = (first_below IS NULL)", name="first_below"),
    )
    __audited__ = ("amount",)

    id: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)
    amount: Mapped[Money | None]
    """None while none was agreed: then only a balance below nothing is told."""
    weeks_below: Mapped[int] = mapped_column(default=0)
    first_below: Mapped[date | None]
    """The Monday of the first week that ends below it."""


@dataclass(frozen=True, slots=True)
class Told:
    """How the last look held: how many weeks end below the floor, and the first of them."""

    weeks: int
    first: date | None


def find() -> Money | None:
    """The floor, None while none was agreed."""
    return db.session.scalar(select(LiquidityFloor.amount))


def set_floor(amount: Money | None) -> LiquidityFloor:
    """Agree on a floor, or on none; raises BelowNothing."""
    if amount is not None and amount.cents < 0:
        raise BelowNothing(gettext("Vul een bedrag van € 0 of meer in, of laat het leeg."), "amount")
    row = _row()
    row.amount = amount
    db.session.flush()
    return row


def tell(weeks_below: int, first: date | None) -> None:
    """Keep how a look ahead held, for the home."""
    row = _row()
    row.weeks_below, row.first_below = weeks_below, first
    db.session.flush()


def told() -> Told:
    """How the last look held, in one statement."""
    row = db.session.execute(select(LiquidityFloor.weeks_below, LiquidityFloor.first_below)).first()
    return Told(row.weeks_below, row.first_below) if row else Told(0, None)


def _row() -> LiquidityFloor:
    # Two who look at the same moment make one row.
    insert_unless_there(LiquidityFloor, id=1, weeks_below=0)
    return db.session.scalars(select(LiquidityFloor).with_for_update()).one()
