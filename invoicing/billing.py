"""To invoice: finished work, contributions and instalments, per customer, with every doubt in words."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from coop import clock
from coop.database import db
from coop.filters import day as shown_day
from coop.ledger import chart
from coop.money import Money
from coop.rules import book, confirmation
from invoicing.bill import Bill
from invoicing.contract.part import ContractPart, to_ask
from invoicing.doubt import Doubt, Reason, doubt_of
from invoicing.draft import DraftLine, seller
from invoicing.duty_day import duty_doubt
from invoicing.electronic_doubts import electronic_doubts
from invoicing.quotation.reckoning import answer_of
from invoicing.vat import VatGroup, group_of
from members.contribution import ContributionDue
from members.member import Member
from members.party import Party
from orders.job import Job, JobState
from orders.order import Order

_BY_RATE = {"high": chart.REVENUE_HIGH, "low": chart.REVENUE_LOW, "zero": chart.REVENUE_ZERO}
_BY_CATEGORY = {"AE": chart.REVENUE_ZERO}
_OWN_ACCOUNT = frozenset({*_BY_RATE.values(), chart.REVENUE_EXEMPT})


def to_invoice(before: date) -> list[Bill]:
    """The bills for everything done before a day and not invoiced yet, by name of the customer.

    A customer gets a bill for each calendar month (Wet OB 1968 art. 35) and each order number of their own. What
    lies outside VAT, such as a contribution, stands on a bill of its own (EN 16931, BR-O-11).
    """
    bills: dict[str, Bill] = {}
    confirmed = confirmation.confirmations().keys()
    for job, order in _jobs(before):
        bill = _bill_of(bills, job, order)
        if job.state == JobState.DONE:
            _add_job(bill, job, order, confirmed)
        else:
            bill.doubts.append(_hours_open(job))
    for part in to_ask(before):
        _add_part(_bill_of_part(bills, part), part, confirmed)
    for due in _dues(before):
        _add_due(_bill(bills, due.member.person, True, "", None, taxed=False), due, confirmed)
    us = seller() if bills else {}
    for bill in bills.values():
        bill.doubts += _doubts_of(bill, us)
    return sorted(bills.values(), key=lambda bill: (bill.party.name.casefold(), bill.key))


def _jobs(before: date) -> Iterator[tuple[Job, Order]]:
    # What was done, and what should have been: of a planned job that is over the hours are missing.
    done = and_(Job.state == JobState.DONE, Job.invoice_source.is_(None), Job.day < before)
    over = and_(Job.state == JobState.PLANNED, Job.day < min(before, clock.today()))
    found = db.session.execute(
        select(Job, Order)
        .join(Order, Job.order_id == Order.id)
        .where(Job.redo_of.is_(None), ~Order.in_instalments, or_(done, over))
        .options(joinedload(Order.party), joinedload(Job.service))
        .order_by(Job.state, Job.day, Job.id)
    )
    return ((job, order) for job, order in found)


def _hours_open(job: Job) -> Doubt:
    return Doubt(
        gettext(
            "%(job)s van %(day)s wacht: de uren zijn nog niet goedgekeurd.", job=job.title, day=shown_day(job.day)
        ),
        Reason.HOURS_OPEN,
        _visit(job),
        blocks=True,
        job_id=job.id,
    )


def _dues(before: date) -> Iterable[ContributionDue]:
    return db.session.scalars(
        select(ContributionDue)
        .where(
            ContributionDue.state == "due",
            ContributionDue.amount > Money.zero(),
            ContributionDue.year <= (before - timedelta(days=1)).year,
        )
        .options(joinedload(ContributionDue.member).joinedload(Member.person))
        .order_by(ContributionDue.year, ContributionDue.id)
    )


def _bill_of(bills: dict[str, Bill], job: Job, order: Order) -> Bill:
    taxed = _is_taxed(order.vat_rule, order.vat_answer)
    return _bill(bills, order.party, order.includes_vat, order.reference or "", job.day, taxed=taxed)


def _bill_of_part(bills: dict[str, Bill], part: ContractPart) -> Bill:
    contract, taxed = part.contract, _is_taxed(part.vat_rule, answer_of(part.vat_rule))
    return _bill(bills, contract.party, False, contract.reference, part.due_on, taxed=taxed)


def _is_taxed(code: str, answer: bool | None) -> bool:
    try:
        return book.applicable_rule(code, answer).ubl_category != "O"
    except book.NoFigure:  # said as a doubt of the job
        return True


def _bill(
    bills: dict[str, Bill], party: Party, includes_vat: bool, reference: str, day: date | None, *, taxed: bool
) -> Bill:
    month = f"{day:%Y-%m}" if day is not None else ""
    price = ("in" if includes_vat else "ex") if taxed else "outside"
    key = "/".join((str(party.id), price, reference, month))
    return bills.setdefault(key, Bill(key, party, includes_vat, reference))


def _add_job(bill: Bill, job: Job, order: Order, confirmed: Collection[str]) -> None:
    told = job.title, _visit(job), job.id
    found = _ruled(bill, order.vat_rule, order.vat_answer, job.day, confirmed, told)
    if found is None:
        return
    if job.price != order.price:
        bill.doubts.append(
            Doubt(
                gettext(
                    "De prijs van %(job)s (%(price)s) is anders dan in de bestelling (%(promised)s).",
                    job=job.title,
                    price=job.price,
                    promised=order.price,
                ),
                Reason.PRICE_DIFFERS,
                f"{_visit(job)}: {job.price}",
                job_id=job.id,
            )
        )
    bill.lines += _job_lines(job, order, *found)


def _add_part(bill: Bill, part: ContractPart, confirmed: Collection[str]) -> None:
    contract, answer = part.contract, answer_of(part.vat_rule)
    told = contract.title, f"{contract.number}, {shown_day(part.due_on)}", None
    found = _ruled(bill, part.vat_rule, answer, part.due_on, confirmed, told)
    if found is not None:
        rule, group = found
        bill.lines.append(
            DraftLine(
                text=gettext(
                    "%(title)s, contract %(number)s, deel %(part)s",
                    title=contract.title,
                    number=contract.number,
                    part=part.position,
                ),
                amount=part.amount,
                unit_price=part.amount,
                group=group,
                account=revenue_account(contract.service.revenue_account, rule),
                day=part.due_on,
                source=f"part:{part.id}",
                cost_object_id=contract.cost_object_id,
                vat_rule=rule.code,
                vat_answer=answer,
            )
        )


def _ruled(
    bill: Bill,
    code: str,
    answer: bool | None,
    day: date,
    confirmed: Collection[str],
    told: tuple[str, str, int | None],
) -> tuple[book.VatRule, VatGroup] | None:
    """The VAT rule of what is billed and its rate of the day; None where a doubt keeps it back.

    `told` is what it is called, what tells it from others, and its job.
    """
    title, about, job_id = told
    try:
        rule = book.applicable_rule(code, answer)
        group = group_of(rule, day)
    except book.NoFigure as missing:
        sentence = gettext("%(job)s heeft geen btw-regel: %(why)s", job=title, why=missing.sentence)
        bill.doubts.append(Doubt(sentence, Reason.NO_VAT_RULE, about, blocks=True, job_id=job_id))
        return None
    doubt = doubt_of(rule, confirmed, job_id)
    if doubt is not None:
        bill.doubts.append(doubt)
        if doubt.blocks:
            return None
    if group.category == "AE" and not bill.party.vat_id:
        sentence = gettext("Btw verlegd kan alleen met het btw-nummer van de klant.")
        bill.doubts.append(Doubt(sentence, Reason.NO_VAT_ID, blocks=True))
    return rule, group


def _job_lines(job: Job, order: Order, rule: book.VatRule, group: VatGroup) -> Iterator[DraftLine]:
    account = revenue_account(job.service.revenue_account, rule)
    parts = [
        (
            str(part["text"]),
            Money(part["amount"]),
            Money(part["unit_price"]),
            int(part["quantity"]),
            str(part["unit"]),
        )
        for part in order.lines
    ]
    if sum((amount for _, amount, *_ in parts), Money.zero()) != job.price:
        parts = [(job.title, job.price, job.price, 1000, "C62")]
    for text, amount, unit_price, quantity, unit in parts:
        yield DraftLine(
            text=text,
            amount=amount,
            unit_price=unit_price,
            group=group,
            account=account,
            quantity=quantity,
            unit=unit,
            day=job.day,
            source=f"job:{job.id}",
            cost_object_id=job.cost_object_id,
            vat_rule=rule.code,
            vat_answer=order.vat_answer,
        )


def _add_due(bill: Bill, due: ContributionDue, confirmed: Collection[str]) -> None:
    rule = book.vat_rule("outside")
    bill.lines.append(
        DraftLine(
            text=gettext("Contributie %(year)s", year=due.year),
            amount=due.amount,
            unit_price=due.amount,
            group=group_of(rule, date(due.year, 1, 1)),
            account=chart.CONTRIBUTIONS,
            source=f"due:{due.id}",
            vat_rule=rule.code,
        )
    )
    doubt = doubt_of(rule, confirmed)
    if doubt is not None:
        bill.doubts.append(doubt)


def _doubts_of(bill: Bill, us: dict[str, Any]) -> Iterator[Doubt]:
    if not bill.lines:
        return
    if not bill.party.has_address:
        yield Doubt(
            gettext("Er is geen volledig adres. Vul het aan bij de klant."), Reason.NO_ADDRESS, blocks=True
        )
    if not bill.party.email:
        yield Doubt(gettext("Er is geen e-mailadres. Print deze factuur en bezorg hem."), Reason.NO_EMAIL)
    for sentence in electronic_doubts(bill.party, bill.reference, us):
        yield Doubt(sentence, Reason.NO_E_INVOICE, sentence)
    if not bill.totals.payable:
        yield Doubt(gettext("Er komt € 0 op deze factuur."), Reason.NOTHING_TO_PAY)
    days = [line.day for line in bill.lines if line.day is not None]
    doubt = duty_doubt(min(days), clock.today()) if bill.party.is_organisation and days else None
    if doubt is not None:
        yield doubt


def _visit(job: Job) -> str:
    return f"{job.title}, {shown_day(job.day)}"


def revenue_account(of_service: str, rule: book.VatRule) -> str:
    """The account a service's revenue goes to under the rule that holds for an order.

    Public because the exploitatie expects agreed work where its invoice will book it.
    """
    # The account of a service goes with its usual rate; an answer at order time may have changed the rate.
    if of_service not in _OWN_ACCOUNT:
        return of_service
    if rule.rate:
        return _BY_RATE[rule.rate]
    return _BY_CATEGORY.get(rule.ubl_category, chart.REVENUE_EXEMPT)
