"""The justification (verantwoording): what was asked, granted and spent, the hours, and what it all rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date, gettext

from coop import clock, wijk
from coop.filters import minutes
from coop.live_workbook import Line, Page, as_live_xlsx, less, total
from coop.money import Money
from coop.paper import report
from coop.report import Report
from invoicing.grants.evidence import Evidence, evidence
from invoicing.grants.request import of_grant
from invoicing.grants.standing import Standing, last_day, standing
from invoicing.grants.terms import GrantCondition, conditions_of
from members.engagement import KIND_NAMES, EngagementKind

NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as it was asked for, granted and spent; what belongs to none stands on a line of its own."""

    name: str
    requested: Money | None
    granted: Money | None
    spent: Money

    @property
    def difference(self) -> Money:
        """What was granted and not spent; below zero more was spent."""
        return (self.granted or NOTHING) - self.spent


@dataclass(frozen=True, slots=True)
class Justification:
    """A grant with all that its giver wants to see."""

    standing: Standing
    requested: Money | None
    activities: Sequence[Activity]
    conditions: Sequence[GrantCondition]
    evidence: Sequence[Evidence]
    names: dict[int | None, str]
    """The names of the activities."""

    @property
    def total(self) -> Activity:
        """All activities together."""
        return Activity(
            gettext("Samen"), self.requested, self.standing.grant.amount, self.standing.figures.accounted
        )


def justification(grant_id: int, today: date | None = None) -> Justification:
    """Everything on a grant, as it stands today."""
    found = standing(grant_id, today or clock.today())
    request = of_grant(grant_id)
    rows = evidence(found.charges)
    spent: dict[int | None, Money] = {}
    for row in rows:
        spent[row.activity_id] = spent.get(row.activity_id, NOTHING) + row.amount
    activities = [
        Activity(one.name, one.requested, one.granted, spent.pop(one.id, NOTHING))
        for one in (request.activities if request else ())
    ]
    rest = sum(spent.values(), NOTHING)
    if not activities:
        activities.append(Activity(gettext("Hele subsidie"), None, found.grant.amount, rest))
    elif rest:
        activities.append(Activity(gettext("Niet bij een activiteit"), None, None, rest))
    if found.figures.counted:
        activities.append(Activity(gettext("Onbetaalde uren"), None, None, found.figures.counted))
    names: dict[int | None, str] = {one.id: one.name for one in (request.activities if request else ())}
    asked = request.requested if request else None
    return Justification(found, asked, activities, conditions_of(grant_id), rows, names)


def printed(made: Justification) -> bytes:
    """The report as PDF."""
    return report.printed("grants", **_facts(made))


def html(made: Justification) -> str:
    """The same as HTML."""
    return report.html("grants", **_facts(made))


def as_report(made: Justification) -> Report:
    """The figures by activity as rows, with what else counts beside them."""
    columns = (
        ("activity", gettext("Activiteit")),
        ("requested", gettext("Gevraagd")),
        ("granted", gettext("Toegekend")),
        ("spent", gettext("Besteed")),
        ("difference", gettext("Verschil")),
    )
    rows = [
        {"activity": one.name, **{key: getattr(one, key) for key, _ in columns[1:]}}
        for one in (*made.activities, made.total)
    ]
    figures = made.standing.figures
    facts: dict[str, Any] = {
        "purpose": made.standing.grant.purpose,
        "state": made.standing.state_name,
        "received": figures.received,
        "agreed": figures.agreed,
        "left": figures.left,
        "to_return": figures.returning,
        "hours": {one.engagement: one.minutes for one in made.standing.hours},
        "evidence": len(made.evidence),
    }
    return Report(columns, rows, facts)


def workbook(made: Justification) -> bytes:
    """Three sheets: the figures by activity, the hours, and the evidence list; all sums are formulas."""
    rows = range(1, 1 + len(made.activities))
    whole, at = made.total, 1 + len(made.activities)
    figures = [Line([str(heading) for _, heading in as_report(made).columns], strong=True)]
    figures += [
        Line([one.name, one.requested, one.granted, one.spent, less(one.difference, row, 2, 3)])
        for row, one in zip(rows, made.activities, strict=True)
    ]
    each = [sum((one.requested or NOTHING for one in made.activities), NOTHING)]
    each.append(sum((one.granted or NOTHING for one in made.activities), NOTHING))
    each.append(sum((one.spent for one in made.activities), NOTHING))
    sums = [total(amount, column, rows) for column, amount in enumerate(each, 1)]
    figures.append(Line([whole.name, *sums, less(each[1] - each[2], at, 2, 3)], strong=True))
    hours = [Line([gettext("Inzet"), gettext("Uren"), gettext("Meegeteld"), gettext("Bedrag")], strong=True)]
    hours += [
        Line([name, minutes(one.minutes), minutes(one.counted), one.value])
        for name, one in zip(engagements(made.standing), made.standing.hours, strict=True)
    ]
    listed = [Line(_headings(), strong=True)]
    listed += [
        Line(
            [
                row.day,
                row.number,
                row.description,
                row.account,
                made.names.get(row.activity_id, ""),
                row.attachment,
                row.amount,
            ]
        )
        for row in made.evidence
    ]
    spent = sum((row.amount for row in made.evidence), NOTHING)
    listed.append(Line([gettext("Samen"), *[None] * 5, total(spent, 6, range(1, len(listed)))], strong=True))
    return as_live_xlsx(
        [
            Page(gettext("Verantwoording"), figures),
            Page(gettext("Uren"), hours),
            Page(gettext("Bewijsstukken"), listed),
        ]
    )


def engagements(found: Standing) -> list[str]:
    """The names of the engagements of its hours, in the same order."""
    return [str(KIND_NAMES[EngagementKind(one.engagement)]) for one in found.hours]


def _headings() -> list[str]:
    return [
        gettext("Dag"),
        gettext("Boeking"),
        gettext("Omschrijving"),
        gettext("Rekening"),
        gettext("Activiteit"),
        gettext("Bijlage"),
        gettext("Bedrag"),
    ]


def _facts(made: Justification) -> dict[str, Any]:
    return {
        "made": made,
        "grant": made.standing.grant,
        "figures": made.standing.figures,
        "terms": made.standing.terms,
        "until": last_day(made.standing.grant),
        "hours": list(zip(engagements(made.standing), made.standing.hours, strict=True)),
        "minutes": minutes,
        "house": wijk.current(),
        "day": format_date(clock.today(), "d MMMM y"),
    }
