"""Postings the tests use again and again: a neighbour's garden, invoiced and paid."""

from datetime import date

from coop.ledger.chart import BANK, DEBTORS, REVENUE_HIGH, VAT_HIGH
from coop.ledger.journal import BANK as BANK_JOURNAL
from coop.ledger.journal import SALES
from coop.ledger.posting import Line, Posting

MARCH = date(2026, 3, 14)


def sale(number: int = 1, net: int = 10000, day: date = MARCH, cost_object: int | None = None) -> Posting:
    """An invoice for a garden: net cents with 21 % VAT on top."""
    vat = net * 21 // 100
    return Posting(
        SALES,
        day,
        f"invoice:2026-{number:04d}",
        "Tuinonderhoud Bentismaheerd",
        [
            Line(DEBTORS, net + vat, party="party:1"),
            Line(REVENUE_HIGH, -net, cost_object=cost_object, vat="high"),
            Line(VAT_HIGH, -vat, vat="high"),
        ],
    )


def receipt(number: int = 1, cents: int = 12100, day: date = MARCH) -> Posting:
    """The neighbour pays."""
    return Posting(
        BANK_JOURNAL,
        day,
        f"payment:{number}",
        "Betaling",
        [Line(BANK, cents), Line(DEBTORS, -cents, party="party:1")],
    )
