"""The audit trail on the screen: who changed what, when, from which state to which."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy import select

from coop import actor_names, clock, trail_words
from coop.audit import AuditLine
from coop.database import db
from coop.menu import Group, MenuItem
from coop.permission import Permission, allow

pages = Blueprint("audit", __name__)
menu = [
    MenuItem(lazy_gettext("Wie deed wat"), "audit.index", Permission.AUDIT_READ, 50, group=Group.HOUSE, key="w")
]

PAGE = 50


@pages.get("/logboek")
@allow(Permission.AUDIT_READ)
def index() -> ResponseReturnValue:
    """The latest lines; of a subject (`orders:12`) or kind (`orders`), by an actor or up to a day if so asked."""
    subject = request.args.get("subject", "").strip()[:80]
    actor = request.args.get("actor", "").strip()[:60]
    before = request.args.get("before", 0, int)
    until = _day(request.args.get("until", ""))
    query = select(AuditLine).order_by(AuditLine.id.desc()).limit(PAGE + 1)
    if subject:
        kind = AuditLine.subject.startswith(f"{subject}:", autoescape=True)
        query = query.where(AuditLine.subject == subject if ":" in subject else kind)
    if actor:
        query = query.where(AuditLine.actor == actor)
    if until:
        query = query.where(AuditLine.at < datetime.combine(until + timedelta(days=1), time(), clock.AMSTERDAM))
    if before:
        query = query.where(AuditLine.id < before)
    lines = db.session.scalars(query).all()
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


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
