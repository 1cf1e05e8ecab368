"""A budget that begins with last year: what was booked and how many jobs were invoiced, month by month.

A budget is made in autumn, when last year is not over: its months to come are then those of the year before it.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from flask_babel import gettext
from sqlalchemy import delete, func, select

from coop import audit, clock
from coop.database import db
from coop.errors import Refusal
from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.money import Money
from coop.period import year as the_year
from invoicing.budget import line, volume
from invoicing.budget.line import BudgetLine, Place
from invoicing.budget.version import BudgetVersion, held
from invoicing.budget.volume import BudgetVolume
from invoicing.invoice import Invoice
from orders.job import Job
from orders.service import Service

Key = TypeVar("Key")
Part = TypeVar("Part", int, Money)


class BudgetStarted(Refusal):
    """Last year's figures only begin a budget that is still empty: what was typed is never overwritten."""


class NothingLastYear(Refusal):
    """A budget can only begin from a year in which something was booked."""


def start_from_actuals(year: int, seen: int = 0) -> BudgetVersion:
    """Begin the budget with what was booked last year, month by month, so that the seasons come along.

    Raises BudgetStarted when there are lines already, NothingLastYear, BudgetChanged, BudgetAdopted.
    """
    version = held(year, seen)
    if line.by_month(version.id):
        raise BudgetStarted(gettext("Er staat al een begroting. Pas de bedragen aan die anders worden."))
    found = twelve_months(year - 1, booked, Money.zero())
    if not found:
        raise NothingLastYear(gettext("In %(year)s is niets geboekt. Vul de begroting zelf in.", year=year - 1))
    line.put(version, found)
    volume.put(version, twelve_months(year - 1, invoiced, 0))
    version.changes += 1
    audit.record(f"budget:{year}", "started", None, str(year - 1))
    db.session.flush()
    return version


def told(year: int) -> str:
    """What a budget of a year began with, in words."""
    said: str = gettext(
        "De begroting begint met de cijfers van %(year)s. Pas aan wat anders wordt.", year=year - 1
    )
    if year - 1 != clock.today().year:
        return said
    more = gettext("De maanden die nog niet voorbij zijn, komen uit %(year)s.", year=year - 2)
    return f"{said} {more}"


def start_again(year: int, seen: int) -> None:
    """Empty a budget that was just begun, so that it can be begun in another way; raises BudgetChanged."""
    version = held(year, seen)
    for table in (BudgetLine, BudgetVolume):
        db.session.execute(delete(table).where(table.version_id == version.id))
    version.changes += 1
    audit.record(f"budget:{year}", "started", str(year - 1), None)
    db.session.flush()


def twelve_months(
    year: int, read: Callable[[int], Mapping[Key, list[Part]]], nothing: Part
) -> dict[Key, list[Part]]:
    """What a year holds by month; the running year has its months that are over and others of the year before."""
    found, today = read(year), clock.today()
    if year != today.year:
        return dict(found)
    before, over = read(year - 1), today.month - 1
    none = [nothing] * 12
    joined = {key: found.get(key, none)[:over] + before.get(key, none)[over:] for key in {**before, **found}}
    return {key: parts for key, parts in joined.items() if any(parts)}


def booked(year: int) -> dict[Place, list[Money]]:
    """What was booked on income and costs, twelve months by place, on the side on which each account grows."""
    stretch = the_year(year)
    found: dict[Place, list[Money]] = {}
    for row in db.session.execute(
        select(Total.account_id, Total.cost_object_id, Total.month, Total.debit, Total.credit, Account.side)
        .join(Account, Account.id == Total.account_id)
        .where(
            Account.kind == "P",
            Account.active,
            Total.month >= stretch.begin,
            Total.month < stretch.end,
        )
    ):
        parts = found.setdefault((row.account_id, row.cost_object_id), [Money.zero()] * 12)
        moved = row.debit - row.credit
        parts[row.month.month - 1] = moved if row.side == "D" else -moved
    return {place: parts for place, parts in found.items() if any(parts)}


def invoiced(year: int) -> dict[int, list[int]]:
    """How many jobs stand on an invoice of each month, by cost object; what was credited to be billed anew, once.

    They count where their income is booked: in the month of the invoice.
    """
    stretch = the_year(year)
    found: dict[int, list[int]] = {}
    days = db.session.execute(
        select(Service.cost_object_id, Invoice.issued_on, func.count(Job.id))
        .join(Job, Job.service_id == Service.id)
        .join(Invoice, "invoice:" + Invoice.number == Job.invoice_source)
        .where(
            Service.cost_object_id.is_not(None),
            Job.price != Money.zero(),
            Invoice.issued_on >= stretch.begin,
            Invoice.issued_on < stretch.end,
        )
        .group_by(Service.cost_object_id, Invoice.issued_on)
    )
    for key, day, jobs in days:
        found.setdefault(key or 0, [0] * 12)[day.month - 1] += jobs
    return found
