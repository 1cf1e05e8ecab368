"""What invoicing doubts about a year: work not invoiced, hours not approved, returns not filed, old claims."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask_babel import gettext, ngettext
from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.ledger.monthly import steps
from coop.ledger.year.doubt import YearDoubt, asks
from coop.money import Money
from coop.period import DateRange
from invoicing import bad_debt_list, labour_cost, purchase_approval
from invoicing.billing import to_invoice
from invoicing.grants import grant
from invoicing.purchase import Purchase
from invoicing.vat_return.period_state import State, standings
from invoicing.xaf.ready import NotReady, accounts_of, must_be_ready
from orders.hours import HourEntry, HoursState


@asks
def invoicing(year: DateRange) -> Iterator[YearDoubt]:
    """The doubts of work, invoices, purchases and VAT."""
    end = year.end or date.max
    so_far = min(end, clock.today())
    yield from _hours(end)
    yield from _to_invoice(end)
    yield from _grants(so_far)
    yield from _purchases(end)
    yield from _returns(year)
    yield from _old_claims(so_far)
    yield from _audit_file(year)


def _hours(end: date) -> Iterator[YearDoubt]:
    waiting = select(func.count(HourEntry.id)).where(HourEntry.state != HoursState.APPROVED, HourEntry.day < end)
    count = db.session.scalar(waiting) or 0
    if count:
        sentence = ngettext(
            "%(num)d keer uren is nog niet goedgekeurd.", "%(num)d keer uren zijn nog niet goedgekeurd.", count
        )
        yield YearDoubt(sentence, "hours.index")
    without = labour_cost.without_rate()
    if without:
        sentence = ngettext(
            "%(num)d keer uren wacht op een uurtarief.", "%(num)d keer uren wachten op een uurtarief.", without
        )
        yield YearDoubt(sentence, "rates.index")


def _to_invoice(end: date) -> Iterator[YearDoubt]:
    bills = to_invoice(end)
    page = ("billing.preview", {"until": (end - timedelta(days=1)).isoformat()})
    ready = [bill for bill in bills if bill.lines]
    if ready:
        sentence = ngettext(
            "%(num)d rekening voor werk van dit jaar is nog niet gefactureerd: %(amount)s.",
            "%(num)d rekeningen voor werk van dit jaar zijn nog niet gefactureerd: %(amount)s.",
            len(ready),
            amount=sum((bill.totals.payable for bill in ready), Money.zero()),
        )
        yield YearDoubt(sentence, *page)
    waiting = sum(len(bill.doubts) for bill in bills if not bill.lines)
    if waiting:
        sentence = ngettext(
            "%(num)d klus van dit jaar kan nog niet gefactureerd worden.",
            "%(num)d klussen van dit jaar kunnen nog niet gefactureerd worden.",
            waiting,
        )
        yield YearDoubt(sentence, *page)


def _grants(so_far: date) -> Iterator[YearDoubt]:
    found = grant.grants()
    for given, run in zip(found, steps([one.monthly() for one in found]), strict=True):
        late = [one for one in run if one.transaction_id is None and one.part.amount and one.part.ended(so_far)]
        if late:
            sentence = ngettext(
                "Van subsidie %(name)s is %(num)d maand nog niet geboekt.",
                "Van subsidie %(name)s zijn %(num)d maanden nog niet geboekt.",
                len(late),
                name=given.purpose,
            )
            yield YearDoubt(sentence, "grants.show", {"grant_id": given.id}, blocks=True)


def _purchases(end: date) -> Iterator[YearDoubt]:
    waiting = purchase_approval.waiting()
    query = select(func.count(Purchase.id)).where(
        Purchase.id.in_(waiting), Purchase.day < end, Purchase.reversed_on.is_(None)
    )
    count = db.session.scalar(query) or 0
    if count:
        sentence = ngettext(
            "%(num)d inkoopfactuur wacht op een tweede goedkeuring.",
            "%(num)d inkoopfacturen wachten op een tweede goedkeuring.",
            count,
        )
        yield YearDoubt(sentence, "purchases.open_list")


def _returns(year: DateRange) -> Iterator[YearDoubt]:
    for standing in reversed(standings()):
        period = standing.period
        if standing.state == State.TO_DO and year.contains(period.begin):
            sentence = gettext("Over %(period)s is nog geen btw-aangifte gedaan.", period=period.name)
            yield YearDoubt(sentence, "vat_return.show", {"code": period.code})
        elif standing.state == State.RUNNING and year.contains(period.begin):
            sentence = gettext("Het btw-tijdvak %(period)s loopt nog.", period=period.name)
            yield YearDoubt(sentence, "vat_return.show", {"code": period.code})


def _old_claims(on: date) -> Iterator[YearDoubt]:
    old = [one for one in bad_debt_list.candidates(on) if one.is_certain(on)]
    if old:
        sentence = ngettext(
            "%(num)d factuur is al een jaar te laat. Beslis of dat nog komt.",
            "%(num)d facturen zijn al een jaar te laat. Beslis of dat nog komt.",
            len(old),
        )
        yield YearDoubt(sentence, "bad_debts.index")


def _audit_file(year: DateRange) -> Iterator[YearDoubt]:
    try:
        must_be_ready(accounts_of(year))
    except NotReady as refusal:
        yield YearDoubt(refusal.sentence, "settings.show", {"name": "nummers"})
