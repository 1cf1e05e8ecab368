"""Where somebody lands after signing in: the page where their work of today lies."""

from collections.abc import Collection, Iterable

from coop.permission import Role

LANDINGS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.TREASURER, ("today.show",)),
    (Role.COORDINATOR, ("today.show",)),
    (Role.BOARD, ("today.show",)),
    (Role.ADMIN, ("access.index",)),
    (Role.MEMBER, ("mine.index",)),
)
"""By role, the one with the most on the desk first; endpoints of higher floors are named, not imported."""


def landing(roles: Collection[Role], known: Iterable[str]) -> str:
    """The endpoint that fits somebody's roles, of those the house has."""
    rooms = set(known)
    fitting = (endpoint for role, endpoints in LANDINGS if role in roles for endpoint in endpoints)
    return next((endpoint for endpoint in fitting if endpoint in rooms), "account.show")
