"""The audit trail on the screen: who changed what, when, from which state to which."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from coop import actor_names, clock, export, trail_words
from coop.audit import AuditLine
from coop.database import db
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow
from coop.report import Report, listed

pages = Blueprint("audit", __name__)
menu = [
    MenuItem(lazy_gettext("Wie deed wat"), "audit.index", Permission.AUDIT_READ, 50, group=Group.HOUSE, key="w")
]

PAGE = 50
MOST = 10_000
"""So many lines go into a file: a house that ran for years has more than a spreadsheet is for."""


@pages.get("/logboek")
@allow(Permission.AUDIT_READ)
def index() -> ResponseReturnValue:
    """The latest lines; of a subject (`orders:12`) or kind (`orders`), by an actor or up to a day if so asked."""
    subject, actor, until = _asked(request.args)
    before = request.args.get("before", 0, int)
    lines = _lines(request.args, PAGE + 1, before)
    older = lines[PAGE - 1].id if len(lines) > PAGE else None
    again: dict[str, Any] = {
        "subject": subject or None,
        "actor": actor or None,
        "until": until.isoformat() if until else None,
    }
    return render_template(
        "audit/index.html",
        lines=lines[:PAGE],
        names=actor_names.names(
            [subject, actor, *(kept for line in lines for kept in (line.actor, line.subject))]
        ),
        said=trail_words.said,
        kinds=trail_words.kinds(),
        subject=subject,
        actor=actor,
        until=until,
        again=again,
        older=url_for("audit.index", **again, before=older) if older else None,
        newer=url_for("audit.index", **again) if before else None,
    )


def as_report(asked: export.Asked) -> Report:
    """The lines as asked for, the latest first, in the words of the screen."""
    lines = _lines(asked, MOST)
    names = actor_names.names([kept for line in lines for kept in (line.actor, line.subject)])
    said = cache(trail_words.said)  # the same few words over and over
    return listed(
        lines,
        (gettext("Wanneer"), lambda line: line.at),
        (gettext("Wie"), lambda line: names.get(line.actor) or said(line.actor)),
        (gettext("Waarover"), lambda line: trail_words.said(line.subject, names)),
        (gettext("Wat"), lambda line: said(line.what)),
        (gettext("Van"), lambda line: said(line.was)),
        (gettext("Naar"), lambda line: said(line.now)),
    )


def _asked(asked: export.Asked) -> tuple[str, str, date | None]:
    return export.text(asked, "subject"), export.text(asked, "actor", longest=60), export.day(asked, "until")


def _lines(asked: export.Asked, most: int, before: int = 0) -> Sequence[AuditLine]:
    subject, actor, until = _asked(asked)
    query = select(AuditLine).order_by(AuditLine.id.desc()).limit(most)
    if subject:
        kind = AuditLine.subject.startswith(f"{subject}:", autoescape=True)
        query = query.where(AuditLine.subject == subject if ":" in subject else kind)
    if actor:
        query = query.where(AuditLine.actor == actor)
    if until:
        query = query.where(AuditLine.at < datetime.combine(until + timedelta(days=1), time(), clock.AMSTERDAM))
    if before:
        query = query.where(AuditLine.id < before)
    return db.session.scalars(query).all()


exports = [export.Export("audit.index", "logboek", as_report, lazy_gettext("De laatste 10.000 regels"))]
