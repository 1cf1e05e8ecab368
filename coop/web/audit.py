"""The audit trail on the screen: who changed what, when, from which state to which."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy import select

from coop import actor_names
from coop.audit import AuditLine
from coop.database import db
from coop.menu import MenuItem
from coop.permission import Permission, allow

pages = Blueprint("audit", __name__)
menu = [MenuItem(lazy_gettext("Wie deed wat"), "audit.index", Permission.AUDIT_READ, 92)]

PAGE = 100


@pages.get("/logboek")
@allow(Permission.AUDIT_READ)
def index() -> ResponseReturnValue:
    """The latest lines, of one subject (`orders:12`) or one kind of them (`orders`) if so asked."""
    subject = request.args.get("subject", "").strip()[:80]
    actor = request.args.get("actor", "").strip()[:60]
    before = request.args.get("before", 0, int)
    query = select(AuditLine).order_by(AuditLine.id.desc()).limit(PAGE + 1)
    if subject:
        kind = AuditLine.subject.startswith(f"{subject}:", autoescape=True)
        query = query.where(AuditLine.subject == subject if ":" in subject else kind)
    if actor:
        query = query.where(AuditLine.actor == actor)
    if before:
        query = query.where(AuditLine.id < before)
    lines = db.session.scalars(query).all()
    older = lines[PAGE - 1].id if len(lines) > PAGE else None
    return render_template(
        "audit/index.html",
        lines=lines[:PAGE],
        names=actor_names.names(line.actor for line in lines),
        subject=subject,
        actor=actor,
        older=url_for("audit.index", subject=subject, actor=actor, before=older) if older else None,
        newer=url_for("audit.index", subject=subject, actor=actor) if before else None,
    )
