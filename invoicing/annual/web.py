"""The annual accounts: balance sheet and profit and loss on one page, and as files to take along."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from coop import clock, wijk
from coop.errors import NotFound
from coop.ledger.annual import report
from coop.ledger.annual.figures import figures
from coop.ledger.annual.statement import build
from coop.ledger.annual.workbook import workbook
from coop.ledger.balance import trial_balance
from coop.ledger.period import is_closed
from coop.menu import Group, MenuItem
from coop.period import year as year_of
from coop.permission import Permission, allow
from coop.web.download import as_file, paper
from coop.web.download import table as as_table
from invoicing.annual import document

pages = Blueprint("annual", __name__)
menu = [
    MenuItem(lazy_gettext("Jaarcijfers"), "annual.index", Permission.LEDGER_READ, 40, group=Group.BOOKS, key="j")
]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REPORTS = {"balans": report.balance_sheet, "winst-en-verlies": report.profit_and_loss}


@pages.get("/jaarcijfers")
@allow(Permission.LEDGER_READ)
def index() -> ResponseReturnValue:
    """The year that is asked for, or this one."""
    return redirect(url_for("annual.show", year=request.args.get("year", clock.today().year, type=int)), 303)


@pages.get("/jaarcijfers/<int:year>")
@allow(Permission.LEDGER_READ)
def show(year: int) -> ResponseReturnValue:
    """Balance sheet and profit and loss, with the year before, and the accounts behind each line if asked."""
    _must_be_a_year(year)
    return render_template(
        "annual/show.html",
        annual=build(year, figures(year)),
        year=year,
        closed=is_closed(year_of(year)),
        detailed="rekeningen" in request.args,
    )


@pages.get("/jaarcijfers/<int:year>.<any(pdf, xlsx):kind>")
@allow(Permission.LEDGER_READ)
def download(year: int, kind: str) -> ResponseReturnValue:
    """Everything in one file: PDF for the meeting, a workbook for the accountant."""
    _must_be_a_year(year)
    annual = build(year, figures(year))
    if kind == "pdf":
        return paper(document.printed(annual), f"jaarcijfers-{year}")
    house = wijk.current()
    content = workbook(annual, trial_balance(year_of(year)), house.legal_name or house.name)
    return as_file(content, XLSX, f"jaarcijfers-{year}.xlsx")


@pages.get("/jaarcijfers/<int:year>/<any('balans', 'winst-en-verlies'):which>.<any(csv, json):kind>")
@allow(Permission.LEDGER_READ)
def table(year: int, which: str, kind: str) -> ResponseReturnValue:
    """One overview as rows: CSV for a spreadsheet, JSON for a program."""
    _must_be_a_year(year)
    return as_table(REPORTS[which](build(year, figures(year))), f"{which}-{year}", kind)


def _must_be_a_year(year: int) -> None:
    if not 1990 <= year < 2200:
        raise NotFound(gettext("Dit jaar is er niet."))
