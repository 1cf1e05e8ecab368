"""The demo on this floor: what the neighbours ordered, who did it, and the hours they told."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from coop import clock
from coop.database import db
from coop.demo import scaled
from coop.ledger.cost_object import cost_object
from coop.money import Money
from coop.rules import book
from members.engagement import kinds_on_each
from members.member import Member
from members.party import Organisation, Party, Person
from orders import deciding, hours, placing
from orders.ahead import plan_ahead
from orders.demo_feedback import say_how_it_was
from orders.demo_visitor import give_work
from orders.finishing import finish_orders
from orders.hours import HourEntry, HoursState
from orders.job import Assignment, Job, JobState
from orders.order import Channel, Order, OrderState
from orders.placing import Wish
from orders.price import PriceRule
from orders.recurrence import Frequency
from orders.service import Extra, Service
from orders.service_import import revenue_account
from orders.staffing import assign_each
from orders.timesheet import SheetLine, tell_sheet
from orders.workday import earliest, workday_from

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
ORDERS_A_WEEK = 17
BUSY = (80, 80, 100, 120, 130, 120, 100, 90, 110, 100, 90, 80)
"""How busy each month is, in hundredths."""
RECURRING = 0.07
STARTS = (time(9), time(9), time(10, 30), time(13), time(14))
REMARKS = ("", "", "", "De sleutel ligt bij de buren.", "Graag even bellen bij aankomst.", "Er is een hond.")
REASONS = ("In die week zit alles vol.", "Dit werk is te hoog: wij werken niet op ladders boven de 4 meter.")
QUESTIONS = ("Klopt de eindtijd? Het was gepland tot eerder.", "Is hier een pauze vergeten?")


def settle(random: Random) -> None:
    """Make the services, and the two contracts of the municipality."""
    for place, facts in enumerate(_catalogue()):
        extras = [Extra(name=name, price=Money(price)) for name, price in facts.pop("extras", ())]
        facts.pop("weight")
        for amount in ("price", "reduced_price", "minimum"):
            if amount in facts:
                facts[amount] = Money(facts[amount])
        facts.setdefault("vat_rule", "high")
        facts["revenue_account"] = revenue_account(facts.get("audience", ""), facts["vat_rule"])
        made = Service(**facts, place=place, extras=extras)
        made.cost_object = cost_object("service", made.slug, made.name)
        db.session.add(made)
    db.session.flush()
    _contracts()


def live(random: Random, month: date, until: date) -> None:
    """Play the weeks of a month: work of last week is told and approved, next week is planned, orders come in."""
    running = until.day != 1
    wijk = _Neighbours(random)
    with clock.at(month):
        plan_ahead(month)  # what the worker does each day; it reaches weeks ahead, so here once a month does
        finish_orders(month)
    for monday in _mondays(month, until):
        with clock.at(monday):
            _decide(random)
            wijk.staff(monday, monday + 2 * WEEK)
            _tell(random, monday)
            _approve()
        with clock.at(min(monday + random.randrange(3) * DAY, until - DAY)):
            wijk.order(min(7, (until - monday).days))
    with clock.at(_evening(until - DAY)):
        _decide(random, but_last=running)
        wijk.staff(until - WEEK, until + (WEEK if running else 2 * WEEK))
        _tell(random, until, all_told=not running)
        if running:
            give_work(until)
            say_how_it_was(until)
        else:
            _approve()


def summary() -> dict[str, object]:
    """What was ordered and worked."""
    done = select(func.count(Job.id)).where(Job.state == JobState.DONE)
    minutes = select(func.sum(HourEntry.minutes)).where(HourEntry.state == HoursState.APPROVED)
    return {
        "bestellingen": db.session.scalar(select(func.count(Order.id))),
        "klussen klaar": db.session.scalar(done),
        "uren goedgekeurd": (db.session.scalar(minutes) or 0) // 60,
    }


def _contracts() -> None:
    client = db.session.scalar(select(Organisation).where(Organisation.oin != "").order_by(Organisation.id))
    if client is None:
        return
    wishes = [
        Wish(
            _service(slug),
            client,
            first_day=earliest(clock.today()),
            quantity=quantity,
            frequency=frequency,
            channel=Channel.CONTRACT,
            reference=reference,
            address=("", "", "", "Groningen"),
        )
        for slug, frequency, quantity, reference in (
            ("schone-wijk", Frequency.WEEKLY, 3000, "4500123001"),
            ("groen-pleinen", Frequency.FORTNIGHTLY, 4000, "4500123002"),
        )
    ]
    deciding.accept_each(placing.place_each(wishes))


class _Neighbours:
    """Who orders and who works, looked up once a month; holding them keeps the session from reading them again."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.services = {one.slug: one for one in db.session.scalars(select(Service))}
        self.weights = [facts["weight"] for facts in _catalogue()]
        self.wanted = [self.services[facts["slug"]] for facts in _catalogue()]
        members = select(Member.person_id)
        self.residents = db.session.scalars(
            select(Person).where(Person.id.not_in(members), Person.postcode != "").order_by(Person.id)
        ).all()
        numbered = select(Member).where(Member.number.is_not(None)).options(selectinload(Member.talents))
        self.members = {one.id: one for one in db.session.scalars(numbered.order_by(Member.id)).unique()}
        self.talents = {id_: {talent.code for talent in one.talents} for id_, one in self.members.items()}

    def order(self, days: int) -> None:
        """Place what comes in during so many days; more in spring, and more as the cooperative is known."""
        today = clock.today()
        busy = BUSY[today.month - 1] * (80 if today.year == 2025 else 120)
        wishes = []
        for _ in range(scaled(ORDERS_A_WEEK * busy * days // 70_000)):
            service = self.random.choices(self.wanted, self.weights)[0]
            wishes.append(_wish(self.random, service, self.random.choice(self.residents)))
        placing.place_each(wishes)

    def staff(self, begin: date, end: date) -> None:
        """Find people for every job in [begin, end) that has nobody yet, nobody twice on a day."""
        assigned = select(Assignment.member_id, Job.day).join(Job, Job.id == Assignment.job_id)
        busy = {
            (member_id, day)
            for member_id, day in db.session.execute(assigned.where(Job.day >= begin, Job.day < end))
        }
        unstaffed = (
            select(Job)
            .where(Job.state == JobState.PLANNED, Job.day >= begin, Job.day < end)
            .where(~select(Assignment.id).where(Assignment.job_id == Job.id).exists())
            .order_by(Job.day, Job.id)
        )
        # Who takes part at both ends of the stretch can be asked for any day in it.
        kinds = kinds_on_each([begin, end])
        engaged = kinds[begin].keys() & kinds[end].keys()
        here = [
            id_
            for id_, one in self.members.items()
            if id_ in engaged and one.is_member(begin) and one.is_member(end)
        ]
        plan = []
        for job in db.session.scalars(unstaffed):
            job.begins = self.random.choice(STARTS) if job.minutes <= 240 else STARTS[0]
            team: list[Member] = []
            day, talent = job.day, job.service.talent_code
            for _ in range(job.people):
                free = [id_ for id_ in here if (id_, day) not in busy]
                if free:
                    skilled = [id_ for id_ in free if talent in self.talents[id_]]
                    chosen = self.random.choice(skilled or free)
                    team.append(self.members[chosen])
                    busy.add((chosen, day))
            if team:
                plan.append((job, team))
        assign_each(plan)


def _wish(random: Random, service: Service, party: Party) -> Wish:
    often = [frequency for frequency in service.frequencies if frequency != Frequency.ONCE]
    recurring = bool(often) and random.random() < RECURRING * 2
    first = workday_from(earliest(clock.today()) + random.randrange(2, 16) * DAY)
    end = first + random.randrange(8, 40) * WEEK if recurring and random.random() < 0.6 else None
    size = {
        PriceRule.FIXED: 1,
        PriceRule.HOUR: random.choice((1, 2, 2, 2, 3, 3, 4)),
        PriceRule.SQUARE_METRE: random.choice((10, 15, 20, 25, 40)) * (1 if service.price > Money(100) else 3),
    }[PriceRule(service.price_rule)]
    return Wish(
        service,
        party,
        first_day=first,
        end_day=end,
        quantity=size * 1000,
        extra_ids=[extra.id for extra in service.extras if random.random() < 0.25],
        frequency=random.choice(often) if recurring else Frequency.ONCE,
        reduced=party.city_pass and service.reduced_price is not None,
        vat_answer=random.random() < 0.9 if book.vat_rule(service.vat_rule).question else None,
        early_start=True,
        remarks=random.choice(REMARKS),
        channel=Channel.WEB if random.random() < 0.65 else Channel.PHONE,
    )


def _decide(random: Random, *, but_last: bool = False) -> None:
    placed = select(Order).where(Order.state == OrderState.PLACED).order_by(Order.id)
    waiting = list(db.session.scalars(placed))
    taken = []
    for order in waiting[: -scaled(6)] if but_last else waiting:
        fate = random.random()
        if fate < 0.03:
            deciding.decline(order, random.choice(REASONS))
        elif fate < 0.06:
            deciding.withdraw(order)
        else:
            taken.append(order)
    deciding.accept_each(taken)


def _tell(random: Random, before: date, *, all_told: bool = True) -> None:
    waiting = (
        select(Job, Assignment.member_id)
        .join(Assignment, Assignment.job_id == Job.id)
        .where(Job.state == JobState.PLANNED, Job.day < before)
        .order_by(Job.day, Job.id, Assignment.id)
    )
    lines = []
    for job, member_id in db.session.execute(waiting):
        if not all_told and random.random() < 0.15:
            continue
        ends = None
        if random.random() < 0.15:
            total = job.ends.hour * 60 + job.ends.minute + random.choice((-15, 15, 30))
            ends = time(*divmod(total, 60))
        lines.append(SheetLine(job, member_id, ends))
    told = tell_sheet(lines)
    if not all_told and told:
        hours.query(told[-1], random.choice(QUESTIONS))


def _approve() -> None:
    hours.approve(
        db.session.scalars(
            select(HourEntry).where(HourEntry.state != HoursState.APPROVED).order_by(HourEntry.day, HourEntry.id)
        ).all()
    )


def _mondays(month: date, until: date) -> Iterator[date]:
    monday = month + timedelta(days=-month.weekday() % 7)
    while monday < until:
        yield monday
        monday += WEEK


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(20), clock.AMSTERDAM)


def _service(slug: str) -> Service:
    return db.session.scalars(select(Service).where(Service.slug == slug)).one()


def _catalogue() -> list[dict]:  # type: ignore[type-arg]
    text = (Path(__file__).parent / "demo_services.toml").read_text("utf-8")
    return tomllib.loads(text)["service"]  # type: ignore[no-any-return]
