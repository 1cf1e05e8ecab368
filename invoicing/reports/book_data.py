"""The budget book for other programs: one JSON object with names that stay.

schema          "budget-book/1"; it changes when a name here does
year, version   whole numbers
state           "draft" or "adopted", with adopted_on (a day as 2026-03-01, or null) and why (text, may be empty)
day             the day on which the book was made
income, costs, result, last_year, before
                totals: amounts are whole euro cents without VAT; before is null for a first version, like
                last_year an object with income, costs and result
lines           one for each account and service: account, name, side ("income" or "costs"), service (its code,
                null for none), service_name, months (twelve amounts), year, last_year, before (or null)
services        code, name, income, costs, result, visits, price (or null), minutes, work (engagement, minutes
                in one visit, rate of an hour)
changes         lines that differ from the version before: account, service, was, now
liquidity       months ahead: month (2026-03), came, went, balance
assumptions     sentences
"""

import json
from typing import Any

from coop.money import Money
from invoicing.budget.sheet import SheetRow
from invoicing.reports.book import Book, BookService
from invoicing.reports.book_words import assumptions

SCHEMA = "budget-book/1"
SIDES = {"C": "income", "D": "costs"}


def as_json(book: Book) -> str:
    """The book as text."""
    return json.dumps(data(book), ensure_ascii=False, indent=2)


def data(book: Book) -> dict[str, Any]:
    """The book as plain values."""
    version, codes = book.version, {line.row.cost_object_id: line.row.code for line in book.lines}
    return {
        "schema": SCHEMA,
        "year": book.year,
        "version": version.number,
        "state": "draft" if version.is_draft else "adopted",
        "adopted_on": version.adopted_on.isoformat() if version.adopted_on else None,
        "why": version.why,
        "day": book.day.isoformat(),
        **_totals(book.total("C"), book.total("D")),
        "last_year": _totals(book.last_year("C"), book.last_year("D")),
        "before": _totals(book.was("C"), book.was("D")) if book.before is not None else None,
        "lines": [
            {
                **_place(line.row),
                "name": line.row.account,
                "side": SIDES[line.row.side],
                "service_name": line.row.cost_object,
                "months": [amount.cents for amount in line.row.months],
                "year": line.row.total.cents,
                "last_year": line.last_year.cents,
                "before": line.before.cents if line.before is not None else None,
            }
            for line in book.lines
        ],
        "services": [_service(one, codes.get(one.key, "")) for one in book.services],
        "changes": [{**_place(one.row), "was": one.was.cents, "now": one.now.cents} for one in book.changes],
        "liquidity": [
            {
                "month": f"{one.month:%Y-%m}",
                "came": one.came.cents,
                "went": one.went.cents,
                "balance": one.balance.cents,
            }
            for one in book.ahead
        ],
        "assumptions": assumptions(book),
    }


def _totals(income: Money, costs: Money) -> dict[str, int]:
    return {"income": income.cents, "costs": costs.cents, "result": (income - costs).cents}


def _place(row: SheetRow) -> dict[str, str | None]:
    return {"account": row.number, "service": row.code or None}


def _service(one: BookService, code: str) -> dict[str, Any]:
    works = one.plan.works if one.plan else ()
    return {
        "code": code or None,
        "name": one.name,
        **_totals(one.income, one.costs),
        "visits": one.visits,
        "price": one.price.cents if one.price is not None else None,
        "minutes": one.minutes,
        "work": [
            {"engagement": str(work.engagement), "minutes": work.minutes, "rate": work.rate.cents}
            for work in works
        ],
    }
