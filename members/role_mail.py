"""Where to write to everybody with a role."""

from sqlalchemy import select

from coop.database import db
from coop.permission import Role
from members.login import Login, LoginRole


def addresses(role: Role) -> list[str]:
    """The addresses of those who have a role and may come in."""
    query = select(Login.email).join(LoginRole, LoginRole.login_id == Login.id)
    return list(db.session.scalars(query.where(LoginRole.role == role, ~Login.is_blocked).order_by(Login.email)))
