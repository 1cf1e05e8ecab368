"""What the neighbours of the demo say of the work: mostly good, and two that wait for the coordinator."""

from datetime import date, timedelta

from sqlalchemy import select

from coop.database import db
from orders import feedback
from orders.feedback import Complaint
from orders.job import Job, JobState
from orders.order import Order
from orders.service import Audience, Service

LOOK_BACK = timedelta(weeks=2)
COMPLAINTS = (
    (Complaint.UNDONE, "Het stuk achter de schuur is vergeten."),
    (Complaint.LATE, "Ik stond een uur te wachten. Verder was het keurig."),
)


def say_how_it_was(until: date) -> None:
    """Let customers of the last weeks tell, one in three."""
    done = (
        select(Job)
        .join(Order, Order.id == Job.order_id)
        .join(Service, Service.id == Job.service_id)
        .where(Job.state == JobState.DONE, Job.day >= until - LOOK_BACK, Job.day < until)
        .where(Service.audience == Audience.RESIDENT)
        .order_by(Job.day.desc(), Job.id)
    )
    asked = list(db.session.scalars(done))[::3]
    for job, (what, words) in zip(asked, COMPLAINTS, strict=False):
        feedback.complain(job, what, words)
    for job in asked[len(COMPLAINTS) :]:
        feedback.praise(job)
