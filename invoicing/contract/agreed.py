"""What a contract with one price still brings: its instalments that were not invoiced yet.

A contract that is paid for each visit has none: its jobs say what they bring themselves, and the visits of an
order in instalments have no price (the database sees to that), so that no euro is counted twice.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import bindparam, select

from coop import kor
from coop.database import rows
from coop.ledger.cost_object import CostObject
from coop.period import year as the_year
from coop.rules import book
from coop.rules import kor as kor_rules
from invoicing import kor_walk
from invoicing.billing import revenue_account
from invoicing.contract.contract import Contract
from invoicing.contract.part import ContractPart, PartState
from invoicing.exploitatie.commitment import Commitment, Source
from invoicing.quotation.reckoning import answer_of
from members.party import Party
from orders.service import Service

# Put in words once: that takes longer than a short answer.
_DUE = (
    select(
        ContractPart.due_on,
        ContractPart.amount,
        ContractPart.vat_rule,
        Contract.id,
        Contract.number,
        Contract.title,
        Contract.cost_object_id,
        CostObject.name.label("cost_object"),
        CostObject.kind,
        Party.id.label("party_id"),
        Party.name.label("party"),
        Service.revenue_account,
        kor.holds_on(bindparam("today")).label("under_kor"),
    )
    .join(Contract, Contract.id == ContractPart.contract_id)
    .join(CostObject, CostObject.id == Contract.cost_object_id)
    .join(Party, Party.id == Contract.party_id)
    .join(Service, Service.id == Contract.service_id)
    .where(
        ContractPart.state == PartState.DUE,
        ContractPart.due_on >= bindparam("since"),
        ContractPart.due_on < bindparam("end"),
    )
    .order_by(ContractPart.due_on, ContractPart.id)
)


def to_come(year: int, today: date) -> Iterator[Commitment]:
    """The parts of a year; what should have been asked before today comes in the year at hand."""
    stretch = the_year(year)
    since = date.min if year == today.year else stretch.begin
    for part in rows(_DUE, {"since": since, "end": stretch.end, "today": today}):
        rule = book.applicable_rule(part.vat_rule, answer_of(part.vat_rule))
        account = revenue_account(part.revenue_account, rule)
        if part.under_kor and rule.ubl_category in kor_rules.counted():
            account = kor_walk.account_of(account)
        source = f"contract:{part.id}"
        yield Commitment(
            account,
            part.cost_object_id,
            part.cost_object,
            part.party,
            part.title,
            part.due_on,
            part.amount,
            source=source,
            under=source,
            reference=part.number,
            party_id=part.party_id,
            is_project=part.kind == "project",
        )


commitments = [Source(to_come, 20)]
