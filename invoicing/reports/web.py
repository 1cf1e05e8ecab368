"""The pages of the reports: what there is for which year, the page for the members, and the files of the book."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import clock
from coop.permission import Permission, allow
from coop.web.download import XLSX, as_file, paper
from invoicing.book_year import a_year
from invoicing.budget.version import versions
from invoicing.reports import book_data, book_paper, book_workbook, meeting_paper
from invoicing.reports.gathering import book
from invoicing.reports.meeting import meeting_report

pages = Blueprint("reports", __name__)


@pages.get("/verslagen")
@pages.get("/verslagen/<int:year>")
@allow(Permission.EXPLOITATIE_READ)
def show(year: int | None = None) -> ResponseReturnValue:
    """The reports of a year; this year unless another is asked for."""
    today = clock.today()
    year = a_year(today.year if year is None else year)
    return render_template(
        "reports/show.html", year=year, begun=year <= today.year, versions=list(reversed(versions(year)))
    )


@pages.get("/verslagen/<int:year>/leden")
@allow(Permission.EXPLOITATIE_READ)
def members(year: int) -> ResponseReturnValue:
    """The page for the members' meeting on the screen, in the same words as on paper."""
    return render_template("reports/members.html", **meeting_paper.facts(meeting_report(a_year(year))))


@pages.get("/verslagen/<int:year>/leden.pdf")
@allow(Permission.EXPLOITATIE_READ)
def members_paper(year: int) -> ResponseReturnValue:
    """The same on one A4."""
    return paper(meeting_paper.printed(a_year(year)), gettext("verslag-leden-%(year)s", year=year))


@pages.get("/verslagen/<int:year>/begroting-<int:number>.<any(pdf, xlsx, json):kind>")
@allow(Permission.EXPLOITATIE_READ)
def budget_book(year: int, number: int, kind: str) -> ResponseReturnValue:
    """The book of one version: PDF to read, a workbook to reckon with, JSON for a program."""
    found = book(a_year(year), number)
    name = gettext("begrotingsboek-%(year)s-versie-%(number)s", year=year, number=number)
    if kind == "pdf":
        return paper(book_paper.printed(found), name)
    if kind == "xlsx":
        return as_file(book_workbook.as_xlsx(found), XLSX, f"{name}.xlsx")
    return as_file(book_data.as_json(found).encode(), "application/json", f"{name}.json")
