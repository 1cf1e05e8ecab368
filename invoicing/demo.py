"""The demo on this floor: what the work cost and earned, month after month, through the verbs of the screens."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from coop.period import month as month_of
from invoicing import billing_run, demo_bank, demo_books, open_items, payment, purchase, purchase_payment
from invoicing.billing import to_invoice
from invoicing.billing_run import NothingToInvoice
from invoicing.bought import Bought
from invoicing.cost_rate import set_rate
from invoicing.credit import credit
from invoicing.invoice import Invoice
from invoicing.payment import Received
from invoicing.purchase import Purchase
from invoicing.purchase_payment import Paid
from members.engagement import EngagementKind
from members.member import Member
from members.party import Organisation
from orders.hours import HourEntry, HoursState
from orders.service import Service

OPENING = Money(2_850_000)
RATES = (
    (EngagementKind.EMPLOYEE, date(2025, 1, 1), 2150),
    (EngagementKind.EMPLOYEE, date(2026, 1, 1), 2245),
    (EngagementKind.APPRENTICE, date(2025, 1, 1), 1480),
    (EngagementKind.APPRENTICE, date(2026, 1, 1), 1540),
)
"""What an hour costs all in, in cents from a day on."""

STARTER_RATE = Money(2650)

# Supplier (by place in the list of members/demo.py), account, net cents, VAT, what for, how much it varies.
MONTHLY = (
    (5, "45105", 62_500, "none", "Huur wijkwerkplaats", 0),
    (5, "46301", 9_800, "none", "Verzekering aansprakelijkheid", 0),
    (1, "46110", 4_900, "high", "Telefoon en internet", 500),
    (4, "45701", 14_500, "high", "Brandstof en opladen", 6_000),
    (0, chart.MATERIALS, 21_000, "low", "Planten en materiaal", 14_000),
    (2, chart.MATERIALS, 8_500, "high", "Schoonmaakmiddelen", 4_000),
    (1, chart.SMALL_TOOLS, 7_000, "high", "Klein gereedschap", 6_500),
)
QUARTERLY = ((3, "45601", 31_000, "high", "Wijkkrant"), (1, "46140", 24_000, "high", "Boekhouding"))


def settle(_random: Random) -> None:
    """Set the hourly rates and open the books with the members' start money."""
    for kind, begin, cents in RATES:
        set_rate(kind, begin, Money(cents))
    opening = (Line(chart.BANK, OPENING.cents), Line(chart.RESERVE, -OPENING.cents))
    post([Posting(journal.MEMORIAL, clock.today(), "opening:2025", "Beginsaldo", opening)])


def live(random: Random, month: date, until: date) -> None:
    """Buy what a month needs, and when it is over invoice it and see who paid."""
    with clock.at(until - timedelta(days=1)):
        _buy(random, month)
        _starters(month, until)
        _get_paid(random)
        if until.day == 1:
            demo_books.month_end(month, until - timedelta(days=1))
    if until.day != 1:
        return  # this month is still going on
    with clock.at(until):
        demo_books.declare_vat(month, until)
        _invoice(random, until)
        _pay_suppliers(month, until)


def summary() -> dict[str, object]:
    """What was invoiced and what is open."""
    items = open_items.open_items()
    today = clock.today()
    return {
        "facturen": len(open_items.latest(limit=100_000)),
        "openstaand": sum((item.open for item in items), Money.zero()),
        "te laat": sum(1 for item in items if item.days_overdue(today)),
        "te factureren klanten": len(to_invoice(today + timedelta(days=1))),
    }


def _invoice(random: Random, until: date) -> None:
    try:
        run = billing_run.confirm(until, mails=False, print_now=False)
    except NothingToInvoice:
        return
    if random.random() < 0.6:
        first, _last = run.numbers()
        credit(first, "Deze klus is niet helemaal gedaan zoals afgesproken.", print_now=False)


