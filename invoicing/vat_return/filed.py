"""Returns as they were filed: kept to the euro and to the cent, and never changed."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop import audit, clock
from coop.database import Model, db
from coop.errors import NotFound, Stale
from coop.money import Money
from coop.period import DateRange


class Kind(StrEnum):
    """What was filed: the return of a period, or a supplement to it."""

    RETURN = "return"
    SUPPLEMENT = "supplement"


class CopiedBefore(Stale):
    """That a return was taken over is noted once."""


class VatReturn(Model):
    """A return that was filed here: fixed, to be copied into the tax office's own form.

    Its boxes (and the transactions of a supplement) are written before it and sealed by it. From then on the
    database refuses entries with VAT that are dated in its period, and any change but that it was copied.
    """

    __tablename__ = "vat_return"
    __table_args__ = (
        CheckConstraint("kind IN ('return', 'supplement')", name="kind"),
        CheckConstraint("ends_on > begins_on", name="period"),
        CheckConstraint("(copied_at IS NULL) = (copied_by IS NULL)", name="copied"),
        CheckConstraint("payable % 100 = 0", name="whole_euros"),
    )

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    """The period, as 2026-Q3; of a supplement with its number behind it, as 2026-Q3-S1."""
    kind: Mapped[str] = mapped_column(String(10), default=Kind.RETURN)
    begin: Mapped[date] = mapped_column("begins_on")
    end: Mapped[date] = mapped_column("ends_on")
    own_favour: Mapped[bool]
    exact: Mapped[Money]
    payable: Mapped[Money]
    filed_at: Mapped[datetime]
    filed_by: Mapped[str] = mapped_column(String(60))
    copied_at: Mapped[datetime | None]
    copied_by: Mapped[str | None] = mapped_column(String(60))

    boxes: Mapped[list["VatReturnBox"]] = relationship(viewonly=True)

    @property
    def source(self) -> str:
        """The name under which the ledger knows it."""
        return f"vat:{self.code}"

    @property
    def stretch(self) -> DateRange:
        """The days it is about."""
        return DateRange(self.begin, self.end)

    def copied(self) -> None:
        """Note that it was taken over into the tax office's form; raises CopiedBefore."""
        if self.copied_at is not None:
            raise CopiedBefore(gettext("Dit was al overgenomen."))
        self.copied_at, self.copied_by = clock.now(), audit.who()
        db.session.flush()
        audit.record(self.source, "copied", None, self.payable)


class VatReturnBox(Model):
    """One box as it was declared, and the cents behind it."""

    __tablename__ = "vat_return_box"
    __table_args__ = (CheckConstraint("turnover % 100 = 0 AND vat % 100 = 0", name="whole_euros"),)

    return_code: Mapped[str] = mapped_column(
        ForeignKey("vat_return.code", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    box: Mapped[str] = mapped_column(String(10), primary_key=True)
    turnover: Mapped[Money]
    vat: Mapped[Money]
    exact_turnover: Mapped[Money]
    exact_vat: Mapped[Money]


class VatSupplementLine(Model):
    """A transaction that is declared by a supplement, and so no longer by the return of its own date."""

    __tablename__ = "vat_supplement_line"

    transaction_id: Mapped[int] = mapped_column(
        ForeignKey("ledger_transaction.id"), primary_key=True, autoincrement=False
    )
    return_code: Mapped[str] = mapped_column(
        ForeignKey("vat_return.code", deferrable=True, initially="DEFERRED"), index=True
    )


_FILED_UNTIL = select(func.max(VatReturn.end)).where(VatReturn.kind == Kind.RETURN)
"""Put in words once: every posting in an earlier month asks it."""


def filed_until() -> date | None:
    """The first day of which no return was filed yet, None while none was."""
    return db.session.scalar(_FILED_UNTIL)


def first_open(day: date) -> date:
    """A day, or the first one after what was filed: what came late counts there."""
    until = filed_until()
    return day if until is None else max(day, until)


def find(code: str) -> VatReturn | None:
    """What was filed under a code, None when nothing was."""
    return db.session.get(VatReturn, code)


def must_find(code: str) -> VatReturn:
    """The same; raises NotFound."""
    found = find(code)
    if found is None:
        raise NotFound(gettext("Hierover is nog geen aangifte gedaan."))
    return found


def returns() -> list[VatReturn]:
    """Everything that was filed, the latest first."""
    return list(db.session.scalars(select(VatReturn).order_by(VatReturn.begin.desc(), VatReturn.code.desc())))
