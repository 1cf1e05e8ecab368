"""The whole thread: quotation, contract, jobs, hours, invoice, ledger and exploitatie, with the project in all."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import Delete, Update, delete, select, update
from sqlalchemy.exc import IntegrityError

from coop import clock
from coop.database import db
from coop.ledger.transaction import Entry
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import credit
from invoicing.billing import to_invoice
from invoicing.billing_run import confirm
from invoicing.contract import progress
from invoicing.contract.contract import Contract
from invoicing.contract.part import ContractPart, PartState, of_contract
from invoicing.exploitatie.commitment import committed
from invoicing.exploitatie.figures import statement
from invoicing.exploitatie.funder import funders
from invoicing.invoice import Invoice
from invoicing.quotation import answering, drafting, sending
from invoicing.quotation.quotation import Pays
from members.engagement import EngagementKind
from orders import hours
from orders.ahead import plan_ahead
from orders.job import Job
from orders.order import Order
from orders.staffing import assign
from tests.invoicing import cast as invoicing_cast
from tests.invoicing.quotation import cast
from tests.members.cast import a_member

TODAY = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        invoicing_cast.wijk()
        yield
        assert verify().first_fault is None


def _contract() -> Contract:
    return db.session.scalars(select(Contract)).one()


def _jobs() -> list[Job]:
    return list(db.session.scalars(select(Job).order_by(Job.due)))


def _worked(job: Job) -> None:
    member = a_member(f"Jan van {job.id}", EngagementKind.EMPLOYEE)
    assign(job, [member])
    hours.approve([hours.confirm(job, member, f"uid-{job.id}")])


def test_a_contract_by_the_visit_from_offer_to_result() -> None:
    cast.accepted()
    contract = _contract()
    order = db.session.scalars(select(Order)).one()
    # € 72,00 for two people of an hour and a half, 15 % overhead, 5 % risk and 10 % margin.
    assert (contract.price, contract.visits, contract.net) == (Money(9563), 15, Money(9563 * 15))
    assert (order.price, order.minutes, order.people) == (Money(9563), 90, 2)
    assert (order.channel, order.includes_vat) == ("contract", False)
    assert order.cost_object_id == contract.cost_object_id
    ahead = [row.title for row in committed(2026, TODAY) if row.visits > 1]
    assert ahead == ["Onderhoud binnentuin (C2026-001)"]
    with clock.at(cast.BEGIN):
        plan_ahead(cast.BEGIN)
    job = _jobs()[0]
    assert (job.title, job.day, job.price) == ("Onderhoud binnentuin", cast.BEGIN, Money(9563))
    with clock.at(cast.BEGIN + timedelta(days=1)):
        _worked(job)
        [bill] = to_invoice(clock.today())
        assert [(line.cost_object_id, line.amount) for line in bill.lines] == [
            (contract.cost_object_id, Money(9563))
        ]
        confirm(clock.today(), print_now=False)
        found = progress.of(contract)
        assert (found.invoiced, found.worked, found.income) == (Money(9563), 90, Money(9563))
        assert (found.costs, found.margin) == (Money(3600), Money(5963))
        [line] = [one for one in statement(2026).projects if one.name.startswith("Onderhoud binnentuin")]
        assert (line.result.actual, line.result.committed) == (Money(5963), Money(9563 * 14))
    assert {entry.cost_object_id for entry in db.session.scalars(select(Entry)) if entry.cost_object_id} == {
        contract.cost_object_id
    }


def test_a_contract_in_monthly_parts_is_invoiced_by_its_parts_and_not_by_its_visits() -> None:
    cast.accepted(pays=Pays.MONTH, asked=Money(100000))
    contract = _contract()
    parts = of_contract(contract.id)
    assert [part.due_on for part in parts][:2] == [date(2026, 4, 30), date(2026, 5, 31)]
    assert (len(parts), sum((part.amount for part in parts), Money.zero())) == (7, Money(100000))
    with clock.at(cast.BEGIN):
        plan_ahead(cast.BEGIN)
    with clock.at(date(2026, 6, 1)):
        job = _jobs()[0]
        assert job.price == Money.zero()
        _worked(job)
        april, may = to_invoice(clock.today())
        asked = [line.source for line in (*april.lines, *may.lines)]
        assert asked == [f"part:{part.id}" for part in parts[:2]]
        assert not [doubt for bill in (april, may) for doubt in bill.doubts if doubt.blocks]
        confirm(clock.today(), print_now=False)
        assert to_invoice(clock.today()) == []
        assert [part.state for part in parts[:3]] == [PartState.INVOICED, PartState.INVOICED, PartState.DUE]
        rows = [row for row in committed(2026, clock.today()) if row.cost_object_id == contract.cost_object_id]
        assert sum((row.net for row in rows), Money.zero()) == contract.net - progress.of(contract).invoiced


@pytest.mark.parametrize("pays", [Pays.VISIT, Pays.MONTH, Pays.END])
def test_however_it_pays_the_customer_is_who_brings_it_in(pays: Pays) -> None:
    cast.accepted(pays=pays, asked=Money(100000))
    contract = _contract()
    [line] = [line for line in funders(2026)[1] if line.expected]
    assert (line.party_id, line.committed) == (contract.party_id, contract.net)


@pytest.mark.parametrize(("pays", "price"), [(Pays.VISIT, 12000), (Pays.END, 0)])
def test_days_that_were_listed_are_the_days_we_come(pays: Pays, price: int) -> None:
    listed = ["2026-04-10", "2026-05-01", "2026-06-07"]  # the last one is a Sunday
    cast.accepted(days=listed, pays=pays, asked=Money(12000), end=date(2026, 7, 1))
    contract = _contract()
    assert [job.day for job in _jobs()] == [date(2026, 4, 10), date(2026, 5, 1), date(2026, 6, 8)]
    assert {job.price for job in _jobs()} == {Money(price)}
    assert contract.net == Money(12000 * (3 if pays == Pays.VISIT else 1))
    assert len(progress.jobs_of(contract)) == 3
    agreed = [row.net for row in committed(2026, TODAY) if row.cost_object_id == contract.cost_object_id]
    assert sum(agreed, Money.zero()) == contract.net


def test_the_invoice_asks_what_the_offer_said_with_the_vat_of_each_rate() -> None:
    draft = cast.a_draft(pays=Pays.END)
    for rule, cents in (("low_repair", 4999), ("reverse", 3333), ("high", 777)):
        drafting.add_line(draft, {"kind": "material", "activity": rule, "vat_rule": rule, "amount": Money(cents)})
    sending.send(draft, cast.LINK)
    answering.accept(draft, "Ineke Postma", "Hoofd inkoop")
    with clock.at(date(2026, 11, 2)):
        confirm(clock.today(), print_now=False)
        invoice = db.session.scalars(select(Invoice)).one()
    assert (invoice.net, invoice.payable) == (draft.net, draft.payable)
    told = {
        (tax["category"], tax["basis_points"], tax["net"], tax["vat"]) for tax in (draft.snapshot or {})["taxes"]
    }
    assert {(tax.category, tax.basis_points, tax.net.cents, tax.vat.cents) for tax in invoice.taxes} == told


def test_a_credited_part_can_be_asked_again() -> None:
    cast.accepted(pays=Pays.END, asked=Money(100000))
    with clock.at(date(2026, 11, 2)):
        confirm(clock.today(), print_now=False)
        invoice = db.session.scalars(select(Invoice)).one()
        credit.credit(invoice.number, "Verkeerd kenmerk.", bill_again=True, print_now=False)
        part = db.session.scalars(select(ContractPart)).one()
        assert (part.state, part.invoice_source) == (PartState.DUE, None)
        [bill] = to_invoice(clock.today())
        assert [line.amount for line in bill.lines] == [Money(100000)]
        assert progress.of(_contract()).invoiced == Money.zero()


def _write(statement: Update | Delete) -> None:
    with db.session.begin_nested():
        db.session.execute(statement)


def test_the_database_lets_no_visit_be_paid_twice() -> None:
    cast.accepted(pays=Pays.MONTH, asked=Money(100000))
    with pytest.raises(IntegrityError, match="in_instalments"):
        _write(update(Order).values(price=Money(1)))
    with pytest.raises(IntegrityError, match="ck_orders_cost_object"):
        _write(update(Order).values(channel="web"))


def test_what_was_agreed_never_changes() -> None:
    cast.accepted(pays=Pays.MONTH, asked=Money(100000))
    for change in (
        update(Contract).values(net=Money(1)),
        delete(Contract),
        update(ContractPart).values(amount=Money(1)),
        delete(ContractPart),
    ):
        with pytest.raises(IntegrityError, match="quotation:kept"):
            _write(change)
