"""When the wijk took part in the small businesses' scheme: rows with a begin and an end."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Exists, String, exists, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk


class KorPeriod(Model):
    """The days of [begin, end) without VAT; with `passed_by` the invoice that went over the limit ended it."""

    __tablename__ = "kor_period"
    __table_args__ = (
        CheckConstraint("ends_on >= begins_on", name="period"),
        CheckConstraint("passed_by IS NULL OR ends_on IS NOT NULL", name="passed_by"),
    )
    __audited__ = ("begin", "end", "passed_by")

    id: Mapped[int] = pk()
    begin: Mapped[date] = mapped_column("begins_on", unique=True)
    end: Mapped[date | None] = mapped_column("ends_on")
    notified_on: Mapped[date]
    passed_by: Mapped[str | None] = mapped_column(String(20))
    entered_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(String(60))

    def holds(self, day: date) -> bool:
        """Whether it held on a day."""
        return self.begin <= day and (self.end is None or day < self.end)


def periods() -> Sequence[KorPeriod]:
    """Every time we took part, the latest first."""
    return db.session.scalars(select(KorPeriod).order_by(KorPeriod.begin.desc())).all()


def holds_on(day: Any) -> Exists:
    """Whether a row holds on a day (or a bound parameter), to be asked along with something else."""
    return exists().where(KorPeriod.begin <= day, or_(KorPeriod.end.is_(None), KorPeriod.end > day))


def holding(day: date) -> KorPeriod | None:
    """The row that holds on a day, None when VAT works as ever."""
    return next((period for period in periods() if period.holds(day)), None)
