"""A report as a workbook for Excel and LibreOffice: real numbers and days, to be added up and sorted."""

import io
from datetime import date, datetime
from typing import Any

from coop import clock
from coop.money import Money
from coop.report import Report

NARROWEST, WIDEST = 11, 48
"""Characters: a day or an amount fits, and one long remark does not push the rest away."""


def as_xlsx(report: Report, name: str) -> bytes:
    """One sheet with the headings on top, which stay in sight and filter; what looks like a formula is text."""
    import xlsxwriter  # takes as long to read as a floor

    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        # Its parts are dated at the time of the file otherwise, and the same list twice would be two files.
        book.set_properties({"created": datetime.combine(clock.today(), datetime.min.time())})
        sheet = book.add_worksheet(_sheet_name(name))
        head = book.add_format({"bold": True, "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        widths = [max(len(str(heading)), NARROWEST) for _, heading in report.columns]
        for place, (_, heading) in enumerate(report.columns):
            sheet.write_string(0, place, str(heading), head)
        for line, row in enumerate(report.rows, 1):
            for place, (key, _) in enumerate(report.columns):
                value = row.get(key)
                if isinstance(value, Money):
                    sheet.write_number(line, place, value.cents / 100, money)
                elif isinstance(value, datetime):
                    sheet.write_datetime(line, place, clock.local(value).replace(tzinfo=None), moment)
                elif isinstance(value, date):
                    sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day has no zone
                elif isinstance(value, int) and not isinstance(value, bool):
                    sheet.write_number(line, place, value)
                elif value is not None:
                    shown = _shown(value)
                    sheet.write_string(line, place, shown)
                    widths[place] = max(widths[place], min(len(shown), WIDEST))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width + 2)
        sheet.freeze_panes(1, 0)
        if report.columns:
            sheet.autofilter(0, 0, max(len(report.rows), 1), len(report.columns) - 1)
    return file.getvalue()


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)[:32_767]  # a cell of Excel holds no more


def _sheet_name(name: str) -> str:
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:31] or "-"
