"""What is sold: ordered, done, told in hours, invoiced, credited, and lost when nobody pays."""

from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy import select

from coop.database import db
from invoicing import bad_debt, billing_run
from invoicing.credit import credit
from invoicing.invoice import by_number
from orders import deciding, hours, placing
from orders.job import Job
from orders.order import Order
from orders.staffing import assign
from tests.stories.worked_year.house import member, party, service
from tests.stories.worked_year.paper import Row

LEAD = timedelta(days=7)
"""So long before the work it is ordered."""

ANSWERS = {"yes": True, "no": False, "": None}


def order(row: Row) -> None:
    """Somebody orders, the coordinator accepts and plans who comes."""
    wish = placing.Wish(
        service(row["Service"]),
        party(row["Customer"]),
        row.day(),
        quantity=int(row["Units"]) * 1000,
        vat_answer=ANSWERS[row["Older than 2 years?"]],
    )
    placed = placing.place(wish)
    deciding.accept(placed)
    assign(_job(row), [member(row["By"])])


def work(row: Row) -> None:
    """It is done and told in hours, and the coordinator approves them."""
    job = _job(row)
    begins = datetime.combine(row.day(), job.begins)
    ends = begins + timedelta(minutes=int(Fraction(row["Hours"].replace(",", ".")) * 60))
    told = {"day": row.day(), "begins": begins.time(), "ends": ends.time()}
    hours.tell(member(row["By"]), f"job-{job.id}", job=job, **told)
    hours.approve(hours.waiting())


def invoice(row: Row) -> None:
    """Everything done so far is invoiced."""
    billing_run.confirm(row.day())


def give_back(row: Row) -> None:
    """An invoice is credited, whole or in part."""
    [line] = by_number(row["Of"]).lines
    credit(row["Of"], row["Why"], {line.id: row.money("Amount")})


def lose(row: Row) -> None:
    """A claim is taken for lost; what is paid after all the program follows by itself."""
    if row["What"] == "taken for lost":
        bad_debt.write_off(row["Invoice"], "Hij is vertrokken en niet te vinden.")


def _job(row: Row) -> Job:
    theirs = (Order.party == party(row["Customer"]), Order.service == service(row["Service"]))
    jobs = select(Job).join(Order, Job.order_id == Order.id)
    return db.session.scalars(jobs.where(*theirs, Job.day == row.day())).one()
