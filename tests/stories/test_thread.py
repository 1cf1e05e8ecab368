"""From an order to the trial balance: one visit, worked, invoiced, paid, and then credited and paid back."""

from datetime import date, timedelta

from flask import Flask

from coop import clock
from coop.database import db
from coop.ledger.balance import balance, trial_balance
from coop.ledger.chart import BANK, DEBTORS
from coop.ledger.verify import verify
from coop.money import Money
from coop.period import year
from invoicing import billing_run, cost_rate, payment
from invoicing.credit import credit
from invoicing.invoice import by_number
from members.engagement import EngagementKind
from orders import deciding, hours
from orders.job import JobState
from orders.order import OrderState
from orders.staffing import assign
from tests.invoicing.cast import wijk
from tests.members.cast import a_member, person
from tests.orders.cast import a_job, an_order, garden

MONDAY = date(2026, 3, 2)


def test_an_order_becomes_work_hours_an_invoice_and_a_line_in_the_books(app: Flask) -> None:
    with clock.at(MONDAY):
        wijk()
        cost_rate.set_rate(EngagementKind.EMPLOYEE, date(2026, 1, 1), Money(2400))
        service = garden()
        order = an_order(service, person("Fatima Haddad"))
        assert (order.state, order.price) == (OrderState.PLACED, Money(6000))
        job = a_job(order)
        jan = a_member("Jan de Vries", EngagementKind.EMPLOYEE)
        assign(job, [jan])
        db.session.commit()

    with clock.at(job.day):
        entry = hours.confirm(job, jan, "een-tik-op-klopt")
        assert entry.minutes == 120
        hours.approve(hours.waiting())
        assert (job.state, entry.cost) == (JobState.DONE, Money(4800))
        db.session.commit()

    with clock.at(job.day + timedelta(days=1)):
        billing_run.confirm(clock.today())
        invoice = by_number("2026-0001")
        assert invoice.payable == Money(6000)
        assert (invoice.net, invoice.vat) == (Money(4959), Money(1041))
        assert balance(DEBTORS) == Money(6000)
        assert balance(service.revenue_account) == Money(-4959)
        assert [line.job_id for line in invoice.lines] == [job.id]
        db.session.commit()

    with clock.at(job.day + timedelta(days=9)):
        payment.book(invoice, clock.today(), Money(6000))
        assert (balance(DEBTORS), balance(BANK)) == (Money.zero(), Money(6000))
        note = credit(invoice.number, "De heg was van de buren.")
        assert (note.number, note.payable) == ("2026-0002", Money(-6000))
        payment.refund(invoice, clock.today(), Money(6000))
        db.session.commit()

    lines = trial_balance(year(2026))
    assert sum(line.debit.cents for line in lines) == sum(line.credit.cents for line in lines) > 0
    assert sum(line.after.cents for line in lines) == 0
    left = {line.number: line.after for line in lines if line.after}
    assert sorted(left.values()) == [Money(-4800), Money(4800)], "only the hours remain, as cost and as debt"
    assert verify().first_fault is None


def test_an_order_that_is_declined_leaves_no_trace_in_the_books(app: Flask) -> None:
    with clock.at(MONDAY):
        wijk()
        order = an_order()
        deciding.decline(order, "Onze snoeischaar is stuk.")
        db.session.commit()
        assert trial_balance(year(2026)) == []
        assert verify().first_fault is None
