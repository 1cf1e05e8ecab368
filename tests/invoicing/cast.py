"""What the tests of invoicing begin with: the wijk, a service and work that is done."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from coop import clock
from coop.database import db
from coop.ledger.cost_object import cost_object
from coop.money import Money
from coop.rules.confirmation import RuleConfirmation
from coop.rules.question import questions
from coop.wijk import Wijk
from invoicing.draft import Draft, DraftLine, customer_of
from invoicing.invoice import Invoice, by_number
from invoicing.issuing import issue
from invoicing.vat import VatGroup
from members.party import Party
from orders.job import Job, JobState
from orders.order import Order, OrderState
from orders.service import Service

HIGH, LOW = VatGroup("S", 2100), VatGroup("S", 900)
EXEMPT = VatGroup("E", 0, "Vrijgesteld van btw: Wet OB 1968 art. 11 lid 1 onder f")
OUTSIDE = VatGroup("O", 0, "Buiten de heffing van btw")
REVERSE = VatGroup("AE", 0, "Btw verlegd")


def wijk(**facts: object) -> Wijk:
    """The cooperative of Beijum, whose treasurer had every rule looked after."""
    told = {
        "name": "Wijkbedrijf Beijum",
        "legal_name": "Coöperatie Wijkbedrijf Beijum U.A.",
        "street": "Ypemaheerd",
        "house_number": "42a",
        "postcode": "9736 MB",
        "city": "Groningen",
        "kvk": "81234567",
        "vat_id": "NL123456782B90",
        "iban": "NL91ABNA0417164300",
        "creditor_id": "NL82ZZZ812345670000",
        "email": "hallo@example.org",
        "phone": "050 123 45 67",
        **facts,
    }
    made = Wijk(**told)
    db.session.add(made)
    db.session.flush()
    db.session.add_all(  # not one by one as on the screen: nearly every test begins here
        RuleConfirmation(
            code=question.code,
            text=question.text,
            advice="Boekhouder De Vries",
            confirmed_at=clock.now(),
            confirmed_by="treasurer",
        )
        for question in questions()
    )
    db.session.flush()
    return made


def service(slug: str = "tuin", **facts: object) -> Service:
    """Garden work at 21 %, unless told otherwise."""
    told = {
        "name": "Tuinonderhoud",
        "price": Money(3250),
        "vat_rule": "high",
        "minutes": 90,
        "revenue_account": "80501",
        "cost_object_id": cost_object("service", slug, slug.capitalize()).id,
        **facts,
    }
    made = Service(slug=slug, **told)
    db.session.add(made)
    db.session.flush()
    return made


def done_job(
    customer: Party,
    what: Service,
    day: date,
    cents: int = 3250,
    state: str = JobState.DONE,
    **facts: object,
) -> Job:
    """A visit that was ordered and done."""
    price = Money(cents)
    told = {
        "includes_vat": not customer.is_organisation,
        "vat_rule": what.vat_rule,
        "price": price,
        "lines": [
            {
                "text": what.name,
                "quantity": 1000,
                "unit": "C62",
                "unit_price": price.cents,
                "amount": price.cents,
            }
        ],
        **facts,
    }
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    order = Order(
        party=customer,
        service=what,
        state=OrderState.ACCEPTED,
        first_day=day,
        quantity=1000,
        minutes=what.minutes,
        placed_at=moment,
        decided_at=moment,
        **told,
    )
    job = Job(
        order=order,
        service=what,
        title=what.name,
        due=day,
        day=day,
        begins=time(9),
        minutes=what.minutes,
        state=state,
        price=price,
    )
    db.session.add_all([order, job])
    db.session.flush()
    return job


def draft_line(cents: int, group: VatGroup = HIGH, quantity: int = 1000, **facts: object) -> DraftLine:
    """Garden work; the amount is the unit price times the quantity."""
    price = Money(cents)
    told = {
        "text": "Tuinonderhoud",
        "amount": price.times(quantity, 1000),
        "unit_price": price,
        "day": date(2026, 11, 3),
        **facts,
    }
    return DraftLine(group=group, account="80501", quantity=quantity, **told)


def issued(customer: Party, lines: Sequence[DraftLine], **facts: object) -> Invoice:
    """An invoice with these lines, issued today; with VAT in its prices unless it is for an organisation."""
    told = {"includes_vat": not customer.is_organisation, **facts}
    [number] = issue(
        [Draft(party_id=customer.id, customer=customer_of(customer), lines=lines, **told)], clock.today()
    )
    return by_number(number)
