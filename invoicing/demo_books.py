"""The demo's bookkeeping: pay-roll, cash brought to the bank and VAT, as a bookkeeper hands them over."""

from datetime import date

from coop.ledger import chart, journal
from coop.ledger.balance import balance
from coop.ledger.posting import Line, Posting, post
from invoicing.vat_period import period_of
from invoicing.vat_return import filing

HOLIDAY_PAY_DUE = "16115"
HOLIDAY_PAY = "40140"
SOCIAL_PREMIUMS = "40310"

# A coordinator, a foreman and somebody for the books, together a month, in cents.
GROSS = {2025: 482_000, 2026: 514_000}


def month_end(month: date, last: date) -> None:
    """Book the pay-roll of a month, pay wages and wage tax, and bring the cash to the bank."""
    gross = GROSS.get(month.year, GROSS[2026])
    holiday, premiums, tax = gross * 8 // 100, gross * 19 // 100, gross * 36 // 100
    pay = (
        Line(chart.WAGES, gross),
        Line(HOLIDAY_PAY, holiday),
        Line(SOCIAL_PREMIUMS, premiums),
        Line(chart.WAGES_DUE, tax + -gross),
        Line(chart.WAGE_TAX_DUE, -tax - premiums),
        Line(HOLIDAY_PAY_DUE, -holiday),
    )
    post([Posting(journal.MEMORIAL, last, f"payroll:{month:%Y-%m}", f"Loonjournaalpost {month:%Y-%m}", pay)])
    _settle(chart.WAGES_DUE, last, f"wages:{month:%Y-%m}", "Netto lonen")
    _settle(chart.WAGE_TAX_DUE, last, f"wagetax:{month:%Y-%m}", "Loonheffing en premies")
    if month.month == 5:
        _settle(HOLIDAY_PAY_DUE, last, f"holidaypay:{month.year}", "Vakantiegeld")
    cash = balance(chart.CASH).cents
    if cash > 50_000:
        over = cash - cash % 5_000 - 20_000
        lines = (Line(chart.BANK, over), Line(chart.CASH, -over))
        post([Posting(journal.CASH, last, f"cash:{month:%Y-%m}", "Kas afgestort", lines)])


def declare_vat(month: date, today: date) -> None:
    """File the return of a quarter that ended with this month, note that it was taken over, and pay it."""
    if month.month % 3 == 0:
        filed = filing.file(period_of(month).code)
        filed.copied()
        _settle(chart.VAT_RETURN, today, f"vatpaid:{filed.code}", "Btw betaald")


def _settle(account: str, day: date, source: str, text: str) -> None:
    owed = balance(account).cents
    if owed:
        post([Posting(journal.BANK, day, source, text, (Line(account, -owed), Line(chart.BANK, owed)))])
