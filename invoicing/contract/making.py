"""A contract is made the moment a quotation is accepted: its project, its order with visits, its instalments."""

from datetime import date
from typing import Any

from flask_babel import gettext

from coop import clock, sequence
from coop.database import db
from coop.errors import Refusal
from coop.ledger.cost_object import cost_object
from coop.money import Money
from coop.period import DateRange
from invoicing.contract.contract import Contract
from invoicing.contract.part import ContractPart, due_days
from invoicing.quotation.calculation import instalments
from invoicing.quotation.quotation import Pays, Quotation, quotation_accepted
from invoicing.quotation.reckoning import answer_of, reckon
from orders import deciding, placing
from orders.hours import LONGEST
from orders.order import Channel
from orders.placing import Agreed, Wish
from orders.recurrence import Frequency, Pattern
from orders.workday import earliest, is_workday, workday_from


class PeriodOver(Refusal):
    """Who accepts on the last days of the period leaves us no day to come."""


@quotation_accepted.subscribe
def make(quotation: Quotation) -> None:
    """Make the contract of an accepted quotation; raises PeriodOver."""
    assert quotation.snapshot is not None  # noqa: S101 - it was sent
    firsts, visits = _left(quotation)
    year, each = clock.today().year, quotation.pays == Pays.VISIT
    number = f"C{year}-{sequence.next_number(f'contract:{year}'):03d}"
    price, times = Money(quotation.snapshot["price"]), visits if each else 1
    project = cost_object("project", number.lower(), f"{quotation.title} ({number})")
    contract = Contract(
        number=number,
        quotation_id=quotation.id,
        party_id=quotation.party_id,
        service_id=quotation.service_id,
        cost_object_id=project.id,
        title=quotation.title,
        pays=quotation.pays,
        begin=quotation.begin,
        end=quotation.end,
        visits=visits,
        price=price,
        net=price * times,
        minutes=quotation.person_minutes * times,
        cost=reckon(quotation).calculation.cost * times,
        reference=quotation.reference,
        made_at=clock.now(),
    )
    db.session.add(contract)
    db.session.flush()
    if not each:
        db.session.add_all(_parts(contract, quotation.snapshot["rows"]))
    orders = placing.place_each([_wish(quotation, contract, first) for first in firsts])
    deciding.accept_each(orders)


def _left(quotation: Quotation) -> tuple[list[date], int]:
    """The first day of each order there will be, and how many visits can still be made; raises PeriodOver."""
    soonest = max(quotation.begin, earliest(clock.today()))
    if quotation.days:
        firsts = sorted({visit.day for visit in quotation.planned if visit.due >= soonest})
        visits = len(firsts)
    elif quotation.frequency == Frequency.ONCE:
        firsts, visits = [workday_from(soonest)], 1
    else:  # the weekday that was offered stays
        days = (visit.due for visit in quotation.pattern.visits(soonest, quotation.end))
        firsts = [day for day in days if is_workday(day)][:1]
        visits = sum(len(list(_pattern(quotation, first).visits(first, quotation.end))) for first in firsts)
    if not visits or firsts[0] >= quotation.end:
        raise PeriodOver(gettext("De periode van het werk is bijna voorbij. Bel ons, dan spreken we iets af."))
    return firsts, visits


def _pattern(quotation: Quotation, first: date) -> Pattern:
    return Pattern(quotation.frequency, first, quotation.end, quotation.pattern.season)


def _parts(contract: Contract, rows: list[dict[str, Any]]) -> list[ContractPart]:
    asked: dict[str, Money] = {}
    for row in rows:
        asked[row["vat_rule"]] = asked.get(row["vat_rule"], Money.zero()) + Money(row["price"])
    days = due_days(DateRange(contract.begin, contract.end), monthly=contract.pays == Pays.MONTH)
    split = instalments(list(asked.values()), len(days))
    return [
        ContractPart(contract_id=contract.id, position=place, vat_rule=rule, due_on=day, amount=amount)
        for place, (day, amounts) in enumerate(zip(days, split, strict=True), 1)
        for rule, amount in zip(asked, amounts, strict=True)
        if amount
    ]


def _wish(quotation: Quotation, contract: Contract, first: date) -> Wish:
    assert quotation.snapshot is not None  # noqa: S101 - it was sent
    each = quotation.pays == Pays.VISIT
    rule = quotation.snapshot["rows"][0]["vat_rule"]
    frequency = Frequency.ONCE if quotation.days else quotation.frequency
    return Wish(
        quotation.service,
        quotation.party,
        first_day=first,
        end_day=None if frequency == Frequency.ONCE else quotation.end,
        frequency=frequency,
        vat_answer=answer_of(rule),
        remarks=quotation.included[:1000],
        reference=quotation.reference or None,
        channel=Channel.CONTRACT,
        agreed=Agreed(
            price=contract.price if each else Money.zero(),
            minutes=min(quotation.minutes_a_visit(contract.visits), LONGEST),
            people=quotation.people,
            title=quotation.title,
            vat_rule=rule,
            cost_object_id=contract.cost_object_id,
            in_instalments=not each,
        ),
    )
