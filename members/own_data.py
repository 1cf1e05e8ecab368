"""What the house keeps about one person, who may see and take along all of it (GDPR art. 15 and 20)."""

from typing import Any

from sqlalchemy import or_, select

from coop import own_data
from coop.audit import AuditLine
from coop.database import db
from coop.mail import Mail
from coop.own_data import Found
from members.login import Login
from members.member import Member


def of_person(person_id: int) -> Found:
    """Every row about a person by table, with the mails they got and what the audit trail says of them."""
    members = db.session.scalars(select(Member.id).where(Member.person_id == person_id))
    logins = db.session.execute(select(Login.id, Login.email).where(Login.person_id == person_id)).all()
    own = {
        "party": frozenset({person_id}),
        "member": frozenset(members),
        "login": frozenset(login.id for login in logins),
    }
    found = own_data.collect(own)
    addresses = {login.email for login in logins} | {row["email"] for row in found["party"] if row["email"]}
    found["mail"] = _mails(addresses)
    found["audit_line"] = _trail({f"{kind}:{number}" for kind, numbers in own.items() for number in numbers})
    return {table: rows for table, rows in found.items() if rows}


def _mails(addresses: set[str]) -> list[dict[str, Any]]:
    # Not their text, which may hold a link that still opens something.
    query = select(Mail.to, Mail.subject, Mail.made_at, Mail.sent_at).where(Mail.to.in_(addresses))
    return [
        {"to": row.to, "subject": row.subject, "made_at": _iso(row.made_at), "sent_at": _iso(row.sent_at)}
        for row in db.session.execute(query.order_by(Mail.id))
    ]


def _trail(names: set[str]) -> list[dict[str, Any]]:
    about = or_(AuditLine.actor.in_(names), AuditLine.subject.in_(names))
    return [
        {
            "at": _iso(line.at),
            "by_me": line.actor in names,
            "subject": line.subject,
            "what": line.what,
            "was": line.was,
            "now": line.now,
        }
        for line in db.session.scalars(select(AuditLine).where(about).order_by(AuditLine.id))
    ]


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment is not None else None
