"""What a contract with one price still brings: its instalments that were not invoiced yet.

A contract that is paid for each visit has none: its jobs say what they bring themselves, and the visits of an
order in instalments have no price (the database sees to that), so that no euro is counted twice.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from coop import kor
from coop.database import db
from coop.period import year as the_year
from coop.rules import book
from coop.rules import kor as kor_rules
from invoicing import kor_walk
from invoicing.billing import revenue_account
from invoicing.contract.contract import Contract
from invoicing.contract.part import ContractPart, PartState
from invoicing.exploitatie.commitment import Commitment, Source
from invoicing.quotation.reckoning import answer_of

# Put in words once: that takes longer than a short answer.
_DUE = (
    select(ContractPart)
    .where(
        ContractPart.state == PartState.DUE,
        ContractPart.due_on >= bindparam("since"),
        ContractPart.due_on < bindparam("end"),
    )
    .options(
        joinedload(ContractPart.contract).options(
            joinedload(Contract.party), joinedload(Contract.service), joinedload(Contract.cost_object)
        )
    )
    .order_by(ContractPart.due_on, ContractPart.id)
)


def to_come(year: int, today: date) -> Iterator[Commitment]:
    """The parts of a year; what should have been asked before today comes in the year at hand."""
    stretch = the_year(year)
    since = date.min if year == today.year else stretch.begin
    parts = db.session.scalars(_DUE, {"since": since, "end": stretch.end}).all()
    without_vat = bool(parts) and kor.holding(today) is not None
    for part in parts:
        contract = part.contract
        rule = book.applicable_rule(part.vat_rule, answer_of(part.vat_rule))
        account = revenue_account(contract.service.revenue_account, rule)
        if without_vat and rule.ubl_category in kor_rules.counted():
            account = kor_walk.account_of(account)
        yield Commitment(
            account,
            contract.cost_object_id,
            contract.cost_object.name,
            contract.party.name,
            contract.title,
            part.due_on,
            part.amount,
            source=contract.source,
            under=contract.source,
            reference=contract.number,
        )


commitments = [Source(to_come, 20)]
