"""The roles in the words of the screens."""

from flask_babel import lazy_gettext

from coop.permission import Role

ROLE_NAMES = {
    Role.MEMBER: lazy_gettext("lid"),
    Role.COORDINATOR: lazy_gettext("coördinator"),
    Role.TREASURER: lazy_gettext("penningmeester"),
    Role.BOARD: lazy_gettext("bestuur"),
    Role.ADMIN: lazy_gettext("beheerder"),
}
"""In the order in which they are shown."""
