"""Whatever the order of events, the books say what a simple model of them says."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.ledger.balance import balance
from coop.ledger.chart import BANK, DEBTORS
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import billing_run, payment
from invoicing.credit import credit
from invoicing.exploitatie.commitment import committed
from invoicing.invoice import Invoice, by_number
from members.engagement import EngagementKind
from orders import deciding, hours
from orders.job import Job, JobState
from orders.order import Order
from orders.staffing import assign
from tests.conftest import make_app
from tests.databases import Make
from tests.invoicing.cast import wijk
from tests.members.cast import a_member, person
from tests.orders.cast import an_order, garden, painting


class Thread(RuleBasedStateMachine):
    """Orders, work, invoices, payments and credit notes, in any order that the rules of the house allow."""

    def __init__(self, address: str, folder: Path) -> None:
        """Begin with an empty wijk, one member and two services."""
        super().__init__()
        self.context = make_app(address, folder).app_context()
        self.context.push()
        self.day = date(2026, 3, 2)
        self.placed: list[Order] = []
        self.planned: list[Job] = []
        self.prices: list[Money] = []  # of visits that are done and not invoiced
        self.invoices: list[str] = []
        self.asked = self.received = Money.zero()
        self.numbers = 0
        with clock.at(self.day):
            wijk()
            self.member = a_member("Jan de Vries", EngagementKind.PARTICIPATION)
            self.services = [garden(), painting()]
            db.session.commit()

    def teardown(self) -> None:
        """Leave the house."""
        db.session.remove()
        db.engine.dispose()
        self.context.pop()

    @rule(which=some.integers(0, 1), answer=some.booleans())
    def a_resident_orders(self, which: int, answer: bool) -> None:
        """Somebody new orders a visit."""
        with clock.at(self.day):
            self.placed.append(an_order(self.services[which], person(), vat_answer=answer))
            db.session.commit()

    @precondition(lambda self: self.placed)
    @rule(accepted=some.booleans())
    def the_coordinator_decides(self, accepted: bool) -> None:
        """The oldest order is accepted and staffed, or declined."""
        order = self.placed.pop(0)
        with clock.at(self.day):
            if accepted:
                deciding.accept(order)
                (job,) = db.session.scalars(select(Job).where(Job.order_id == order.id))
                assign(job, [self.member])
                self.planned.append(job)
            else:
                deciding.decline(order, "Vol.")
            db.session.commit()

    @precondition(lambda self: self.planned)
    @rule()
    def the_member_works(self) -> None:
        """The first job is done, its hours told and approved."""
        job = self.planned.pop(0)
        self.day = max(self.day, job.day)
        with clock.at(self.day):
            hours.approve([hours.confirm(job, self.member, f"uid-{job.id}")])
            self.prices.append(job.price)
            db.session.commit()

    @precondition(lambda self: self.prices)
    @rule(confirmed=some.booleans())
    def the_treasurer_invoices(self, confirmed: bool) -> None:
        """All that is done is invoiced; or it goes wrong just before the commit, and nothing happened."""
        with clock.at(self.day):
            billing_run.confirm(self.day + timedelta(days=1))
            if not confirmed:
                db.session.rollback()
                return
            db.session.commit()
        for price in self.prices:
            self.asked += price
            self.numbers += 1
            self.invoices.append(f"2026-{self.numbers:04d}")
        self.prices = []

    @precondition(lambda self: self.invoices)
    @rule(pick=some.integers(0, 9), cents=some.integers(1, 7000))
    def a_customer_pays(self, pick: int, cents: int) -> None:
        """Some amount comes in: too little, enough or too much."""
        with clock.at(self.day):
            payment.book(by_number(self.invoices[pick % len(self.invoices)]), self.day, Money(cents))
            db.session.commit()
        self.received += Money(cents)

    @precondition(lambda self: self.invoices)
    @rule(pick=some.integers(0, 9))
    def the_treasurer_credits(self, pick: int) -> None:
        """An invoice was wrong as a whole."""
        number = self.invoices.pop(pick % len(self.invoices))
        with clock.at(self.day):
            note = credit(number, "Vergissing.")
            db.session.commit()
        self.numbers += 1
        self.asked += note.payable
        assert note.payable == -by_number(number).payable

    @invariant()
    def the_books_say_the_same(self) -> None:
        """What is owed and received, the numbers given out, and the ledger itself."""
        assert balance(DEBTORS) == self.asked - self.received
        assert balance(BANK) == self.received
        given = db.session.scalars(select(Invoice.number).order_by(Invoice.number)).all()
        assert given == [f"2026-{number:04d}" for number in range(1, self.numbers + 1)]
        assert verify().first_fault is None
        db.session.rollback()

    @invariant()
    def what_is_invoiced_is_agreed_no_more(self) -> None:
        """And every visit that is to be invoiced is agreed."""
        with clock.at(self.day):
            agreed = {row.source for row in committed(self.day.year, self.day) if row.source.startswith("job:")}
        waits = select(Job.id).where(
            Job.state.in_([JobState.PLANNED, JobState.DONE]),
            Job.invoice_source.is_(None),
            Job.price > Money.zero(),
        )
        within = waits.where(Job.day < date(self.day.year + 1, 1, 1))
        assert agreed == {f"job:{number}" for number in db.session.scalars(within)}
        db.session.rollback()


@pytest.mark.slow
def test_the_books_follow_whatever_happens(
    new_database: Make, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    there = request.config.getoption("--database")
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: Thread(new_database("thread"), tmp_path),
        settings=settings(
            max_examples=6 if there == "sqlite" else 3,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
