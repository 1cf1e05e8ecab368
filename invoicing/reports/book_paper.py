"""The budget book on paper: a cover, and tables that go on over the pages, in Dutch for all who read it."""

from datetime import date
from typing import Any

from flask_babel import force_locale, format_date

from coop import wijk
from coop.filters import minutes
from coop.paper import report
from invoicing.reports.book import Book
from invoicing.reports.book_words import assumptions, explanations, state, summary
from invoicing.reports.columns import columns
from invoicing.whole_euros import or_dash


def printed(book: Book) -> bytes:
    """The book as PDF."""
    with force_locale("nl"):
        return report.printed("reports/book", **_facts(book))


def html(book: Book) -> str:
    """The book as HTML."""
    with force_locale("nl"):
        return report.html("reports/book", **_facts(book))


def _facts(book: Book) -> dict[str, Any]:
    income, costs = book.months("C"), book.months("D")
    return {
        "book": book,
        "house": wijk.find(),
        "day": format_date(book.day, "d MMMM y"),
        "state": state(book),
        "summary": summary(book),
        "explanations": explanations(book),
        "assumptions": assumptions(book),
        "names": [format_date(date(book.year, month, 1), "LLL").rstrip(".") for month in range(1, 13)],
        "drawn": columns(income, costs),
        "income": income,
        "costs": costs,
        "result": [one - other for one, other in zip(income, costs, strict=True)],
        "euros": or_dash,
        "minutes": minutes,
    }
