"""An account of the ledger, as the chart of accounts names it."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column

from coop.database import Model, db, pk
from coop.errors import NotFound


class NoSuchAccount(NotFound):
    """Every figure stands on an account of the chart."""


class Account(Model):
    """Where euros are counted: its number never changes, and one that was used never disappears."""

    __tablename__ = "ledger_account"
    __table_args__ = (
        CheckConstraint("side IN ('D', 'C')", name="side"),
        CheckConstraint("kind IN ('B', 'P')", name="kind"),
    )

    id: Mapped[int] = pk()
    number: Mapped[str] = mapped_column(String(10), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    rgs: Mapped[str] = mapped_column(String(20))
    side: Mapped[str] = mapped_column(String(1))
    """On which side it grows: D (debit: assets, costs) or C (credit: debts, income)."""
    kind: Mapped[str] = mapped_column(String(1))
    """B (balance sheet: carried into the next year) or P (profit and loss: begins every year at nothing)."""
    core: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)

    __audited__ = ("name", "active")

    @property
    def label(self) -> str:
        """Number and name, as a treasurer looks for it."""
        return f"{self.number} {self.name}"


def account(number: str) -> Account:
    """The account with this number; raises NoSuchAccount."""
    found = db.session.scalar(select(Account).where(Account.number == number))
    if found is None:
        raise NoSuchAccount(gettext("Er is geen grootboekrekening %(number)s.", number=number))
    return found


def accounts(*, kind: str | None = None, side: str | None = None, all_: bool = False) -> Sequence[Account]:
    """The accounts by number: those in use, or all of them."""
    wanted = select(Account).order_by(Account.number)
    if kind is not None:
        wanted = wanted.where(Account.kind == kind)
    if side is not None:
        wanted = wanted.where(Account.side == side)
    if not all_:
        wanted = wanted.where(Account.active)
    return db.session.scalars(wanted).all()