def _get_paid(random: Random) -> None:
    """Book what customers paid, or leave it to the bank's statement since those are read in."""
    today = clock.today()
    coming: dict[str, tuple[date, Money, str]] = {}
    for item in open_items.open_items():
        age = (today - item.issued_on).days
        # Nine in ten pay within the month, the rest late, and a few not at all for now.
        if item.open.cents <= 0 or age < 7 or random.random() >= (0.93 if age < 35 else 0.5 if age < 80 else 0.04):
            continue
        day = min(today, item.issued_on + timedelta(days=random.randrange(2, 26) if age < 35 else age))
        part = item.open.cents > 100 and random.random() < 0.01
        amount = Money(item.open.cents // 2) if part else item.open
        way = "cash" if item.open < Money(5_000) and random.random() < 0.15 else "bank"
        coming[item.number] = day, amount, way
    paid = db.session.scalars(select(Invoice).where(Invoice.number.in_(coming)).order_by(Invoice.number))
    received = [Received(invoice, *coming[invoice.number]) for invoice in paid]
    over_bank = [one for one in received if one.way == "bank" and today >= demo_bank.SINCE]
    payment.book_each([one for one in received if one not in over_bank])
    for one in over_bank:
        demo_bank.pay(random, one.invoice, one.day, one.amount)


def _buy(random: Random, month: date) -> None:
    suppliers = _suppliers()
    if not suppliers:
        return
    rows = [(*row[:5], row[5]) for row in MONTHLY]
    if month.month % 3 == 0:
        rows += [(*row, 3_000) for row in QUARTERLY]
    last = min(clock.today(), month_of(month).begin + timedelta(days=monthrange(month.year, month.month)[1] - 1))
    for place, account, cents, rule, text, varies in rows:
        day = min(last, month + timedelta(days=random.randrange(28)))
        net = Money(cents + (random.randrange(-varies, varies + 1) if varies else 0))
        number = f"{month:%y%m}{random.randrange(1000, 10_000)}"
        bought = [Bought(account, net, rule, text)]
        supplier = suppliers[place % len(suppliers)]
        purchase.enter(supplier, number, day, day + timedelta(days=30), bought, remark=text)


def _starters(month: date, until: date) -> None:
    """Each starter sends one invoice for the approved hours of the month, by service."""
    rows = db.session.execute(
        select(Member, HourEntry.service_id, func.sum(HourEntry.minutes))
        .join(HourEntry, HourEntry.member_id == Member.id)
        .where(
            HourEntry.engagement == EngagementKind.STARTER,
            HourEntry.state == HoursState.APPROVED,
            HourEntry.day >= month,
            HourEntry.day < until,
        )
        .group_by(Member.id, HourEntry.service_id)
        .order_by(Member.id, HourEntry.service_id)
    ).all()
    services = {service.id: service for service in db.session.scalars(select(Service))}
    bought: dict[Member, list[Bought]] = {}
    for member, service_id, minutes in rows:
        service = services[service_id]
        net = STARTER_RATE.times(minutes, 60)
        line = Bought(chart.OUTSOURCED, net, "none", f"Uren {service.name}", service.cost_object_id)
        bought.setdefault(member, []).append(line)
    last = until - timedelta(days=1)
    for member, lines in bought.items():
        purchase.enter(member.person, f"{month:%Y%m}-{member.number}", last, last + timedelta(days=14), lines)


def _pay_suppliers(month: date, until: date) -> None:
    due = select(Purchase).where(Purchase.due_on >= month, Purchase.due_on < until).order_by(Purchase.id)
    found = list(db.session.scalars(due))
    left = purchase_payment.open_of_each(found)
    purchase_payment.pay_each([Paid(one, until, left[one.id]) for one in found])


def _suppliers() -> list[Organisation]:
    found = select(Organisation).where(Organisation.oin == "").order_by(Organisation.id)
    return list(db.session.scalars(found))
