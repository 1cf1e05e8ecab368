"""Made-up services, orders and jobs, for tests on this floor and above."""

from datetime import timedelta

from coop import clock
from coop.database import db
from coop.ledger.cost_object import cost_object
from coop.money import Money
from members.engagement import EngagementKind
from members.member import Member
from members.party import Party
from orders import deciding, placing
from orders.job import Job
from orders.order import Order
from orders.price import PriceRule
from orders.recurrence import Frequency
from orders.service import Service
from orders.staffing import assign
from orders.workday import earliest
from tests.members.cast import a_member, person


def garden(**facts: object) -> Service:
    """Garden work at € 30 an hour including 21 % VAT."""
    return service("tuin", "Tuinonderhoud", price_rule=PriceRule.HOUR, price=Money(3000), minutes=120, **facts)


def painting(**facts: object) -> Service:
    """Painting at € 43,60 including 9 % VAT, in a home older than two years."""
    told = {"vat_rule": "low_dwelling_2y", "revenue_account": "80505", **facts}
    return service("schilderen", "Schilderen", price=Money(4360), minutes=60, **told)


def service(slug: str, name: str, **facts: object) -> Service:
    """A service at a fixed price, unless told otherwise."""
    told = {
        "price": Money(2500),
        "vat_rule": "high",
        "revenue_account": "80501",
        "minutes": 60,
        "frequencies": [frequency.value for frequency in Frequency],
        "cost_object": cost_object("service", slug, name),
        **facts,
    }
    made = Service(slug=slug, name=name, **told)
    db.session.add(made)
    db.session.flush()
    return made


def an_order(ordered: Service | None = None, party: Party | None = None, **facts: object) -> Order:
    """An order for the first day we can come."""
    told = {"first_day": earliest(clock.today()), "quantity": 2000, **facts}
    ordered = ordered or garden()
    if ordered.price_rule == PriceRule.FIXED:
        told["quantity"] = 1000
    return placing.place(placing.Wish(ordered, party or person(), **told))  # type: ignore[arg-type]


def a_job(order: Order | None = None) -> Job:
    """The first job of an accepted order."""
    order = order or an_order()
    deciding.accept(order)
    return db.session.query(Job).filter_by(order_id=order.id).order_by(Job.due).first()  # type: ignore[return-value]


def a_staffed_job(
    order: Order | None = None, kind: EngagementKind = EngagementKind.EMPLOYEE
) -> tuple[Job, Member]:
    """A job with somebody on it."""
    job = a_job(order)
    member = a_member(kind=kind, since=job.day - timedelta(days=100))
    assign(job, [member])
    return job, member
