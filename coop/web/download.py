"""A report as a file for the spreadsheet, in the answer to a request."""

from flask import Response

from coop.report import Report, as_csv


def spreadsheet(report: Report, name: str) -> Response:
    """The report as a CSV file that Dutch spreadsheets open by themselves; the name comes without an ending."""
    return Response(
        as_csv(report, bom=True),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
