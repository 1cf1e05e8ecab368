"""A request as funders get it: on paper, as a workbook in which the sums live, and as rows."""

from typing import Any

from flask_babel import format_date, gettext

from coop import clock, wijk
from coop.filters import minutes
from coop.live_workbook import Line, Live, Page, as_live_xlsx, cell, total
from coop.money import Money
from coop.paper import report
from coop.report import Report
from invoicing.grants.request import EARNED, CoverKind, GrantRequest

_AMOUNT, _ASKED, _GIVEN = 4, 5, 6
"""Columns of the workbook."""


def printed(request: GrantRequest) -> bytes:
    """The budget and cover plan as PDF."""
    return report.dressed_as("grants", html(request))


def html(request: GrantRequest) -> str:
    """The same as HTML."""
    return report.html("grant_requests", **_facts(request))


def as_report(request: GrantRequest) -> Report:
    """Every line as a row, costs first."""
    columns = (
        ("kind", gettext("Soort")),
        ("activity", gettext("Activiteit")),
        ("text", gettext("Waarvoor")),
        ("account", gettext("Rekening")),
        ("hours", gettext("Uren")),
        ("rate", gettext("Per uur")),
        ("amount", gettext("Bedrag")),
    )
    rows: list[dict[str, Any]] = [
        {
            "kind": gettext("lasten"),
            "activity": activity.name,
            "text": line.text,
            "account": line.account or "",
            "hours": minutes(line.minutes),
            "rate": line.rate,
            "amount": line.amount,
        }
        for activity in request.activities
        for line in activity.lines
    ]
    rows += [{"kind": one.kind_name, "text": one.text, "amount": one.amount} for one in request.covers]
    rows.append({"kind": gettext("Hier gevraagd"), "text": request.giver.name, "amount": request.requested})
    return Report(columns, rows)


def workbook(request: GrantRequest) -> bytes:
    """One sheet: costs by activity, income, cover plan, and whether it closes; all sums are formulas."""
    lines = [
        Line([request.purpose], strong=True),
        Line([request.giver.name, None, None, None, None]),
        Line(_headings(), strong=True),
    ]
    layout, sums = request.layout, []
    for activity in request.activities:
        first = len(lines) + 1
        rows = range(first, first + len(activity.lines))
        sums.append(len(lines))
        costs = total(activity.costs, _AMOUNT, rows)
        lines.append(
            Line([activity.name, None, None, None, costs, activity.requested, activity.granted], strong=True)
        )
        for line in activity.lines:
            lines.append(Line([line.text, line.account, minutes(line.minutes) or None, line.rate, line.amount]))
    costs_at = len(lines)
    asked = [one.requested or Money.zero() for one in request.activities]
    given = [one.granted or Money.zero() for one in request.activities]
    lines.append(
        Line(
            [
                gettext("Lasten samen"),
                None,
                None,
                None,
                total(layout.costs, _AMOUNT, sums),
                total(sum(asked, Money.zero()), _ASKED, sums),
                total(sum(given, Money.zero()), _GIVEN, sums),
            ],
            strong=True,
        )
    )
    income_at = _side(
        lines, gettext("Baten samen"), layout.income, [c for c in _covers(request) if c[0] in EARNED]
    )
    cover = [c for c in _covers(request) if c[0] not in EARNED]
    cover.insert(0, (CoverKind.OWN, gettext("Hier gevraagd"), request.requested))
    cover_at = _side(lines, gettext("Dekking samen"), layout.cover, cover)
    missing = f"={cell(_AMOUNT, costs_at)}-{cell(_AMOUNT, income_at)}-{cell(_AMOUNT, cover_at)}"
    words = [gettext("Nog te dekken (0 is sluitend)"), None, None, None, Live(layout.missing, missing)]
    lines.append(Line(words, strong=True))
    return as_live_xlsx([Page(gettext("Begroting"), lines)])


def _headings() -> list[str]:
    return [
        gettext("Activiteit"),
        gettext("Rekening"),
        gettext("Uren"),
        gettext("Per uur"),
        gettext("Lasten"),
        gettext("Gevraagd"),
        gettext("Toegekend"),
    ]


def _covers(request: GrantRequest) -> list[tuple[str, str, Money]]:
    return [(one.kind, f"{one.kind_name}: {one.text}", one.amount) for one in request.covers]


def _side(lines: list[Line], name: str, amount: Money, rows: list[tuple[str, str, Money]]) -> int:
    first = len(lines)
    lines += [Line([words, None, None, None, part]) for _, words, part in rows]
    lines.append(Line([name, None, None, None, total(amount, _AMOUNT, range(first, len(lines)))], strong=True))
    return len(lines) - 1


def _facts(request: GrantRequest) -> dict[str, Any]:
    return {
        "request": request,
        "layout": request.layout,
        "income": [one for one in request.covers if one.kind in EARNED],
        "cover": [one for one in request.covers if one.kind not in EARNED],
        "minutes": minutes,
        "house": wijk.current(),
        "day": format_date(clock.today(), "d MMMM y"),
    }
