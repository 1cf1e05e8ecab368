"""The pages of the forecast: the year's end and the months ahead, and what a month is made up of."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext

from coop import clock
from coop.errors import NotFound
from coop.house import stated_permission
from coop.money import Money, half_up
from coop.permission import Permission, allow, may
from coop.web.download import table
from invoicing.exploitatie.figures import statement
from invoicing.forecast.chart import picture
from invoicing.forecast.forecast import forecast
from invoicing.forecast.made_up import made_up
from invoicing.forecast.overview import overview
from invoicing.forecast.words import answer, remarks
from invoicing.forecast.year_end import of
from invoicing.web.sources import PAGES

pages = Blueprint("forecast", __name__)
PAGE = 50
_LISTED = {
    "instalment": ("instalments.show", "plan_id"),
    "claim": ("claims.show", "claim_id"),
    "allowance": ("allowances.index", ""),
    "collected": ("collections.index", ""),
    "payout": ("paying_out.index", ""),
}
"""Where else an amount leads: to its page, or to the list in which it stands."""


@pages.get("/vooruitblik")
@allow(Permission.EXPLOITATIE_READ)
def show() -> ResponseReturnValue:
    """How the year ends and what the months ahead bring."""
    found = forecast(clock.today())
    end, report = of(found.today.year, found), overview(found)
    return render_template(
        "forecast/show.html",
        found=found,
        end=end,
        answer=answer(end),
        picture=picture(found),
        remarks=remarks(found),
        rows=[{**row, **_whole(row)} for row in report.rows],
        names=[format_date(month.month, "LLL\u00a0y") for month in found.months],
        together=_together(report.rows),
        expected=statement(found.today.year).result.expected,
    )


@pages.get("/vooruitblik/<int:year>-<int:number>")
@allow(Permission.EXPLOITATIE_READ)
def month(year: int, number: int) -> ResponseReturnValue:
    """What a month ahead is made up of: its services and costs, and what is agreed for it."""
    found = forecast(clock.today())
    months = [(one.month.year, one.month.month) for one in found.months]
    if (year, number) not in months:
        raise NotFound(gettext("Deze maand staat niet in de vooruitblik."))
    place, begin = months.index((year, number)), max(0, request.args.get("from", 0, int))
    parts = made_up(found, found.months[place])
    return render_template(
        "forecast/month.html",
        month=found.months[place].month,
        row=overview(found).rows[place],
        made_up=parts,
        agreed=parts.agreed[begin : begin + PAGE],
        newer=max(0, begin - PAGE) if begin else None,
        older=begin + PAGE if len(parts.agreed) > begin + PAGE else None,
        page_behind=page_behind,
    )


@pages.get("/vooruitblik.json")
@allow(Permission.EXPLOITATIE_READ)
def download() -> ResponseReturnValue:
    """The months ahead for a program."""
    return table(overview(forecast(clock.today())), "vooruitblik", "json")


def page_behind(source: str) -> str | None:
    """The address of what an amount stands for, None where it has no page or this person may not go there."""
    kind, _, key = source.partition(":")
    endpoint, name = {**PAGES, **_LISTED}.get(kind, ("", ""))
    if endpoint not in current_app.view_functions:
        return None
    needed = stated_permission(current_app, endpoint)
    if needed is not None and not may(needed):
        return None
    values: dict[str, Any] = {name: key if name in ("number", "code") else int(key)} if name else {}
    return url_for(endpoint, **values)


def _whole(row: dict[str, Any]) -> dict[str, Money]:
    """The edges of a range in whole euros: to the cent nobody knows them."""
    edges = ("low_80", "high_80", "low_95", "high_95")
    return {name: Money(half_up(row[name].cents, 100) * 100) for name in edges}


def _together(rows: Sequence[dict[str, Any]]) -> dict[str, Money]:
    return {name: sum((row[name] for row in rows), Money.zero()) for name in ("income", "costs", "result")}
