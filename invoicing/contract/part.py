"""The instalments of a contract that has one price: on which day which part is asked, and whether it was."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from coop.database import Model, db, pk
from coop.money import Money
from coop.period import DateRange, months, next_month
from invoicing.contract.contract import Contract


class PartState(StrEnum):
    """How far an instalment is; dropped is what will not be asked because the contract ended early."""

    DUE = "due"
    INVOICED = "invoiced"
    DROPPED = "dropped"


class ContractPart(Model):
    """What is asked on a day under one VAT rule; the parts of a contract are together its price."""

    __tablename__ = "contract_part"
    __table_args__ = (
        UniqueConstraint("contract_id", "position", "vat_rule"),
        CheckConstraint("amount > 0 AND position > 0", name="amount"),
        CheckConstraint("state IN ('due', 'invoiced', 'dropped')", name="state"),
        CheckConstraint("(state = 'invoiced') = (invoice_source IS NOT NULL)", name="invoiced"),
        Index("ix_contract_part_state", "state", "due_on"),
    )
    __audited__ = ("state",)

    id: Mapped[int] = pk()
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    position: Mapped[int]
    vat_rule: Mapped[str] = mapped_column(String(40))
    due_on: Mapped[date]
    amount: Mapped[Money]
    state: Mapped[str] = mapped_column(String(10), default=PartState.DUE)
    invoice_source: Mapped[str | None] = mapped_column(String(40))

    contract: Mapped[Contract] = relationship()

    def reopen(self) -> None:
        """Ask for it again after its invoice was credited."""
        self.state, self.invoice_source = PartState.DUE, None


def due_days(stretch: DateRange, *, monthly: bool) -> list[date]:
    """On which days the parts are asked: the last day of each month, or only the last day of all."""
    assert stretch.end is not None  # noqa: S101 - a contract has an end
    last = date.fromordinal(stretch.end.toordinal() - 1)
    if not monthly:
        return [last]
    return [min(last, date.fromordinal(next_month(month).toordinal() - 1)) for month in months(stretch)]


def to_ask(before: date) -> Sequence[ContractPart]:
    """The parts whose day lies before a day and that were not asked yet."""
    return db.session.scalars(
        select(ContractPart)
        .where(ContractPart.state == PartState.DUE, ContractPart.due_on < before)
        .options(
            joinedload(ContractPart.contract).joinedload(Contract.party),
            joinedload(ContractPart.contract).joinedload(Contract.service),
        )
        .order_by(ContractPart.due_on, ContractPart.id)
    ).all()


def of_contract(contract_id: int) -> Sequence[ContractPart]:
    """All parts of a contract, in order."""
    return db.session.scalars(
        select(ContractPart)
        .where(ContractPart.contract_id == contract_id)
        .order_by(ContractPart.position, ContractPart.id)
    ).all()
