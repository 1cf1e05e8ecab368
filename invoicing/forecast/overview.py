"""The forecast as a report of rows: for the command line, spreadsheets and programs."""

from flask_babel import gettext

from coop.money import Money
from coop.report import Report
from invoicing.forecast.accuracy import accuracy
from invoicing.forecast.forecast import Forecast
from invoicing.forecast.year_end import of


def overview(found: Forecast) -> Report:
    """A row for each month, in cents where machines read them; beside them the year's end and our error."""
    columns = (
        ("month", gettext("Maand")),
        ("income", gettext("Opbrengsten")),
        ("costs", gettext("Kosten")),
        ("result", gettext("Resultaat")),
        ("low_80", gettext("80 % vanaf")),
        ("high_80", gettext("80 % tot")),
        ("low_95", gettext("95 % vanaf")),
        ("high_95", gettext("95 % tot")),
        ("certain_income", gettext("Zeker erbij")),
        ("certain_costs", gettext("Zeker eraf")),
    )
    rows = []
    for month in found.months:
        one = month.range
        cents = {
            "income": month.income,
            "costs": month.costs,
            "result": month.result,
            "low_80": one.low_80,
            "high_80": one.high_80,
            "low_95": one.low_95,
            "high_95": one.high_95,
            "certain_income": month.certain_income,
            "certain_costs": month.certain_costs,
        }
        rows.append({"month": f"{month.month:%Y-%m}", **{key: Money(amount) for key, amount in cents.items()}})
    end, off = of(found.today.year, found), accuracy(found.walked)
    facts = {
        "year": end.year,
        "year_end": end.result,
        "year_end_80": [Money(end.range.low_80), Money(end.range.high_80)],
        "year_end_95": [Money(end.range.low_95), Money(end.range.high_95)],
        "chance_above_zero": end.chance_above_zero,
        "months_of_history": found.history.months,
        "mean_error": Money(off.error) if off else None,
        "mean_error_of_a_year": Money(off.year_error) if off and off.year_error is not None else None,
        "months_judged": off.judged if off else 0,
        "months_within_80": off.held if off else 0,
    }
    return Report(columns, rows, facts)
