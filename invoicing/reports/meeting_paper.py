"""The page for the members' meeting on paper: one A4, in Dutch for all who sit there."""

from itertools import zip_longest
from typing import Any

from flask_babel import force_locale, format_date, ngettext

from coop import wijk
from coop.money import half_up
from coop.paper import report
from invoicing.reports.meeting import MeetingReport, meeting_report
from invoicing.revenue_model.facts import total
from invoicing.revenue_model.words import badge
from invoicing.whole_euros import whole

SERVICES = 5
"""So many services fit on the page; who wants to know of more asks for the revenue model."""


def printed(year: int) -> bytes:
    """The page of a year as PDF."""
    with force_locale("nl"):
        return on_paper(meeting_report(year))


def on_paper(found: MeetingReport) -> bytes:
    """A page that was made, as PDF."""
    return report.printed("reports/meeting", **facts(found))


def html(year: int) -> str:
    """The page of a year as HTML."""
    with force_locale("nl"):
        return report.html("reports/meeting", **facts(meeting_report(year)))


def facts(found: MeetingReport) -> dict[str, Any]:
    """What the page says, on paper and on the screen."""
    lines = sorted(found.model.lines, key=lambda line: (-line.part.turnover.cents, line.part.name.casefold()))
    shown, others = lines[:SERVICES], lines[SERVICES:]
    return {
        "report": found,
        "services": [(line, badge(line)[0]) for line in shown],
        "others": len(others),
        "others_jobs": sum(line.part.jobs for line in others),
        "others_guided": sum(line.guided_minutes for line in others),
        "others_result": total(line.own_result for line in others),
        "moved_rows": list(zip_longest(*(bar.blocks for bar in found.moved.bars))),
        "hours": _hours,
        "worked": _worked(found),
        "euros": whole,
        "house": wijk.find(),
        "day": format_date(found.day, "d MMMM y"),
    }


def _worked(found: MeetingReport) -> str:
    """What we did together; empty where nobody worked yet."""
    worked = sum(found.minutes.values())
    if not worked:
        return ""
    sentence: str = ngettext(
        "Samen deden we %(jobs)s klus en werkten we %(hours)s uur:",
        "Samen deden we %(jobs)s klussen en werkten we %(hours)s uur:",
        found.jobs,
        jobs=_grouped(found.jobs),
        hours=_hours(worked),
    )
    return sentence


def _hours(worked: int) -> str:
    """Whole hours, for minutes say nothing on such a page."""
    return _grouped(half_up(worked, 60))


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
