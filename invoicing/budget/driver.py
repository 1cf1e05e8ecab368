"""What the lines of a service are worked out from: a price for each visit, and the paid hours in it.

The number of visits itself is a BudgetVolume. All three are kept, so that one can change and the lines follow.
"""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model
from coop.money import Money


class Season(StrEnum):
    """How the visits of a year lie over its months."""

    EVEN = "even"
    HISTORY = "history"
    SERVICE = "service"
    BY_HAND = "by_hand"


class BudgetPrice(Model):
    """What one visit of a service brings in, without VAT, on which account, and how visits lie over the year."""

    __tablename__ = "budget_price"
    __table_args__ = (
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("season IN ('even', 'history', 'service', 'by_hand')", name="season"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("budget_version.id"), primary_key=True)
    cost_object_id: Mapped[int] = mapped_column(ForeignKey("cost_object.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"))
    price: Mapped[Money]
    season: Mapped[str] = mapped_column(String(10), default=Season.EVEN)


class BudgetWork(Model):
    """How long one visit of a service takes of people of one engagement, in minutes, and what an hour costs."""

    __tablename__ = "budget_work"
    __table_args__ = (
        CheckConstraint("engagement IN ('employee', 'apprentice', 'volunteer')", name="engagement"),
        CheckConstraint("minutes > 0 AND rate >= 0", name="work"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("budget_version.id"), primary_key=True)
    cost_object_id: Mapped[int] = mapped_column(ForeignKey("cost_object.id"), primary_key=True)
    engagement: Mapped[str] = mapped_column(String(15), primary_key=True)
    minutes: Mapped[int]
    rate: Mapped[Money]
