"""A small wijk with two services: gardens that earn, and bicycles that help somebody on."""

from datetime import date, time

from coop import clock
from coop.ledger.chart import CREDITORS, MATERIALS
from coop.ledger.journal import PURCHASES
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from invoicing import billing_run
from invoicing.cost_rate import set_rate
from members.engagement import EngagementKind
from members.member import Member
from orders import hours
from orders.job import Assignment, Job
from orders.service import Service
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import a_member, organisation, person

RENT = "45105"
TODAY = date(2026, 6, 15)


def a_wijk() -> tuple[Service, Service]:
    """Two services with jobs that were done in May, told in hours, and invoiced; and rent that belongs to none."""
    wijk()
    set_rate(EngagementKind.EMPLOYEE, date(2026, 1, 1), Money(2000))
    jan = a_member("Jan de Vries", EngagementKind.EMPLOYEE)
    bilal = a_member("Bilal Amrani", EngagementKind.PARTICIPATION)
    garden = service("tuin", name="Tuinonderhoud")
    bicycles = service("fiets", name="Fietsen", minutes=60)
    fatima, city = person(), organisation()
    for day in (4, 11, 18):
        work(done_job(fatima, garden, date(2026, 5, day), 12_100), jan, 60)
    done = done_job(city, bicycles, date(2026, 5, 12), 1_000)
    work(done, bilal, 120)
    work(done, jan, 30)
    with clock.at(date(2026, 5, 29)):
        billing_run.confirm(date(2026, 5, 31))
    post([cost(1, RENT, 5_000, None), cost(2, MATERIALS, 1_500, garden.cost_object_id)])
    return garden, bicycles


def work(job: Job, member: Member, minutes: int) -> None:
    """Somebody worked on a job, and it was approved."""
    [engaged] = member.engagements
    job.assignments.append(Assignment(member=member, engagement=engaged.kind))
    ends = time(9 + minutes // 60, minutes % 60)
    entry = hours.tell(member, f"job-{job.id}-{member.id}", day=job.day, begins=time(9), ends=ends, job=job)
    hours.approve([entry])


def cost(number: int, account: str, cents: int, cost_object_id: int | None) -> Posting:
    """Something that was bought in May."""
    lines = [Line(account, cents, cost_object=cost_object_id), Line(CREDITORS, -cents)]
    return Posting(PURCHASES, date(2026, 5, 20), f"purchase:{number}", "Inkoop", lines)
