"""What a request gets as a file: a report for the spreadsheet or for a program, and paper to look at or keep."""

from flask import Response

from coop.report import Report, as_csv, as_json
from coop.workbook import as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(content: bytes, content_type: str, name: str, *, inline: bool = False) -> Response:
    """A file under its name; inline, the browser shows it before it is kept."""
    shown = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"'}
    return Response(content, content_type=content_type, headers=headers)


def paper(content: bytes, name: str) -> Response:
    """A PDF to look at, print or keep; the name comes without an ending."""
    return as_file(content, "application/pdf", f"{name}.pdf", inline=True)


def spreadsheet(report: Report, name: str) -> Response:
    """The report as a CSV file that Dutch spreadsheets open by themselves; the name comes without an ending."""
    return as_file(as_csv(report, bom=True).encode(), "text/csv; charset=utf-8", f"{name}.csv")


def table(report: Report, name: str, kind: str) -> Response:
    """The report as `csv` for a spreadsheet or as `json` for a program."""
    if kind == "csv":
        return spreadsheet(report, name)
    return as_file(as_json(report).encode(), "application/json", f"{name}.json")


def rows(report: Report, name: str, kind: str) -> Response:
    """The report as `csv` or as a workbook, `xlsx`; the name comes without an ending."""
    if kind == "xlsx":
        return as_file(as_xlsx(report, name), XLSX, f"{name}.xlsx")
    return spreadsheet(report, name)
