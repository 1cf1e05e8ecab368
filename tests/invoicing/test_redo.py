"""What is done again stands on no invoice and in no agreed income."""

from datetime import date, time, timedelta

from flask import Flask

from coop import clock
from invoicing import billing
from orders import feedback, hours
from orders.staffing import assign
from tests.invoicing.cast import wijk
from tests.orders import cast

MONDAY = date(2026, 3, 2)


def test_what_is_done_again_is_not_invoiced(app: Flask) -> None:
    with clock.at(MONDAY):
        wijk()
        job, jan = cast.a_staffed_job()
    with clock.at(job.day):
        hours.approve([hours.confirm(job, jan, "een")])
        again = feedback.complain(job, "undone", "").redo(job.day + timedelta(days=1), time(10))
        assign(again, [jan])
    with clock.at(again.day):
        hours.approve([hours.confirm(again, jan, "twee")])
    with clock.at(date(2026, 3, 9)):
        (bill,) = billing.to_invoice(date(2026, 3, 9))
    assert again.state == "done"
    assert [line.amount for line in bill.lines] == [job.price]
    assert all(doubt.job_id != again.id for doubt in bill.doubts)
