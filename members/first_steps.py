"""The first steps of a new wijk on this floor: colleagues who may come in, and the first member."""

from flask_babel import lazy_gettext
from sqlalchemy import func, select

from coop.database import db
from coop.first_steps import FirstStep
from coop.permission import Permission, Role
from members.login import LoginRole
from members.member import Member

_NEEDED = (Role.COORDINATOR, Role.BOARD)


def _have_colleagues() -> bool:
    roles = select(func.count(LoginRole.role.distinct())).where(LoginRole.role.in_(_NEEDED))
    return db.session.scalar(roles) == len(_NEEDED)


def _have_a_member() -> bool:
    return bool(db.session.scalar(select(select(Member.id).where(Member.admitted_on.is_not(None)).exists())))


first_steps = [
    FirstStep(
        lazy_gettext("Laat collega's binnen"),
        lazy_gettext(
            "Een coördinator plant het werk, een bestuurslid beslist over leden. Zoek iemand op of "
            "voeg iemand toe, en kies daar: Laten inloggen."
        ),
        "parties.index",
        Permission.ROLES_GIVE,
        _have_colleagues,
        50,
        {"kind": "person"},
    ),
    FirstStep(
        lazy_gettext("Schrijf het eerste lid in"),
        lazy_gettext("Wie meedoet, wordt lid. Het bestuur laat toe, en daarna kan het lid klussen krijgen."),
        "members.apply",
        Permission.PEOPLE_EDIT,
        _have_a_member,
        60,
    ),
]
